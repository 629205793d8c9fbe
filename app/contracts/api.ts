import { z } from 'zod'
import { offerTaken, unclearOffer } from './checkout-uses.ts'
import { policies, policiesChange } from './policies.ts'

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

// POST /api/stop, POST /api/start: who did it and when; asked for what is so already, both change nothing

const stopped = z.object({ at: z.string(), by: z.string() })
export const stopState = z.object({ stopped: stopped.nullable() })
export type ApiStopped = z.infer<typeof stopped>

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
  /** Null while everything goes on. */
  stopped: stopped.nullable(),
  /** What is decided and not done yet. */
  stepsWaiting: z.number(),
})

// POST /api/history/retry: reads the past again after it failed; 409 `conflict` when it did not

// GET, PUT /api/settings: naming a birthday metafield reads the past again; 409 `conflict` while it is being read, and
// when the mail tool's address is taken away from rules that are live. Of `policies` too the past is read again where
// other orders are to count; 409 `conflict` also when somebody changed them since `readAt`, and for a discount ceiling below
// what a live rule gives

export const settings = z.object({
  /** The customer metafield that holds birthdays, such as facts.birth_date; of each only the month is kept. */
  birthdayMetafield: z
    .string()
    .trim()
    .regex(/^[a-zA-Z0-9_-]{2,255}\.[a-zA-Z0-9_-]{2,64}$/, 'expected namespace.key, such as facts.birth_date')
    .nullable(),
  /** Where `customer.notify` sends its messages. */
  mailToolAddress: z.string().trim().min(1).max(2000).nullable(),
  policies,
  /** Who changed each of the policies last, of those that were ever changed. */
  changes: z.record(z.string(), z.object({ by: z.string(), at: z.string() })),
  /** When any of the policies was changed last; null while all are the defaults. */
  changedAt: z.string().nullable(),
  /** How far back orders are known. */
  orders: z.object({
    since: z.string().nullable(),
    /** Of how many customers Shopify's records count orders from before. */
    customersWithEarlier: z.number(),
  }),
})
/** What is left out stays as it is. */
export const settingsChange = settings
  .pick({ birthdayMetafield: true, mailToolAddress: true })
  .extend({ policies: policiesChange, readAt: z.iso.datetime().nullable() })
  .partial()
  .refine((change) => Object.entries(change).some(([name, value]) => name !== 'readAt' && value !== undefined), {
    message: 'give birthdayMetafield, mailToolAddress or policies',
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
export type ApiSettingsChange = z.infer<typeof settingsChange>
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

// Rules: GET /api/rules, GET /api/rules/:id, POST /api/rules, PUT /api/rules/:id, POST /api/rules/check,
// POST /api/rules/:id/state, POST /api/rules/:id/restore, GET /api/rules/:id/history
// 422 `rule.invalid` also for a version that would be live and has customer.notify while no mail tool's address is set;
// 422 `rule.closed` where no way leads to the state from the one that the rule is in

export const ruleState = z.enum(['draft', 'shadow', 'live', 'paused', 'archived'])
const ruleText = z.object({
  name: z.string(),
  /** All that the rule does; no other rule reads the same. */
  sentence: z.string(),
  /** The sentence without long texts, for lists. */
  summary: z.string(),
  document: z.unknown(),
})
/** But for `running` and the name, the latest version, which runs only where it is said to. */
export const rule = ruleText.extend({
  id: z.string(),
  /** Of the version that runs, or else of the latest. */
  name: z.string(),
  state: ruleState,
  /** For how many per cent of the customers it is live, or was when it last was. */
  share: z.number(),
  version: z.number(),
  /** The version that is asked while the rule is watched or live. */
  runs: z.number().nullable(),
  running: ruleText.nullable(),
  /** Whether the latest version says something else than the one that runs, */
  differsFromLive: z.boolean(),
  /** and what, a line a part: "the customer has more than 3 kept orders → the customer has more than 4 kept orders". */
  differences: z.array(z.string()),
  trigger: z.string(),
  granted: z.number(),
  withheld: z.number(),
  lastGrantedAt: z.string().nullable(),
  updatedAt: z.string(),
})
export const ruleList = z.object({ rules: z.array(rule) })
export const ruleCreate = z.object({ document: z.unknown() })
/**
 * Saves another version, which runs only when it is put live. `version` is the latest that was read: one that somebody else
 * saved since is answered with 409 `conflict`.
 */
export const ruleChange = z.object({ document: z.unknown(), version: z.int32() })
/** How the rule was seen to run: where somebody else changed that since, the answer is 409 `conflict`. */
const ruleRun = z.object({ state: ruleState, runs: z.int32().nullable(), share: z.int32() })
/** Without `version` the one that runs goes on, or else the latest; without `share` that stays as it was. */
export const ruleStateChange = z
  .object({
    state: ruleState,
    version: z.int32().optional(),
    share: z.int().min(0).max(100).optional(),
    was: ruleRun,
  })
  .refine(({ state, version }) => version === undefined || state === 'live' || state === 'shadow', {
    path: ['version'],
    message: 'only a rule that is live or watched runs a version',
  })
  .refine(({ state, share }) => share === undefined || state === 'live', {
    path: ['share'],
    message: 'only a rule that is live is so for a share of the customers',
  })
/** An earlier version's document as a new version, which runs at once where the rule runs. */
export const ruleRestore = z.object({ version: z.int32(), was: ruleRun })
/** Latest first; of a long history the latest hundred of each. */
export const ruleHistory = z.object({
  versions: z.array(
    ruleText.extend({
      version: z.number(),
      by: z.string().nullable(),
      at: z.string(),
      /** Against the version before, a line a part; empty for the first, and where nothing that it does has changed. */
      differences: z.array(z.string()),
      /** The latest version before it, other than the one just before, that says the same. */
      sameAs: z.number().nullable(),
    }),
  ),
  changes: z.array(
    z.object({
      what: z.enum(['created', 'saved', 'state', 'restored']),
      /** The one that was made, that runs from then on, or the latest of a rule that does not run. */
      version: z.number(),
      state: ruleState,
      share: z.number(),
      by: z.string(),
      at: z.string(),
    }),
  ),
})
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

// The outcome `asked_not_to` also has the customer never contacted, and opening the task again takes that back.
// Tasks: GET /api/tasks?view=mine|all|overdue&state=open|done, GET /api/tasks/:id, POST /api/tasks/:id/{complete,reopen,assign}
// POST /api/tasks/:id/take-back: has the code taken back that a task about a called-off order names; the task is done when it is

export const taskKind = z.enum(['personal_note', 'phone_call', 'gift', 'follow_up', 'review'])
export const taskOutcome = z.enum([
  'sent',
  'spoke',
  'no_answer',
  'learned',
  'not_needed',
  'asked_not_to',
  'kept',
  'taken_back',
])
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
  /** `withdrawn`: it is no longer needed, and the note says why. */
  state: z.enum(['open', 'done', 'withdrawn']),
  outcome: taskOutcome.nullable(),
  note: z.string().nullable(),
  completedAt: z.string().nullable(),
  completedBy: z.string().nullable(),
  createdAt: z.string(),
  ruleName: z.string(),
})
/** `next` is the cursor of the following page. Withdrawn ones stand among the done. Views: mine = assigned to me or to nobody. */
export const taskList = z.object({
  tasks: z.array(task),
  next: z.string().nullable(),
  counts: z.object({ mine: z.number(), all: z.number(), overdue: z.number() }),
})
/** Who said that the customer asked not to be contacted. */
const neverContact = z.object({ by: z.string(), at: z.string() })
/** A fact as people read it: "Orders: 4". */
export const readableFact = z.object({ name: z.string(), label: z.string(), meaning: z.string(), text: z.string() })
export const taskDetail = task.extend({
  /** The code that may be taken back, and how far that is: null where nobody has asked for it. */
  takeBack: z
    .object({ code: z.string(), state: z.enum(['pending', 'failed']).nullable(), problem: z.string().nullable() })
    .nullable(),
  neverContact: neverContact.nullable(),
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

// PUT, DELETE /api/customers/:id/never-contact

export const customerAsked = z.object({ neverContact: neverContact.nullable() })
export type ApiNeverContact = z.infer<typeof neverContact>

// Activity: GET /api/activity?before=CURSOR&show=all|failed|waiting|decided, POST /api/effects/:key/retry, POST /api/deliveries/:id/retry

export const effect = z.object({
  key: z.string(),
  kind: z.string(),
  /** "10% code THANKS-…", "tag regular". */
  summary: z.string(),
  state: z.enum(['pending', 'done', 'failed', 'cancelled', 'undone']),
  attempts: z.number(),
  problem: z.string().nullable(),
  /** Of one that was not tried yet because its time has not come, when that is. */
  waitsUntil: z.string().nullable(),
  /** What became of a code that was made: `amount` is what it took off, in words; null where none was made, or it was taken back. */
  use: z
    .discriminatedUnion('is', [
      z.object({ is: z.literal('used'), order: z.string(), amount: z.string(), costNothing: z.boolean() }),
      z.object({ is: z.literal('unused'), until: z.string().nullable() }),
      z.object({ is: z.literal('ran_out') }),
    ])
    .nullable(),
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
  /** When it may run, where the reason passes. */
  freeAt: z.string().nullable(),
  /** Whether it runs by itself then. */
  waits: z.boolean(),
  /** Who tells the customer of the code that it gave; null without one, and once it was used. */
  codeToldBy: z.enum(['mail_tool', 'task', 'nobody']).nullable(),
  /** What it took off at the checkout; null where it took nothing off. */
  offer: offerTaken.nullable(),
  facts: z.array(readableFact),
  effects: z.array(effect),
  /** Whom it is about, where the message is about many: a day that begins. */
  customer: person.nullable(),
  /** Of how many it was drawn by lot; null without a draw. */
  drawnAmong: z.number().nullable(),
})
/** A decision of after it that a late message would have changed; what was given is not taken back. */
export const difference = z.object({
  ruleId: z.string(),
  ruleName: z.string(),
  /** The decision's moment. */
  at: z.string(),
  /** What the decision was about: "order #1043, when it was paid". */
  about: z.string(),
  was: z.enum(['granted', 'withheld', 'no match']),
  wouldBe: z.enum(['match', 'no match']),
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
  /** The first of them. */
  differences: z.array(difference),
  /** Steps that no rule asked for: what was missing and is read again. */
  effects: z.array(effect),
})
export const activity = z.object({
  deliveries: z.array(delivery),
  next: z.string().nullable(),
  /** The latest, on the first page. */
  unclearOffers: z.array(unclearOffer),
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
export type ApiRuleList = z.infer<typeof ruleList>
export type ApiRuleRun = z.infer<typeof ruleRun>
export type ApiRuleHistory = z.infer<typeof ruleHistory>
export type ApiRuleStateChange = z.infer<typeof ruleStateChange>
export type ApiRuleCheck = z.infer<typeof ruleCheck>
export type ApiFinding = z.infer<typeof finding>
export type ApiTask = z.infer<typeof task>
export type ApiTaskDetail = z.infer<typeof taskDetail>
export type ApiTaskList = z.infer<typeof taskList>
export type ApiTaskOutcome = z.infer<typeof taskOutcome>
export type ApiDelivery = z.infer<typeof delivery>
export type ApiDifference = z.infer<typeof difference>
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
