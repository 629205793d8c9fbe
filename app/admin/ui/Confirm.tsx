import { Modal } from '@shopify/polaris'
import type { ReactNode } from 'react'

type ConfirmProps = {
  readonly title: string
  readonly yes: string
  readonly no: string
  readonly danger?: boolean
  readonly busy?: boolean
  /** What was filled in is not to be done. */
  readonly disabled?: boolean
  readonly onYes: () => void
  readonly onNo: () => void
  readonly children: ReactNode
}

/** Asks before something happens, saying what will follow. */
export const Confirm = ({
  title,
  yes,
  no,
  danger = false,
  busy = false,
  disabled = false,
  onYes,
  onNo,
  children,
}: ConfirmProps) => (
  <Modal
    open
    title={title}
    onClose={onNo}
    primaryAction={{ content: yes, destructive: danger, loading: busy, disabled, onAction: onYes }}
    secondaryActions={[{ content: no, onAction: onNo, disabled: busy }]}
  >
    <Modal.Section>{children}</Modal.Section>
  </Modal>
)
