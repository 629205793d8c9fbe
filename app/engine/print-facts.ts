import { printValue } from '../rules/fact-values.ts'
import type { FactValue } from '../rules/types.ts'
import { factNamed } from '../vocabulary/vocabulary.ts'

type Facts = Readonly<Record<string, Exclude<FactValue, undefined>>>

/** Facts for machines: times in UTC, money as decimal strings, names sorted, missing ones left out. */
export const printFacts = (facts: Facts, currency: string): Facts =>
  Object.fromEntries(
    Object.keys(facts)
      .sort()
      .flatMap((name) => {
        const spec = factNamed(name)
        const value = facts[name]
        return spec === undefined || value === undefined ? [] : [[name, printValue(spec.type, value, currency)]]
      }),
  )
