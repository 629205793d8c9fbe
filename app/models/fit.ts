import { type Box, type Minimum, minimise, type Objective } from './minimise.ts'

/**
 * What a search for the likeliest parameters came to. `converged`: an interior maximum. `boundary`: finite and usable, but
 * the likelihood keeps rising, or stays level, while some parameters run to 0 or infinity, so that their own values mean
 * little; `reason` says which, in a sentence. `too_little_data`: nothing was fitted.
 */
export type Fit<Parameters> =
  | {
      readonly status: 'converged'
      readonly parameters: Parameters
      readonly logLikelihood: number
      /** Steps of the search that found the maximum. */
      readonly iterations: number
      readonly reason: null
    }
  | {
      readonly status: 'boundary'
      readonly parameters: Parameters
      readonly logLikelihood: number
      readonly iterations: number
      readonly reason: string
    }
  | {
      readonly status: 'too_little_data'
      readonly parameters: null
      readonly logLikelihood: null
      readonly iterations: 0
      readonly reason: string
    }

/**
 * Fewest customers with a repeat order (for spend, of more than 0) that a model is fitted to, for only they tell how buyers
 * differ and when they stop. In simulated shops with 27 of them, four fits in five put the shop's next year of orders within
 * 37 % of the truth; with 16, within 47 %, and half the fits ran to a boundary.
 */
export const FEWEST_REPEAT_CUSTOMERS = 20

/** What it says about a shop that all of some parameters run to a side: `signs` as 'a→0' or 'a→∞'. */
export type Limit = { readonly signs: readonly string[]; readonly says: string }

/**
 * The likeliest logarithms of parameters. In a large shop the starts compete on every n-th customer, and the whole shop is
 * searched from where they lead; from all starts only if either search meets a boundary, where the rest cannot be trusted.
 */
export const searchLikeliest = <Customer>(
  customers: readonly Customer[],
  objectiveOf: (customers: readonly Customer[]) => Objective,
  starts: readonly (readonly number[])[],
  box: Box,
): Minimum => {
  const objective = objectiveOf(customers)
  const every = Math.floor(customers.length / SAMPLE)
  if (every > 1) {
    const sample = customers.filter((_, index) => index % every === 0)
    const near = minimise(objectiveOf(sample), starts, box)
    const found = near.outcome === 'converged' ? minimise(objective, [near.at], box) : near
    if (found.outcome === 'converged') return found
  }
  return minimise(objective, starts, box)
}

const SAMPLE = 4_000

/** A search over logarithms of parameters, told as a fit. Of the limits the first that applies is named. */
export const fitOf = <Name extends string>(
  names: readonly Name[],
  minimum: Minimum,
  limits: readonly Limit[],
): Fit<Readonly<Record<Name, number>>> => {
  const found = {
    parameters: Object.fromEntries(names.map((name, i) => [name, Math.exp(minimum.at[i] ?? 0)])) as Record<
      Name,
      number
    >,
    logLikelihood: -minimum.value,
    iterations: minimum.iterations,
  }
  return minimum.outcome === 'converged'
    ? { status: 'converged', ...found, reason: null }
    : { status: 'boundary', ...found, reason: reasonOf(names, minimum, limits) }
}

export const tooLittle = (reason: string): Extract<Fit<never>, { status: 'too_little_data' }> => ({
  status: 'too_little_data',
  parameters: null,
  logLikelihood: null,
  iterations: 0,
  reason,
})

const reasonOf = (
  names: readonly string[],
  { outcome, running, iterations }: Minimum,
  limits: readonly Limit[],
): string => {
  if (outcome === 'exhausted') return `The search did not settle within ${iterations} steps.`
  const signs = running.map(({ index, toward }) => `${names[index]}→${toward < 0 ? '0' : '∞'}`)
  if (signs.length === 0) return 'Several sets of parameters explain these orders equally well.'
  const says = limits.find((limit) => limit.signs.every((sign) => signs.includes(sign)))?.says
  return `${says ?? 'The model is wider than these orders can tell'} (${signs.join(', ')}).`
}
