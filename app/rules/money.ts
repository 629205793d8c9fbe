/** Money is whole minor units inside (pence, yen, fils) and decimal text outside; floating point never touches an amount. */

/**
 * ISO 4217, by how many decimals; every currency that is not named here has two. Texts, for the checkout would make a table anew
 * at every change of a cart.
 */
const WITHOUT_DECIMALS = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'
const THREE_DECIMALS = 'BHD IQD JOD KWD LYD OMR TND'
const FOUR_DECIMALS = 'CLF UYW'

/** What people write before the amount; other currencies are written after it. */
const SYMBOLS: Readonly<Record<string, string>> = {
  GBP: '£',
  EUR: '€',
  USD: '$',
  CAD: 'CA$',
  AUD: 'A$',
  NZD: 'NZ$',
  MXN: 'MX$',
  HKD: 'HK$',
  TWD: 'NT$',
  BRL: 'R$',
  JPY: '¥',
  CNY: 'CN¥',
  KRW: '₩',
  INR: '₹',
  ILS: '₪',
  PHP: '₱',
  VND: '₫',
}

export const decimalsOf = (currency: string): number => {
  if (isAmong(WITHOUT_DECIMALS, currency)) return 0
  if (isAmong(THREE_DECIMALS, currency)) return 3
  return isAmong(FOUR_DECIMALS, currency) ? 4 : 2
}

/** Codes take four places each, with the space. */
const isAmong = (codes: string, currency: string): boolean => {
  const at = codes.indexOf(currency)
  return at >= 0 && at % 4 === 0 && currency.length === 3
}

/**
 * Minor units of a decimal ("139.12", 139.12), rounded half away from zero beyond the currency's decimals.
 * Undefined for anything else and for amounts past 2^53 − 1 minor units. A number is read as the decimal it prints as.
 */
export const parseMoney = (decimal: unknown, currency: string): number | undefined => {
  const digits = readDecimal(decimal)
  return digits && scaled(digits, decimalsOf(currency))
}

/** As `parseMoney`, but undefined where rounding would change the amount: nobody can mean a tenth of a penny in a rule. */
export const parseExactMoney = (decimal: unknown, currency: string): number | undefined => {
  const digits = readDecimal(decimal)
  if (!digits) return undefined
  const decimals = decimalsOf(currency)
  return significantLength(digits.fraction) > decimals ? undefined : scaled(digits, decimals)
}

/** Guard digits while adding: prices with up to four decimals more than the currency's add up exactly. */
const GUARD_DECIMALS = 4

/** Sum of price × quantity, rounded once at the end as invoices do; undefined when any part is no amount or too big. */
export const sumLines = (
  lines: readonly { readonly price: unknown; readonly quantity: number }[],
  currency: string,
): number | undefined => {
  const decimals = decimalsOf(currency) + GUARD_DECIMALS
  let sum = 0
  for (const { price, quantity } of lines) {
    const digits = readDecimal(price)
    const amount = digits && scaled(digits, decimals)
    if (amount === undefined) return undefined
    sum += amount * quantity
    if (!Number.isSafeInteger(sum)) return undefined
  }
  return dropGuard(sum)
}

/** Decimal text for machines: "139.12", "-0.05", "139" where the currency has no decimals. */
export const printMoney = (minor: number, currency: string): string => {
  const { sign, whole, fraction } = split(minor, currency)
  return sign + whole + (fraction && `.${fraction}`)
}

/** For people: "£1,812.40", "-£5.00", "812.40 CHF". */
export const readMoney = (minor: number, currency: string): string => {
  const { sign, whole, fraction } = split(minor, currency)
  const amount = groupThousands(whole) + (fraction && `.${fraction}`)
  const symbol = Object.hasOwn(SYMBOLS, currency) ? SYMBOLS[currency] : undefined
  return symbol === undefined ? `${sign}${amount} ${currency}` : `${sign}${symbol}${amount}`
}

type Digits = { readonly negative: boolean; readonly whole: string; readonly fraction: string }

/** Below this a number prints with an exponent ("1e-7"); it is less than half of any currency's smallest unit. */
const SMALLEST_PRINTED = 1e-6

const readDecimal = (decimal: unknown): Digits | undefined => {
  if (typeof decimal === 'number') {
    if (Math.abs(decimal) < SMALLEST_PRINTED) return { negative: false, whole: '0', fraction: '' }
    return readDigits(String(decimal))
  }
  return typeof decimal === 'string' ? readDigits(decimal) : undefined
}

const readDigits = (text: string): Digits | undefined => {
  const negative = text.startsWith('-')
  const unsigned = negative ? text.slice(1) : text
  const point = unsigned.indexOf('.')
  const whole = point < 0 ? unsigned : unsigned.slice(0, point)
  const fraction = point < 0 ? '' : unsigned.slice(point + 1)
  if (!isDigits(whole) || (point >= 0 && !isDigits(fraction))) return undefined
  return { negative, whole, fraction }
}

const isDigits = (text: string): boolean => {
  for (const character of text) if (character < '0' || character > '9') return false
  return text.length > 0
}

/** Half away from zero, and never −0. */
const dropGuard = (amount: number): number => {
  const guard = 10 ** GUARD_DECIMALS
  const size = Math.abs(amount)
  const rest = size % guard
  const rounded = (size - rest) / guard + (2 * rest >= guard ? 1 : 0)
  return amount < 0 && rounded !== 0 ? -rounded : rounded
}

/** The decimal times 10^decimals as a safe integer, the first digit left over deciding the rounding. */
const scaled = ({ negative, whole, fraction }: Digits, decimals: number): number | undefined => {
  const kept = whole + fraction.slice(0, decimals).padEnd(decimals, '0')
  const size = Number(kept) + ((fraction[decimals] ?? '0') >= '5' ? 1 : 0)
  if (!Number.isSafeInteger(size)) return undefined
  return negative && size !== 0 ? -size : size
}

const significantLength = (fraction: string): number => {
  let length = fraction.length
  while (length > 0 && fraction[length - 1] === '0') length -= 1
  return length
}

const split = (minor: number, currency: string): { sign: string; whole: string; fraction: string } => {
  const decimals = decimalsOf(currency)
  const digits = String(Math.abs(minor)).padStart(decimals + 1, '0')
  const point = digits.length - decimals
  return { sign: minor < 0 ? '-' : '', whole: digits.slice(0, point), fraction: digits.slice(point) }
}

/** "12,345" of the digits of a whole number. */
export const groupThousands = (whole: string): string => {
  let grouped = whole.slice(-3)
  for (let end = whole.length - 3; end > 0; end -= 3) grouped = `${whole.slice(Math.max(0, end - 3), end)},${grouped}`
  return grouped
}
