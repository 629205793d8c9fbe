import { shelfOf } from './fact-names.ts'
import { printValue } from './fact-values.ts'
import { printTime } from './iso-time.ts'
import type { Found } from './search.ts'
import { type Example, type FactSpec, MOMENT } from './types.ts'

/** Something about rules that are allowed and yet probably not meant. */
export type Finding = {
  readonly kind:
    | 'always'
    | 'unreachable'
    | 'undecided'
    | 'loop'
    | 'stacking'
    /** Limits that never keep anybody back, or everybody. */
    | 'idle_limit'
    | 'never_given'
    | 'short_hours'
    | 'comparison'
    | 'ceiling'
    /** Exclusive groups: of one rule, of rules that never meet, of one that always loses. */
    | 'lonely'
    | 'unweighed'
    | 'outranked'
  /** Parts of documents, as JSON Pointers; `rule` where several rules were looked at. */
  readonly places: readonly Place[]
  readonly message: string
  /** Somebody who shows it, written as in examples; put to the compiled rules before it is claimed. */
  readonly witness?: Witness
}

export type Place = { readonly rule?: string; readonly path: string }
export type Witness = Omit<Example, 'expect'>

/** What the search found, as a document's examples have it; whatever does not matter is left out. */
export const writeWitness = (found: Found, specs: ReadonlyMap<string, FactSpec>, currency: string): Witness => {
  const shelves: Record<string, Record<string, unknown>> = {}
  for (const [name, value] of found) {
    const spec = specs.get(name)
    if (!spec || value === undefined) continue
    const shelf = shelfOf(name)
    const written = printValue(spec.type, value, currency)
    shelves[shelf] = { ...shelves[shelf], [name.slice(shelf.length + 1)]: written }
  }
  const at = found.get(MOMENT)
  return { ...(typeof at === 'number' && { at: printTime(at) }), ...shelves }
}
