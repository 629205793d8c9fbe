import { setTimeout as wait } from 'node:timers/promises'
import {
  type DocumentNode,
  executeSync,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql'
import { z } from 'zod'
import type { FailurePlan, MetFailure } from '../failures.ts'
import type { OperationCall } from '../journal-views.ts'
import type { Shop } from '../shop.ts'
import { maxCostError, refusal, type ShopifyError, throttledError } from './errors.ts'
import { type Context, resolveFieldOf } from './execution.ts'
import { misusedIdempotency } from './idempotency.ts'
import { actualCost, type CostQuestion, requestedCost } from './query-cost.ts'
import { mutations } from './resolvers/mutations.ts'
import { queries } from './resolvers/queries.ts'
import { type AdminVersion, adminSchema } from './schemas.ts'
import type { Bucket } from './throttle.ts'

/** An HTTP answer; `lost`: the connection is to break instead. */
export type Served = { readonly status: number; readonly body: unknown } | 'lost'

export type GraphqlRequest = {
  readonly shop: Shop
  readonly version: AdminVersion
  readonly body: unknown
  readonly bucket: Bucket
  readonly failures: FailurePlan
  readonly context: Context
}

const MOST_POINTS_A_QUERY = 1_000
const LONGEST_ARRAY = 250

const requestBody = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
})

/** One request to the Admin API, its token already accepted. Everything that is wrong with it is said under HTTP 200. */
export const serveGraphql = async ({
  shop,
  version,
  body,
  bucket,
  failures,
  context,
}: GraphqlRequest): Promise<Served> => {
  const request = requestBody.safeParse(body)
  if (!request.success) return { status: 400, body: { errors: { query: 'Required parameter missing or invalid' } } }
  const { query, variables } = request.data
  const schema = adminSchema(version)
  const parsed = understand(schema, query, request.data.operationName ?? null)
  if ('errors' in parsed) return answer(parsed)

  const { operation } = parsed
  const fields = operation.selectionSet.selections.flatMap((selection) =>
    selection.kind === Kind.FIELD ? [selection.name.value] : [],
  )
  const name = operation.name?.value ?? null
  const record = (outcome: OperationCall['outcome']) =>
    shop.record({
      name,
      fields,
      kind: operation.operation === 'mutation' ? 'mutation' : 'query',
      variables: variables ?? {},
      calledAt: Date.now(),
      outcome,
    })

  const met = failures.claim(name === null ? fields : [name, ...fields])
  if (met?.failure.kind === 'server error') {
    record('failed')
    met.meet()
    return { status: met.failure.status, body: { errors: 'Internal Server Error' } }
  }

  const coerced = getVariableValues(schema, operation.variableDefinitions ?? [], variables ?? {})
  const problems = coerced.errors?.map(refusal) ?? oversizedArrays(coerced.coerced)
  if (problems.length > 0 || !coerced.coerced) {
    record('refused')
    return answer({ errors: problems })
  }

  const question: CostQuestion = { schema, operation, fragments: parsed.fragments, variables: coerced.coerced }
  const points = requestedCost(question)
  const cost = (actual: number | null) => ({
    cost: { requestedQueryCost: points, actualQueryCost: actual, throttleStatus: bucket.status() },
  })
  if (points > MOST_POINTS_A_QUERY) {
    record('refused')
    return answer({ errors: [maxCostError(points, MOST_POINTS_A_QUERY)], extensions: cost(null) })
  }
  if (met?.failure.kind === 'throttled' || !bucket.take(points)) {
    record('throttled')
    met?.meet()
    return answer({ errors: [throttledError()], extensions: cost(null) })
  }

  const result = executeSync({
    schema,
    document: parsed.document,
    variableValues: variables ?? {},
    operationName: request.data.operationName,
    contextValue: context,
    fieldResolver: resolveFieldOf(operation.operation === 'mutation' ? mutations : queries),
    typeResolver: (value) => (value as { __typename: string }).__typename,
  })
  const actual = actualCost(question, result.data)
  bucket.giveBack(Math.max(0, points - actual))
  record(result.errors ? 'refused' : met && met.failure.kind !== 'slow' ? 'done, not acknowledged' : 'done')
  const served = answer({ ...result, extensions: cost(actual) })
  return met ? suffer(met, served) : served
}

/** The work is done; what comes of its answer. */
export const suffer = async ({ failure, meet, released }: MetFailure, served: Served): Promise<Served> => {
  meet()
  if (failure.kind === 'slow') await wait(failure.ms)
  if (failure.kind === 'done, answer held')
    await (failure.ms === undefined ? released : Promise.race([released, wait(failure.ms)]))
  return failure.kind === 'done, connection lost' ? 'lost' : served
}

const answer = (body: unknown): Served => ({ status: 200, body })

type Understood = {
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>
}
type Misunderstood = { readonly errors: readonly ShopifyError[] }

/** Validation against so large a schema takes a while, and an app says the same few things over and over. */
const understood = new WeakMap<GraphQLSchema, Map<string, Understood | Misunderstood>>()

const understand = (schema: GraphQLSchema, query: string, operationName: string | null): Understood | Misunderstood => {
  const known = understood.get(schema) ?? new Map<string, Understood | Misunderstood>()
  understood.set(schema, known)
  const key = `${operationName ?? ''}\n${query}`
  const before = known.get(key)
  if (before) return before
  const fresh = readDocument(schema, query, operationName)
  known.set(key, fresh)
  return fresh
}

const readDocument = (
  schema: GraphQLSchema,
  query: string,
  operationName: string | null,
): Understood | Misunderstood => {
  try {
    const document = parse(query)
    const problems = [...validate(schema, document), ...misusedIdempotency(schema, document)]
    if (problems.length > 0) return { errors: problems.map(refusal) }
    const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
    const operation =
      operationName === null ? operations[0] : operations.find(({ name }) => name?.value === operationName)
    if (!operation || (operationName === null && operations.length > 1)) {
      return { errors: [refusal(new GraphQLError('An operation name is required'))] }
    }
    const fragments = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
    return {
      document,
      operation,
      fragments: Object.fromEntries(fragments.map((fragment) => [fragment.name.value, fragment])),
    }
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [refusal(error)] }
    throw error
  }
}

const oversizedArrays = (value: unknown): ShopifyError[] => {
  if (typeof value !== 'object' || value === null) return []
  const own: ShopifyError[] =
    Array.isArray(value) && value.length > LONGEST_ARRAY
      ? [
          {
            message: `The input array size of ${value.length} is greater than the maximum allowed of ${LONGEST_ARRAY}.`,
            extensions: { code: 'MAX_INPUT_SIZE_EXCEEDED' },
          },
        ]
      : []
  return [...own, ...Object.values(value).flatMap(oversizedArrays)]
}
