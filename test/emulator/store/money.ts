/** Digits after the point of a currency: 2 for EUR, 0 for JPY. */
export const minorDigits = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2

/** "12.50" → 1250; a finer amount is rounded half away from zero. */
export const toMinor = (decimal: string, digits: number): number =>
  sumToMinor([{ price: decimal, quantity: 1 }], digits)

/** Sum of quantity × price, exact, and rounded once at the end, half away from zero. */
export const sumToMinor = (lines: readonly { price: string; quantity: number }[], digits: number): number => {
  const places = lines.reduce((most, { price }) => Math.max(most, price.split('.')[1]?.length ?? 0), digits)
  const sum = lines.reduce((total, { price, quantity }) => total + scaled(price, places) * BigInt(quantity), 0n)
  const step = 10n ** BigInt(places - digits)
  const size = sum < 0n ? -sum : sum
  const rounded = (2n * size + step) / (2n * step)
  return Number(sum < 0n ? -rounded : rounded)
}

/** 1250 → "12.50", as webhooks print amounts. */
export const toDecimal = (minor: number, digits: number): string => {
  const size = String(Math.abs(minor)).padStart(digits + 1, '0')
  const text = digits === 0 ? size : `${size.slice(0, -digits)}.${size.slice(-digits)}`
  return minor < 0 ? `-${text}` : text
}

/** 1250 → "12.5", as GraphQL prints a Decimal: at least one digit after the point. */
export const toGraphqlDecimal = (minor: number, digits: number): string =>
  digits === 0 ? `${minor}.0` : toDecimal(minor, digits).replace(/(\.\d+?)0+$/, '$1')

const scaled = (decimal: string, places: number): bigint => {
  const [whole = '0', fraction = ''] = decimal.split('.')
  return BigInt(whole + fraction.padEnd(places, '0'))
}
