import { z } from 'zod'
import { type ContactPolicy, DEFAULT_POLICIES, type Policies } from '../rules/policies.ts'

// What the shop holds all its rules to: the part `policies` of GET and PUT /api/settings.

const whole = (least: number, most: number, what: string) => {
  const expected = `expected a whole number of ${what} from ${least} to ${most}`
  return z.int(expected).min(least, expected).max(most, expected)
}
const yesOrNo = z.boolean('expected true or false')
const hour = z
  .string('expected a time such as "20:00"')
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time such as "20:00"')
const MOST_OF_A_TAG = 40

const contacts = z.strictObject({
  times: whole(0, 30, 'times'),
  days: whole(1, 365, 'days'),
  daysApart: whole(0, 365, 'days'),
  quiet: z
    .strictObject({ from: hour, to: hour }, 'expected two times, such as {"from": "20:00", "to": "09:00"}, or null')
    .refine(({ from, to }) => from !== to, 'expected two different times: for messages at any hour, give null')
    .nullable(),
  unknownConsent: z.enum(['send', 'keep'], 'expected "send" or "keep"'),
})

/** All of them, as they hold. */
export const policies = z.strictObject({
  contacts,
  discountCeilingPercent: whole(1, 100, 'per cent'),
  staffTag: z
    .string('expected a tag such as "staff"')
    .trim()
    .max(MOST_OF_A_TAG, `expected a tag of at most ${MOST_OF_A_TAG} characters`)
    .refine((tag) => !tag.includes(','), 'expected one tag: a tag has no comma'),
  leaveOutBusiness: yesOrNo,
  countFreeOrders: yesOrNo,
  regularAbove: whole(0, 100, 'orders'),
})

/** What is left out stays as it is; to go back to a default, give it. */
export const policiesChange = policies.extend({ contacts: contacts.partial() }).partial()

export type PoliciesChange = z.infer<typeof policiesChange>
export type PolicyName = keyof Policies

/** What a shop stored of its policies, with the defaults for the rest. Anything else in it is passed over. */
export const policiesOf = (stored: unknown): Policies => withChange(DEFAULT_POLICIES, STORED.parse(stored ?? {}))

const STORED = z.object({ ...policies.shape, contacts: z.object(contacts.shape).partial() }).partial()

/** What of `policies` is to be stored: only what differs from the defaults. */
export const differencesOf = (policies: Policies): PoliciesChange => {
  const contacts = differing(policies.contacts, DEFAULT_POLICIES.contacts)
  const { contacts: _, ...others } = differing(policies, DEFAULT_POLICIES)
  return { ...others, ...(Object.keys(contacts).length > 0 && { contacts }) }
}

/** Names of those that a change makes different. */
export const changedPolicies = (before: Policies, after: Policies): PolicyName[] =>
  Object.keys(differing(after, before)) as PolicyName[]

/** `policies` with what a change says instead. */
export const withChange = (policies: Policies, { contacts, ...others }: PoliciesChange): Policies => ({
  ...policies,
  ...definedOf(others),
  contacts: { ...policies.contacts, ...definedOf<ContactPolicy>(contacts ?? {}) },
})

const differing = <Values extends object>(values: Values, from: Values): Partial<Values> =>
  Object.fromEntries(
    Object.entries(values).filter(([name, value]) => !isSame(value, from[name as keyof Values])),
  ) as Partial<Values>

/** Of JSON; the keys of what is compared come in one order, for a schema gave it to them. */
const isSame = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right)

const definedOf = <Values extends object>(values: { readonly [Name in keyof Values]?: Values[Name] | undefined }) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<Values>
