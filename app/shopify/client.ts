import { GraphqlQueryError, Session, type Shopify } from '@shopify/shopify-api'
import { z } from 'zod'
import { type Answer, answer, later, type NoAnswer, refused } from './answer.ts'
import type { Clock } from './clock.ts'
import { failureOf } from './failures.ts'
import type { Operation } from './operations/define.ts'
import { Pace, type QueryCost, queryCost, waitForPoints } from './pace.ts'
import type { Tokens } from './tokens.ts'

/** Longer waits for points are handed back to the caller's own retry. */
const PATIENCE_MS = 20_000
const MAX_THROTTLED = 5

/** Sends one operation to one shop. Throttling is waited out, an expired token renewed once; all else is an answer or a reason. */
export type AdminClient = <Variables extends Record<string, unknown>, Data>(
  shop: string,
  operation: Operation<Variables, Data>,
  variables: Variables,
) => Promise<Answer<Data>>

export const createAdminClient = ({
  library,
  tokens,
  clock,
  pace = new Pace(),
}: {
  readonly library: Shopify
  readonly tokens: Tokens
  readonly clock: Clock
  readonly pace?: Pace
}): AdminClient => {
  return async (shop, operation, variables) => {
    let token = await tokens.accessToken(shop)
    let throttled = 0
    let renewed = false
    for (;;) {
      if (!token.answered) return token
      const waitMs = pace.waitFor(shop, operation.name, clock.now())
      if (waitMs > PATIENCE_MS) return later('The shop’s Shopify allowance is used up for the moment', waitMs)
      pace.take(shop, operation.name)
      if (waitMs > 0) await clock.sleep(waitMs)

      const reply = await send(library, shop, token.data, operation, variables)
      pace.settle(shop, operation.name, clock.now(), reply.cost)
      const { outcome } = reply
      if (outcome.answered) return outcome
      if (outcome.unauthorized && !renewed) {
        renewed = true
        token = await tokens.renew(shop, token.data)
        continue
      }
      if (!reply.throttled) return outcome
      throttled += 1
      const pauseMs = reply.cost ? waitForPoints(reply.cost) : 1000
      if (throttled > MAX_THROTTLED || pauseMs > PATIENCE_MS) return { ...outcome, afterMs: pauseMs }
      await clock.sleep(pauseMs)
    }
  }
}

type Reply<Data> = {
  readonly outcome: Answer<Data>
  readonly cost?: QueryCost | undefined
  readonly throttled?: boolean
}

const send = async <Variables extends Record<string, unknown>, Data>(
  library: Shopify,
  shop: string,
  accessToken: string,
  operation: Operation<Variables, Data>,
  variables: Variables,
): Promise<Reply<Data>> => {
  const session = new Session({ id: `offline_${shop}`, shop, state: '', isOnline: false, accessToken })
  try {
    const response = await new library.clients.Graphql({ session }).request(operation.query, { variables, retries: 0 })
    return { outcome: parseAnswer(operation, response.data), cost: costOf(response.extensions) }
  } catch (error) {
    if (!(error instanceof GraphqlQueryError)) return { outcome: failureOf(error) }
    return readErrors(operation, error.body)
  }
}

const costOf = (extensions: unknown): QueryCost | undefined => queryCost.safeParse(extensions).data?.cost

const parseAnswer = <Variables extends Record<string, unknown>, Data>(
  operation: Operation<Variables, Data>,
  data: unknown,
): Answer<Data> => {
  const parsed = operation.answer.safeParse(data)
  if (parsed.success) return answer(parsed.data)
  const fields = parsed.error.issues.map(({ path }) => path.join('.')).join(', ')
  return refused(`Shopify’s answer to ${operation.name} is not as expected: ${fields}`)
}

const errorBody = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.object({
    graphQLErrors: z.array(
      z.object({
        path: z.array(z.union([z.string(), z.number()])).nullish(),
        extensions: z.object({ code: z.string().nullish() }).nullish(),
      }),
    ),
  }),
  extensions: z.unknown().optional(),
})

/** GraphQL errors come with HTTP 200. Their messages may quote what we sent, so only code and place are passed on. */
const readErrors = <Variables extends Record<string, unknown>, Data>(
  operation: Operation<Variables, Data>,
  body: unknown,
): Reply<Data> => {
  const parsed = errorBody.safeParse(body)
  if (!parsed.success) return { outcome: refused(`Shopify refused ${operation.name}`) }
  const { data, extensions } = parsed.data
  const errors = parsed.data.errors.graphQLErrors.map((error) => ({
    code: error.extensions?.code ?? 'no code',
    path: error.path ?? [],
  }))
  const cost = costOf(extensions)
  const has = (code: string): boolean => errors.some((error) => error.code === code)
  if (has('THROTTLED')) return { outcome: later('Shopify asks to slow down'), cost, throttled: true }
  if (has('INTERNAL_SERVER_ERROR')) return { outcome: later(`Shopify failed at ${operation.name}`), cost }

  // Protected fields without approval come as null with an error beside them: everything works without them.
  const onlyHidden = errors.every(
    ({ code, path: [root, ...rest] }) =>
      code === 'ACCESS_DENIED' && rest.length > 0 && root !== undefined && data?.[root] != null,
  )
  if (onlyHidden) {
    const seen = parseAnswer(operation, data)
    if (seen.answered) return { outcome: seen, cost }
  }
  return { outcome: refusal(operation.name, errors), cost }
}

const refusal = (name: string, errors: readonly { code: string; path: readonly (string | number)[] }[]): NoAnswer => {
  const places = errors.map(({ code, path }) => (path.length > 0 ? `${code} at ${path.join('.')}` : code))
  return refused(
    errors.some(({ code }) => code === 'ACCESS_DENIED')
      ? `The shop has not given the app permission for this (${name}: ${places.join(', ')})`
      : `Shopify refused ${name}: ${places.join(', ')}`,
  )
}
