import { Banner } from '@shopify/polaris'
import type { ReactNode } from 'react'
import { Action, type ActionProps } from './Action.tsx'
import { Row, Stack } from './Layout.tsx'

type NoticeProps = {
  readonly tone?: 'info' | 'warning' | 'critical' | 'success'
  readonly title?: string
  readonly actions?: readonly ActionProps[]
  readonly children?: ReactNode
}

/** Something to know before reading on. */
export const Notice = ({ tone = 'info', title, actions = [], children }: NoticeProps) => (
  <Banner tone={tone} {...(title !== undefined && { title })}>
    <Stack gap="close">
      {children}
      {actions.length > 0 && (
        <Row>
          {actions.map((action) => (
            <Action key={action.label} {...action} />
          ))}
        </Row>
      )}
    </Stack>
  </Banner>
)
