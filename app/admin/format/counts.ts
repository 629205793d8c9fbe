const english = new Intl.PluralRules('en')
const digits = new Intl.NumberFormat('en')

/** A word in both its forms: one order, many orders. */
export type Counted = { readonly one: string; readonly other: string }

/** "1 order", "3,200 orders". */
export const count = (number: number, { one, other }: Counted): string =>
  `${sayNumber(number)} ${english.select(number) === 'one' ? one : other}`

export const sayNumber = (number: number): string => digits.format(number)
