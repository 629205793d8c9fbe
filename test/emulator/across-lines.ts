/** An amount taken off lines, from each in proportion to what it comes to and the remainder from the last; by the line's id. */
export const acrossLines = (
  amount: number,
  lines: readonly { readonly id: number; readonly amount: number }[],
): Readonly<Record<string, number>> => {
  const sum = lines.reduce((whole, line) => whole + line.amount, 0)
  const off: Record<string, number> = {}
  let left = Math.min(amount, sum)
  for (const [index, line] of lines.entries()) {
    const part = index === lines.length - 1 ? left : Math.floor((Math.min(amount, sum) * line.amount) / (sum || 1))
    if (part > 0) off[line.id] = part
    left -= part
  }
  return off
}
