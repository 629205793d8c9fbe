import { Button } from '@shopify/polaris'

export type ActionProps = {
  readonly label: string
  /** Says more where the label alone would be ambiguous to somebody who cannot see its place. */
  readonly fullLabel?: string
  readonly look?: 'normal' | 'primary' | 'danger' | 'quiet'
  readonly busy?: boolean
  readonly disabled?: boolean
  readonly id?: string
} & ({ readonly onAction: () => void } | { readonly to: string })

const LOOKS = {
  normal: {},
  primary: { variant: 'primary' },
  danger: { variant: 'primary', tone: 'critical' },
  quiet: { variant: 'plain' },
} as const

/** A button, or a link that looks like one. */
export const Action = ({
  label,
  fullLabel,
  look = 'normal',
  busy = false,
  disabled = false,
  id,
  ...does
}: ActionProps) => (
  <Button
    {...LOOKS[look]}
    loading={busy}
    disabled={disabled}
    {...(id !== undefined && { id })}
    {...(fullLabel !== undefined && { accessibilityLabel: fullLabel })}
    {...('to' in does ? { url: does.to } : { onClick: does.onAction })}
  >
    {label}
  </Button>
)
