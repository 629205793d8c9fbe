import { Modal } from '@shopify/polaris'
import type { ReactNode } from 'react'

type LookProps = {
  readonly title: string
  readonly close: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** Something to look at closely; nothing happens. */
export const Look = ({ title, close, onClose, children }: LookProps) => (
  <Modal open title={title} size="large" onClose={onClose} secondaryActions={[{ content: close, onAction: onClose }]}>
    <Modal.Section>{children}</Modal.Section>
  </Modal>
)
