import type { BacktestSummary } from '../../app/engine/backtest.ts'

/** How often each rule gave, or kept back for a reason: "name: granted", "name: capped", …; what never was is left out. */
export type VerdictCounts = ReadonlyMap<string, number>

export const countsOf = ({ byRule }: BacktestSummary): VerdictCounts =>
  new Map(
    byRule.flatMap(({ rule, granted, withheld }) =>
      Object.entries({ granted, ...withheld }).flatMap(([verdict, count]) =>
        count === 0 ? [] : [[`${rule}: ${verdict}`, count] as const],
      ),
    ),
  )

/** Throws naming every count that differs: whoever counts otherwise did not do the same work. */
export const expectEqual = (ours: VerdictCounts, theirs: VerdictCounts, whose: string): void => {
  const names = [...new Set([...ours.keys(), ...theirs.keys()])].sort()
  const differences = names
    .filter((name) => (ours.get(name) ?? 0) !== (theirs.get(name) ?? 0))
    .map((name) => `${name} ${ours.get(name) ?? 0} times, and ${whose} ${theirs.get(name) ?? 0} times`)
  if (differences.length > 0) throw new Error(`Perennial counts ${differences.join('; ')}`)
}
