import { z } from 'zod'
import { type JsonSchema, ruleSchema } from '../rules/schema.ts'
import { actionNamed, vocabulary } from '../vocabulary/vocabulary.ts'

/** The schema of rules in the app's own words, published as contracts/rule.schema.json. */
export const publishedRuleSchema = (): JsonSchema => ruleSchema(vocabulary, paramsOf)

const paramsOf = (action: string): JsonSchema => {
  const params = actionNamed(action)?.params
  if (!params) throw new Error(`There is no action called ${action}`)
  const { $schema: _, ...schema } = z.toJSONSchema(params, { unrepresentable: 'any', target: 'draft-7', io: 'input' })
  return schema
}
