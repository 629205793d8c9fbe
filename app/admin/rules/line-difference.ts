/** A line of two texts compared: in both, only in the other's, only in mine. */
export type ComparedLine = { readonly where: 'both' | 'theirs' | 'mine'; readonly text: string }

/** Longest common subsequence of lines; documents are a screen long, so the plain table is fast enough. */
export const compareLines = (theirs: string, mine: string): readonly ComparedLine[] => {
  const a = theirs.split('\n')
  const b = mine.split('\n')
  const common = commonLengths(a, b)
  const lengthAt = (i: number, j: number) => common[i]?.[j] ?? 0

  const lines: ComparedLine[] = []
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    const left = a[i]
    const right = b[j]
    if (left !== undefined && left === right) {
      lines.push({ where: 'both', text: left })
      i += 1
      j += 1
    } else if (left !== undefined && (right === undefined || lengthAt(i + 1, j) >= lengthAt(i, j + 1))) {
      lines.push({ where: 'theirs', text: left })
      i += 1
    } else if (right !== undefined) {
      lines.push({ where: 'mine', text: right })
      j += 1
    }
  }
  return lines
}

/** The changed lines with a few unchanged ones around them; `skipped` stands for what was left out, in lines. */
export const aroundChanges = (
  lines: readonly ComparedLine[],
  around: number,
): readonly (ComparedLine | { readonly skipped: number })[] => {
  const changed = lines.flatMap(({ where }, index) => (where === 'both' ? [] : [index]))
  const kept = lines.flatMap((_, index) => (changed.some((at) => Math.abs(at - index) <= around) ? [index] : []))

  const shown: (ComparedLine | { skipped: number })[] = []
  let next = 0
  for (const index of [...kept, lines.length]) {
    if (index > next) shown.push({ skipped: index - next })
    const line = lines[index]
    if (line) shown.push(line)
    next = index + 1
  }
  return shown
}

/** `[i][j]`: how many lines the rests of both from i and j have in common, in order. */
const commonLengths = (a: readonly string[], b: readonly string[]): readonly (readonly number[])[] => {
  const rows: number[][] = []
  let below: readonly number[] = []
  for (const line of a.toReversed()) {
    const row: number[] = new Array(b.length + 1).fill(0)
    for (let j = b.length - 1; j >= 0; j -= 1) {
      row[j] = line === b[j] ? 1 + (below[j + 1] ?? 0) : Math.max(below[j] ?? 0, row[j + 1] ?? 0)
    }
    rows.unshift(row)
    below = row
  }
  return rows
}
