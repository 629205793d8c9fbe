import { TextField } from '@shopify/polaris'

type TextBoxProps = {
  readonly label: string
  readonly value: string
  readonly onChange?: (value: string) => void
  readonly help?: string
  readonly problem?: string | undefined
  readonly lines?: number
  readonly maxLength?: number
  readonly autoFocus?: boolean
  /** To be read and copied. */
  readonly readOnly?: boolean
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
  readOnly = false,
}: TextBoxProps) => (
  <TextField
    label={label}
    value={value}
    readOnly={readOnly}
    autoComplete="off"
    focused={autoFocus}
    {...(onChange && { onChange })}
    {...(help !== undefined && { helpText: help })}
    {...(problem !== undefined && { error: problem })}
    {...(lines > 1 && { multiline: lines })}
    {...(maxLength !== undefined && { maxLength })}
  />
)
