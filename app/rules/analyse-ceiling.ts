import type { Neighbour } from './analyse-together.ts'
import type { Finding } from './findings.ts'
import { addPercents, combinedPercent } from './outcomes.ts'
import { quote } from './problem-list.ts'

/**
 * Rules whose codes may be used together and come to more than a product may be discounted by. When each is given does not
 * matter, for a customer keeps a code; of one exclusive group the largest counts. Rules that are past the ceiling by
 * themselves are told of elsewhere, and give nothing.
 */
export const findPastCeiling = (rules: readonly Neighbour[], ceilingPercent: number): readonly Finding[] => {
  const giving = largestOfGroups(rules.filter((rule) => isWithin(percentOf(rule), ceilingPercent)))
  const together = addPercents(giving.map(percentOf))
  if (giving.length < 2 || together <= ceilingPercent) return []
  const ids = giving.map(({ id }) => quote(id))
  const message = `${ids.slice(0, -1).join(', ')} and ${ids.at(-1)} give discounts that may be used together, ${together}% off, and ${ceilingPercent}% is the most: who holds some of them does not get the next`
  const places = giving.flatMap(({ id, outcomes }) =>
    outcomes.flatMap(({ discount }, index) => (discount?.combines ? [{ rule: id, path: `/actions/${index}` }] : [])),
  )
  return [{ kind: 'ceiling', places, message }]
}

const percentOf = ({ outcomes }: Neighbour): number => combinedPercent(outcomes)

const isWithin = (percent: number, ceilingPercent: number): boolean => percent > 0 && percent <= ceilingPercent

const largestOfGroups = (rules: readonly Neighbour[]): readonly Neighbour[] =>
  rules.filter(
    (rule, index) =>
      !rules.some((other, place) => {
        const group = rule.document.exclusive?.group
        if (other === rule || group === undefined || other.document.exclusive?.group !== group) return false
        const more = percentOf(other) - percentOf(rule)
        return more > 0 || (more === 0 && place < index)
      }),
  )
