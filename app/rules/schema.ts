import { LONGEST_NAME, MOST_ACTIONS, MOST_CONDITIONS, MOST_EXAMPLES, MOST_ITEMS, PRIORITIES } from './bounds.ts'
import { shelfOf } from './fact-names.ts'
import { factDefinitions, leafSchemas, scalarSchema, wordSchema } from './schema-leaf.ts'
import { exclusiveSchema, limitsSchema, scheduleSchema, wholeSchema } from './schema-terms.ts'
import { DEFAULT_PRIORITY, GUESTS, type Vocabulary } from './types.ts'

/** A JSON Schema, or a part of one. */
export type JsonSchema = boolean | { readonly [keyword: string]: unknown }

/**
 * Rule format 1 as a JSON Schema (draft 7, which editors know best), so that they complete names with what they mean and
 * mark slips while somebody types. It refuses no rule that the check accepts; what needs the shop's currency, the trigger's
 * facts or two values at once, the check alone finds. `paramsOf` is the schema of an action's parameters.
 */
export const ruleSchema = (vocabulary: Vocabulary, paramsOf: (action: string) => JsonSchema): JsonSchema => {
  const crossings = vocabulary.triggers.flatMap(({ name, crossing }) => (crossing ? [name] : []))
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'A rule, format 1',
    type: 'object',
    additionalProperties: false,
    required: ['format', 'name', 'trigger', 'conditions', 'actions'],
    properties: {
      $schema: { type: 'string', description: 'Where editors find this schema.' },
      format: { const: 1 },
      name: { type: 'string', minLength: 1, maxLength: LONGEST_NAME, pattern: '\\S' },
      trigger: { description: 'What makes the rule run.', anyOf: vocabulary.triggers.map(triggerSchema) },
      crossing: {
        description:
          'With a trigger that enters or leaves: in the group is whom this condition holds for; who is in stays until it fails with leaveAt for its value.',
        anyOf: leafSchemas(vocabulary.facts, true),
      },
      guests: { enum: GUESTS, description: 'With the checkout: what it makes of somebody unknown.' },
      conditions: {
        description: 'Who the rule is for.',
        anyOf: [ref('group'), { ...group('all'), properties: { all: { type: 'array', maxItems: 0 } } }],
      },
      actions: {
        description: 'What is done, in this order.',
        type: 'array',
        minItems: 1,
        maxItems: MOST_ACTIONS,
        items: { anyOf: vocabulary.actions.map((action) => actionSchema(action, paramsOf(action.name))) },
      },
      limits: ref('limits'),
      exclusive: ref('exclusive'),
      schedule: ref('schedule'),
      priority: {
        description: `Rules with a higher one are asked first; ${DEFAULT_PRIORITY} unless written.`,
        ...wholeSchema(PRIORITIES.least, PRIORITIES.most),
      },
      examples: { type: 'array', maxItems: MOST_EXAMPLES, items: ref('example') },
    },
    ...unlessCrossing(crossings),
    definitions: {
      condition: { anyOf: [ref('group'), ...leafSchemas(vocabulary.facts, false)] },
      group: { anyOf: [group('all'), group('any'), group('not')] },
      limits: limitsSchema,
      exclusive: exclusiveSchema,
      schedule: scheduleSchema,
      example: exampleSchema(vocabulary),
      ...factDefinitions(vocabulary.facts),
    },
  }
}

/** Only rules that watch a group have a crossing, and only they may ask for nothing else. */
const unlessCrossing = (triggers: readonly string[]): object => {
  const plain = { properties: { crossing: false, conditions: ref('group') } }
  if (triggers.length === 0) return { allOf: [plain] }
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  return { if: { properties: { trigger: { enum: triggers } } }, then: { required: ['crossing'] }, else: plain }
}

const ref = (name: string): JsonSchema => ({ $ref: `#/definitions/${name}` })

const triggerSchema = ({ name, label, opening }: Vocabulary['triggers'][number]): JsonSchema =>
  wordSchema(name, label, opening ?? `When ${label}`)

const actionSchema = ({ name, label }: Vocabulary['actions'][number], params: JsonSchema): JsonSchema => ({
  title: label,
  type: 'object',
  additionalProperties: false,
  required: ['type', 'params'],
  properties: { type: wordSchema(name, label, label), params },
})

const GROUPS = {
  all: 'Everything in it must hold.',
  any: 'At least one thing in it must hold.',
  not: 'What is in it must not hold.',
}

const group = (kind: keyof typeof GROUPS) => ({
  type: 'object',
  additionalProperties: false,
  required: [kind],
  properties: {
    [kind]: {
      description: GROUPS[kind],
      ...(kind === 'not'
        ? { allOf: [ref('condition')] }
        : { type: 'array', minItems: 1, maxItems: MOST_CONDITIONS, items: ref('condition') }),
    },
  },
})

const exampleSchema = ({ facts }: Vocabulary): JsonSchema => {
  const shelf = (name: string): JsonSchema => ({
    description: `What is known of the ${name}; facts left out are missing, lists empty.`,
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(
      facts
        .filter((spec) => shelfOf(spec.name) === name)
        .flatMap((spec) => {
          const value =
            spec.type === 'list'
              ? { type: 'array', maxItems: MOST_ITEMS, items: scalarSchema('text') }
              : scalarSchema(spec.type)
          return [
            [spec.name.slice(name.length + 1), { title: spec.label, description: spec.meaning, ...value }],
            [spec.name, value],
          ]
        }),
    ),
  })
  return {
    type: 'object',
    additionalProperties: false,
    required: ['expect'],
    properties: {
      at: { description: 'The moment of the entry.', ...scalarSchema('time') },
      customer: shelf('customer'),
      order: shelf('order'),
      cart: shelf('cart'),
      shop: shelf('shop'),
      expect: { enum: ['granted', 'no match'] },
    },
  }
}
