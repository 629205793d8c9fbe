/**
 * A ratio in per cent, digit for digit: 0.07 is "7", 1.1 is "110". Multiplied by 100 the first would be 7.000000000000001,
 * and two ratios could come out the same; a sentence must tell them apart.
 */
export const printPerCent = (ratio: number): string => {
  const [mantissa = '', exponent = '0'] = String(Math.abs(ratio)).split('e')
  const [whole = '', fraction = ''] = mantissa.split('.')
  const point = whole.length + Number(exponent) + 2
  const digits = `${'0'.repeat(Math.max(0, 1 - point))}${whole}${fraction}`
  const at = Math.max(point, 1)
  const ahead = digits
    .slice(0, at)
    .padEnd(at, '0')
    .replace(/^0+(?=\d)/, '')
  const behind = digits.slice(at)
  return `${ratio < 0 ? '-' : ''}${ahead}${behind && `.${behind}`}`
}

/** The way back: the ratio that `printPerCent` printed. */
export const parsePerCent = (text: string): number => Number(`${text}e-2`)
