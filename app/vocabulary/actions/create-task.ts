import { z } from 'zod'
import { parseMoney, readMoney } from '../../rules/money.ts'
import { quoteText } from '../../rules/quoted-text.ts'
import { addWorkingDays, dayIn } from '../calendar.ts'
import { defineAction, TASK_KINDS, type TaskKind } from '../define.ts'
import { money } from '../params.ts'
import { taskTextProblem } from '../task-text.ts'

const KIND_WORDS: Readonly<Record<TaskKind, string>> = {
  personal_note: 'a personal note',
  phone_call: 'a phone call',
  gift: 'a gift',
  follow_up: 'a follow-up',
}

const sayDue = (workingDays: number): string =>
  workingDays === 0 ? 'the same working day' : `within ${workingDays} working ${workingDays === 1 ? 'day' : 'days'}`

const taskText = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .superRefine((text, context) => {
      const problem = taskTextProblem(text)
      if (problem !== undefined) context.addIssue({ code: 'custom', message: problem })
    })

const inMinor = (amount: number | string, currency: string): number => parseMoney(amount, currency) ?? 0

const sayCost = (cost: number | string | undefined, currency: string): readonly string[] =>
  cost === undefined ? [] : [`costing ${readMoney(inMinor(cost, currency), currency)}`]

/**
 * A task for a person. Title and body are Liquid with the placeholders of task-text.ts; due in working days, Monday to
 * Friday; `cost` is what it costs the shop, which a budget counts.
 */
export const createTask = defineAction({
  name: 'task.create',
  label: 'Give a person a task',
  needsCustomer: true,
  params: z.strictObject({
    kind: z.enum(TASK_KINDS),
    title: taskText(120),
    body: taskText(2000).optional(),
    dueInWorkingDays: z.number().int().min(0).max(60).optional(),
    assignee: z.string().trim().min(1).max(60).optional(),
    cost: money.optional(),
  }),
  sentence: ({ kind, title, body, dueInWorkingDays = 1, assignee, cost }, { currency }) =>
    [
      `ask ${assignee === undefined ? 'somebody' : quoteText(assignee)} for ${KIND_WORDS[kind]} ${quoteText(title)}`,
      ...(body === undefined ? [] : [`saying ${quoteText(body)}`]),
      sayDue(dueInWorkingDays),
      ...sayCost(cost, currency),
    ].join(', '),
  shortSentence: ({ kind, dueInWorkingDays = 1, assignee = 'somebody', cost }, { currency }) =>
    [`ask ${assignee} for ${KIND_WORDS[kind]} ${sayDue(dueInWorkingDays)}`, ...sayCost(cost, currency)].join(', '),
  outcome: ({ cost }, { currency }) => ({
    byPerson: true,
    ...(cost !== undefined && { cost: inMinor(cost, currency) }),
  }),
  // A note or a gift for an order lies in its parcel, and a follow-up answers what they began.
  isContact: ({ kind }, { parcel }) => kind === 'phone_call' || (kind === 'personal_note' && !parcel),
  traits: ({ cost }) => ({ costsMoney: cost !== undefined }),
  amounts: ['cost'],
  plan: ({ kind, title, body = '', dueInWorkingDays = 1, assignee = null, cost }, context) =>
    context.customerId === null
      ? []
      : [
          {
            kind: 'task',
            taskKind: kind,
            customerId: context.customerId,
            orderId: context.orderId,
            title,
            body,
            assignee,
            dueOn: addWorkingDays(dayIn(context.timeZone, context.at), dueInWorkingDays),
            ...(cost !== undefined && { cost: inMinor(cost, context.currency) }),
          },
        ],
})
