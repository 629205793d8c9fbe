import { Notice } from './Notice.tsx'
import { Words } from './Words.tsx'

type FailedProps = {
  readonly title: string
  readonly reason: string
  /** Whether anything was lost. */
  readonly loss: string
  readonly retry: { readonly label: string; readonly busy: boolean; readonly onAction: () => void }
}

export const Failed = ({ title, reason, loss, retry }: FailedProps) => (
  <Notice tone="critical" title={title} actions={[retry]}>
    <Words>{reason}</Words>
    <Words>{loss}</Words>
  </Notice>
)
