import { LONGEST_GROUP, MOST_DAYS, MOST_DRAWN, MOST_GRANTS, MOST_HELD_OUT_PERCENT } from './bounds.ts'
import { scalarSchema } from './schema-leaf.ts'
import { BUDGET_PERIODS, HEARD_ENOUGH, PERIODS, PICKS, WEEKDAYS } from './types.ts'

type Part = { readonly [keyword: string]: unknown }

export const wholeSchema = (minimum: number, maximum: number): Part => ({ type: 'integer', minimum, maximum })

const orNull = (part: object) => ({ anyOf: [part, { type: 'null' }] })
const clock = (description: string) => ({
  description,
  type: 'string',
  pattern: '^([01]\\d|2[0-3]):[0-5]\\d$',
})

export const limitsSchema: Part = {
  description: 'How often the rule may grant.',
  type: 'object',
  additionalProperties: false,
  properties: {
    perCustomer: {
      description: 'At most so many grants to a customer within so many times 24 hours.',
      type: 'object',
      additionalProperties: false,
      required: ['times', 'days'],
      properties: { times: wholeSchema(1, MOST_GRANTS), days: wholeSchema(1, MOST_DAYS) },
    },
    coolDownDays: {
      description: 'Not again to a customer within so many times 24 hours of the last grant.',
      ...wholeSchema(1, MOST_DAYS),
    },
    total: {
      description: 'At most so many grants in all.',
      type: 'object',
      additionalProperties: false,
      required: ['times'],
      properties: { times: wholeSchema(1, MOST_GRANTS) },
    },
    budget: {
      description:
        "Money that the rule may give away, in each calendar day, week, month or year by the shop's clocks; without a period, in all.",
      type: 'object',
      additionalProperties: false,
      required: ['amount'],
      properties: {
        amount: scalarSchema('money'),
        per: { enum: BUDGET_PERIODS },
        currency: { type: 'string', description: "Only ever the shop's own." },
      },
    },
    draw: {
      description: 'With a rule that runs every day: so many of those who match, drawn by lot.',
      type: 'object',
      additionalProperties: false,
      required: ['times', 'per'],
      properties: { times: wholeSchema(1, MOST_DRAWN), per: { enum: PERIODS } },
    },
    holdOutPercent: {
      description: 'So many per cent of the customers get nothing, so that the others can be compared with them.',
      ...wholeSchema(0, MOST_HELD_OUT_PERCENT),
    },
    whenHeardEnough: {
      description: 'What becomes of a customer who has heard enough from the shop; dropped unless written.',
      enum: HEARD_ENOUGH,
    },
  },
}

export const exclusiveSchema: Part = {
  description: 'Of the rules in a group that are met at once, the customer gets one.',
  type: 'object',
  additionalProperties: false,
  required: ['group', 'pick'],
  properties: {
    group: { type: 'string', minLength: 1, maxLength: LONGEST_GROUP, description: 'The name that the rules share.' },
    pick: { enum: PICKS, description: 'The best for the customer, or the first by priority.' },
  },
}

export const scheduleSchema: Part = {
  description: 'When the rule is asked.',
  type: 'object',
  additionalProperties: false,
  properties: {
    startsAt: { description: 'From this moment on.', ...orNull(scalarSchema('time')) },
    endsAt: { description: 'Until just before this moment.', ...orNull(scalarSchema('time')) },
    hours: {
      description: "By the shop's clocks.",
      ...orNull({
        type: 'object',
        additionalProperties: false,
        required: ['from', 'to'],
        properties: {
          from: clock('HH:MM.'),
          to: clock('HH:MM, itself no longer inside; the next day where it is the earlier.'),
          days: {
            description: 'Those on which the hours begin; every day unless written.',
            type: 'array',
            minItems: 1,
            uniqueItems: true,
            items: { enum: WEEKDAYS },
          },
        },
      }),
    },
  },
}
