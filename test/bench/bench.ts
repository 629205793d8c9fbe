import { performance } from 'node:perf_hooks'

/** `ratio`: this value as a multiple of the first row's in the same unit; null where that says nothing. */
export type Row = {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly ratio: number | null
}

/** A number of DESIGN.md section 11: `met` when `value` reaches `target` (or stays within it; the name says which). */
export type Target = { readonly name: string; readonly target: number; readonly value: number; readonly met: boolean }

export type Contender = { readonly name: string; readonly run: () => unknown }

/**
 * Median milliseconds of each contender. They take turns, so that a machine that slows down slows all of them; the first
 * turn warms up and is not counted.
 */
export const timeInTurns = async (
  contenders: readonly Contender[],
  rounds: number,
): Promise<ReadonlyMap<string, number>> => {
  const times = new Map<string, number[]>(contenders.map(({ name }) => [name, []]))
  for (let round = 0; round <= rounds; round++) {
    for (const { name, run } of contenders) {
      const from = performance.now()
      await run()
      if (round > 0) times.get(name)?.push(performance.now() - from)
    }
  }
  return new Map(Array.from(times, ([name, all]) => [name, median(all)]))
}

/** Of an even number, the mean of the middle two. */
export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((left, right) => left - right)
  const upper = sorted[sorted.length >> 1]
  const lower = sorted[(sorted.length - 1) >> 1]
  if (upper === undefined || lower === undefined) throw new RangeError('There is no median of nothing')
  return (lower + upper) / 2
}

/** Times as rows, the first being what the others are measured by. */
export const timeRows = (times: ReadonlyMap<string, number>): readonly Row[] => {
  const [first] = times.values()
  return Array.from(times, ([name, value]) => ({ name, value, unit: 'ms', ratio: first ? value / first : null }))
}

/** Prints a table, or with --json among the arguments one JSON object. */
export const printBench = (bench: string, rows: readonly Row[], targets: readonly Target[]): void => {
  if (process.argv.includes('--json')) {
    process.stdout.write(`${JSON.stringify({ bench, node: process.version, rows, targets })}\n`)
    return
  }
  const cells = rows.map(({ name, value, unit, ratio }) => [
    name,
    `${figures(value)} ${unit}`,
    ratio === null ? '' : `${figures(ratio)} ×`,
  ])
  const goals = targets.map(({ name, target, value, met }) => [
    name,
    `${figures(value)} (target ${figures(target)})`,
    met ? 'met' : 'missed',
  ])
  process.stdout.write(`${bench}, Node ${process.version}\n\n${table(cells)}\n\n${table(goals)}\n`)
}

const table = (lines: readonly (readonly string[])[]): string => {
  const widths = [0, 1, 2].map((column) => Math.max(0, ...lines.map((line) => line[column]?.length ?? 0)))
  return lines
    .map(([name = '', value = '', note = '']) =>
      `${name.padEnd(widths[0] ?? 0)}  ${value.padStart(widths[1] ?? 0)}  ${note.padStart(widths[2] ?? 0)}`.trimEnd(),
    )
    .join('\n')
}

/** Four significant figures, from a thousand on one decimal; no exponent. */
const figures = (value: number): string =>
  value.toLocaleString('en-GB', Math.abs(value) < 1000 ? { maximumSignificantDigits: 4 } : { maximumFractionDigits: 1 })
