import { z } from 'zod'

/** The JSON API between web/ and admin/. Times are ISO 8601 in UTC, days YYYY-MM-DD in the shop's time zone, money decimal strings in the shop's currency. */

export const problem = z.object({
  path: z.string(),
  message: z.string(),
  found: z.string().optional(),
  expected: z.string().optional(),
})

/** Every answer that is not 2xx. */
export const failure = z.object({
  error: z.object({ code: z.string(), message: z.string(), problems: z.array(problem).optional() }),
})

// GET /api/shop

export const shop = z.object({
  id: z.string(),
  currency: z.string(),
  timeZone: z.string(),
  /** Reading of past orders: nothing is decided before it is `done`. */
  history: z.object({
    state: z.enum(['waiting', 'reading', 'done', 'failed']),
    read: z.number(),
    of: z.number().nullable(),
    problem: z.string().nullable(),
  }),
  /** The shop's calendar day now. */
  today: z.string(),
  me: z.object({ id: z.string(), name: z.string().nullable() }),
})

// POST /api/history/retry: reads the past again after it failed; 409 `conflict` when it did not

// GET, PUT /api/settings: naming a birthday metafield reads the past again; 409 `conflict` while it is being read, and
// when the mail tool's address is taken away from rules that are live

export const settings = z.object({
  /** The customer metafield that holds birthdays, such as facts.birth_date; of each only the month is kept. */
  birthdayMetafield: z
    .string()
    .trim()
    .regex(/^[a-zA-Z0-9_-]{2,255}\.[a-zA-Z0-9_-]{2,64}$/, 'expected namespace.key, such as facts.birth_date')
    .nullable(),
  /** Where `customer.notify` sends its messages. */
  mailToolAddress: z.string().trim().min(1).max(2000).nullable(),
})
/** What is left out stays as it is. */
export const settingsChange = settings
  .partial()
  .refine((change) => Object.values(change).some((value) => value !== undefined), {
    message: 'give birthdayMetafield, mailToolAddress or both',
  })
/** The signing secret is told once, when it is made: with the first address, and when it is renewed. */
export const settingsSaved = settings.extend({ mailToolSecret: z.string().nullable() })

// POST /api/settings/mail-tool/secret: makes a new signing secret. POST /api/settings/mail-tool/test: sends a test message.
// 409 `conflict` where no address is set

export const mailToolSecret = z.object({ mailToolSecret: z.string() })
export const mailToolTest = z.object({
  arrived: z.boolean(),
  /** What the far end answered, in words. */
  says: z.string(),
})

export type ApiSettings = z.infer<typeof settings>
export type ApiSettingsSaved = z.infer<typeof settingsSaved>
export type ApiMailToolSecret = z.infer<typeof mailToolSecret>
export type ApiMailToolTest = z.infer<typeof mailToolTest>

// PUT /api/me
export const meChange = z.object({ name: z.string().trim().min(1).max(60) })

// GET /api/vocabulary

export const vocabulary = z.object({
  facts: z.array(
    z.object({
      name: z.string(),
      type: z.enum(['number', 'money', 'time', 'text', 'boolean', 'list']),
      unit: z.string().optional(),
      label: z.string(),
      meaning: z.string(),
    }),
  ),
  triggers: z.array(z.object({ name: z.string(), label: z.string(), shelves: z.array(z.string()) })),
  actions: z.array(z.object({ name: z.string(), label: z.string(), params: z.unknown() })),
  templates: z.array(
    z.object({
      id: z.string(),
      goal: z.string(),
      name: z.string(),
      sentence: z.string(),
      summary: z.string(),
      document: z.unknown(),
    }),
  ),
})

// Rules: GET /api/rules, GET /api/rules/:id, POST /api/rules, PUT /api/rules/:id, POST /api/rules/:id/state, POST /api/rules/check
// 422 `rule.invalid` also for a rule that would be live and has customer.notify while no mail tool's address is set

export const ruleState = z.enum(['draft', 'live', 'paused'])
export const rule = z.object({
  id: z.string(),
  name: z.string(),
  state: ruleState,
  version: z.number(),
  /** All that the rule does; no other rule reads the same. */
  sentence: z.string(),
  /** The sentence without long texts, for lists. */
  summary: z.string(),
  trigger: z.string(),
  document: z.unknown(),
  granted: z.number(),
  withheld: z.number(),
  lastGrantedAt: z.string().nullable(),
  updatedAt: z.string(),
})
export const ruleList = z.object({ rules: z.array(rule) })
/** `version` is the one that was read: somebody else's later change is answered with 409 `conflict`. */
export const ruleCreate = z.object({ document: z.unknown() })
export const ruleChange = z.object({ document: z.unknown(), version: z.int32() })
export const ruleStateChange = z.object({ state: ruleState, version: z.int32() })
/** Allowed, and probably not meant: it stands in nobody's way. */
export const finding = z.object({
  /** Parts of the document; none where only other rules are concerned. */
  paths: z.array(z.string()),
  /** Those of them that are conditions, in words. */
  about: z.array(z.string()),
  message: z.string(),
  /** Other live rules that it is about. */
  rules: z.array(z.object({ id: z.string(), name: z.string() })),
  /** Somebody who shows it, a fact a line: "Kept orders: 4". */
  example: z.array(z.string()),
})
/** `id` is of the saved rule that the document is a draft of. */
export const ruleCheckRequest = z.object({ document: z.unknown(), id: z.string().optional() })
/** 200 in either case: a document in the making is not an error. */
export const ruleCheck = z.object({
  valid: z.boolean(),
  sentence: z.string().nullable(),
  problems: z.array(problem),
  findings: z.array(finding),
})

// Tasks: GET /api/tasks?view=mine|all|overdue&state=open|done, GET /api/tasks/:id, POST /api/tasks/:id/{complete,reopen,assign}

export const taskKind = z.enum(['personal_note', 'phone_call', 'gift', 'follow_up'])
export const taskOutcome = z.enum(['sent', 'spoke', 'no_answer', 'learned', 'not_needed'])
export const task = z.object({
  id: z.string(),
  kind: taskKind,
  title: z.string(),
  body: z.string(),
  customer: z.object({ id: z.string(), name: z.string().nullable() }),
  orderId: z.string().nullable(),
  /** What people call the order, such as #1043. */
  orderName: z.string().nullable(),
  dueOn: z.string(),
  overdue: z.boolean(),
  assignee: z.string().nullable(),
  state: z.enum(['open', 'done']),
  outcome: taskOutcome.nullable(),
  note: z.string().nullable(),
  completedAt: z.string().nullable(),
  completedBy: z.string().nullable(),
  createdAt: z.string(),
  ruleName: z.string(),
})
/** `next` is the cursor of the following page. Views: mine = assigned to me or to nobody. */
export const taskList = z.object({
  tasks: z.array(task),
  next: z.string().nullable(),
  counts: z.object({ mine: z.number(), all: z.number(), overdue: z.number() }),
})
/** A fact as people read it: "Orders: 4". */
export const readableFact = z.object({ name: z.string(), label: z.string(), meaning: z.string(), text: z.string() })
export const taskDetail = task.extend({
  /** The customer's orders as they stand now; null when none is known. */
  standing: z
    .object({ orders: z.number(), spent: z.string(), firstOrderAt: z.string().nullable(), lastOrderAt: z.string() })
    .nullable(),
  why: z.object({
    ruleId: z.string(),
    ruleVersion: z.number(),
    sentence: z.string(),
    summary: z.string(),
    at: z.string(),
    facts: z.array(readableFact),
  }),
})
export const taskComplete = z.object({ outcome: taskOutcome, note: z.string().trim().max(2000).default('') })
export const taskAssign = z.object({ assignee: z.string().trim().max(60).nullable() })

// Activity: GET /api/activity?before=CURSOR&show=all|failed|waiting|decided, POST /api/effects/:key/retry, POST /api/deliveries/:id/retry

export const effect = z.object({
  key: z.string(),
  kind: z.string(),
  /** "10% code THANKS-…", "tag regular". */
  summary: z.string(),
  state: z.enum(['pending', 'done', 'failed', 'cancelled', 'undone']),
  attempts: z.number(),
  problem: z.string().nullable(),
})
const person = z.object({ id: z.string(), name: z.string().nullable() })

export const decision = z.object({
  ruleId: z.string(),
  ruleName: z.string(),
  ruleVersion: z.number(),
  at: z.string(),
  verdict: z.enum(['granted', 'withheld']),
  /** In words, null when granted. */
  reason: z.string().nullable(),
  facts: z.array(readableFact),
  effects: z.array(effect),
  /** Whom it is about, where the message is about many: a day that begins. */
  customer: person.nullable(),
  /** Of how many it was drawn by lot; null without a draw. */
  drawnAmong: z.number().nullable(),
})
export const delivery = z.object({
  id: z.string(),
  topic: z.string(),
  /** "Order #1043 paid". */
  summary: z.string(),
  /** Business time; null when it could not be read. */
  at: z.string().nullable(),
  storedAt: z.string(),
  status: z.enum(['pending', 'processed', 'failed', 'parked', 'waiting']),
  problem: z.string().nullable(),
  late: z.boolean(),
  customer: person.nullable(),
  /** Shown once, at the message that brought them. */
  decisions: z.array(decision),
  /** How many more there are than are shown. */
  moreDecisions: z.number(),
  /** Steps that no rule asked for: what was missing and is read again. */
  effects: z.array(effect),
})
export const activity = z.object({
  deliveries: z.array(delivery),
  next: z.string().nullable(),
  counts: z.object({
    pending: z.number(),
    failed: z.number(),
    waiting: z.number(),
    effectsPending: z.number(),
    effectsFailed: z.number(),
    disagreements: z.number(),
    differences: z.number(),
  }),
})

export type ApiProblem = z.infer<typeof problem>
export type ApiShop = z.infer<typeof shop>
export type ApiVocabulary = z.infer<typeof vocabulary>
export type ApiRule = z.infer<typeof rule>
export type ApiRuleCheck = z.infer<typeof ruleCheck>
export type ApiFinding = z.infer<typeof finding>
export type ApiTask = z.infer<typeof task>
export type ApiTaskDetail = z.infer<typeof taskDetail>
export type ApiTaskList = z.infer<typeof taskList>
export type ApiTaskOutcome = z.infer<typeof taskOutcome>
export type ApiDelivery = z.infer<typeof delivery>
export type ApiDecision = z.infer<typeof decision>
export type ApiEffect = z.infer<typeof effect>
export type ApiActivity = z.infer<typeof activity>

// GET /api/status: how far everything is, in one read

export const status = z.object({
  history: shop.shape.history,
  orders: z.object({ history: z.number(), live: z.number() }),
  inbox: z.object({
    pending: z.number(),
    processed: z.number(),
    failed: z.number(),
    parked: z.number(),
    waiting: z.number(),
  }),
  decisions: z.object({ granted: z.number(), withheld: z.record(z.string(), z.number()) }),
  /** Granted by the rule's action type ("discount.code"). */
  effects: z.object({
    pending: z.number(),
    done: z.number(),
    failed: z.number(),
    byKind: z.record(z.string(), z.number()),
  }),
  tasks: z.object({ open: z.number() }),
})

// GET /api/decisions?after=CURSOR: every decision in ledger order, then priority descending, then rule name

export const decisionRow = z.object({
  at: z.string(),
  entry: z.object({ kind: z.string(), id: z.string() }),
  customerId: z.string().nullable(),
  orderId: z.string().nullable(),
  rule: z.string(),
  priority: z.number(),
  verdict: z.enum(['granted', 'withheld']),
  reason: z.string().nullable(),
  facts: z.record(z.string(), z.unknown()),
})
export const decisionPage = z.object({ decisions: z.array(decisionRow), next: z.string().nullable() })

// GET /api/customers/facts?as-of=ISO&after=CURSOR: a line a customer, facts printed as on the command line

export const customerFacts = z.object({
  customers: z.array(z.object({ customerId: z.string(), facts: z.record(z.string(), z.unknown()) })),
  next: z.string().nullable(),
})

// POST /api/imports/orders, application/x-ndjson, lines as in an orders file: answers when every line is durable

export const importResult = z.object({ accepted: z.number(), repeated: z.number() })

export type ApiStatus = z.infer<typeof status>
export type ApiDecisionPage = z.infer<typeof decisionPage>
export type ApiCustomerFacts = z.infer<typeof customerFacts>
