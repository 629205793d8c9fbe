import { ActionList, Button, Popover } from '@shopify/polaris'
import { useState } from 'react'

export type MenuProps = {
  readonly label: string
  readonly busy?: boolean
  /** Not pressed upon anybody. */
  readonly modest?: boolean
  readonly items: readonly {
    readonly label: string
    /** What it comes to, in a few words. */
    readonly help: string
    readonly onAction: () => void
  }[]
}

/** A button that opens to a few things to do. */
export const Menu = ({ label, busy = false, modest = false, items }: MenuProps) => {
  const [isOpen, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <Popover
      active={isOpen}
      onClose={close}
      autofocusTarget="first-node"
      preferredAlignment="right"
      activator={
        <Button
          disclosure
          loading={busy}
          variant={modest ? 'secondary' : 'primary'}
          onClick={() => setOpen((was) => !was)}
        >
          {label}
        </Button>
      }
    >
      <ActionList
        actionRole="menuitem"
        onActionAnyItem={close}
        items={items.map(({ label, help, onAction }) => ({ content: label, helpText: help, onAction }))}
      />
    </Popover>
  )
}
