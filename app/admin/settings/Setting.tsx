import type { ReactNode } from 'react'
import { Panel, Stack } from '../ui/Layout.tsx'
import { Words } from '../ui/Words.tsx'

type SettingProps = {
  readonly title: string
  readonly text: string
  /** Enter in its field, as good as the button. */
  readonly onSubmit: () => void
  readonly children: ReactNode
}

/** One thing that can be set, with what it is for. */
export const Setting = ({ title, text, onSubmit, children }: SettingProps) => (
  <Panel>
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      <Stack>
        <Stack gap="tight">
          <Words look="heading">{title}</Words>
          <Words>{text}</Words>
        </Stack>
        {children}
      </Stack>
    </form>
  </Panel>
)
