import { TextField } from '@shopify/polaris'

type TextBoxProps = {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly help?: string
  readonly problem?: string | undefined
  readonly lines?: number
  readonly maxLength?: number
  readonly autoFocus?: boolean
}

export const TextBox = ({
  label,
  value,
  onChange,
  help,
  problem,
  lines = 1,
  maxLength,
  autoFocus = false,
}: TextBoxProps) => (
  <TextField
    label={label}
    value={value}
    onChange={onChange}
    autoComplete="off"
    focused={autoFocus}
    {...(help !== undefined && { helpText: help })}
    {...(problem !== undefined && { error: problem })}
    {...(lines > 1 && { multiline: lines })}
    {...(maxLength !== undefined && { maxLength })}
  />
)
