import { Select } from '@shopify/polaris'

type ChoiceProps<Id extends string> = {
  readonly label: string
  readonly options: readonly { readonly id: Id; readonly label: string }[]
  readonly chosen: Id
  readonly onChoose: (id: Id) => void
  readonly disabled?: boolean
}

/** One of a few, on one line. */
export const Choice = <Id extends string>({ label, options, chosen, onChoose, disabled = false }: ChoiceProps<Id>) => (
  <Select
    label={label}
    labelInline
    options={options.map((option) => ({ value: option.id, label: option.label }))}
    value={chosen}
    disabled={disabled}
    onChange={(value) => {
      const option = options.find(({ id }) => id === value)
      if (option) onChoose(option.id)
    }}
  />
)
