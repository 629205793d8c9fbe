import { Liquid } from 'liquidjs'

/** What a task's title and body may name. All of it may be unknown but the order's total. */
export type TaskTextValues = {
  readonly customer: { readonly firstName?: string; readonly lastName?: string; readonly name?: string }
  readonly order: { readonly name?: string; readonly total?: string }
  readonly rule: { readonly name: string }
}

const PLACEHOLDERS = [
  'customer.firstName',
  'customer.lastName',
  'customer.name',
  'order.name',
  'order.total',
  'rule.name',
]

/** Printed where a name is missing and the text has no `default` of its own, so that no sentence breaks off. */
const WITHOUT_NAME = 'this customer'

const liquid = new Liquid({
  strictFilters: true,
  ownPropertyOnly: true,
  // Loops over what is not there cost nothing, but a merchant's text needs neither long runs nor files.
  parseLimit: 20_000,
  renderLimit: 200,
  memoryLimit: 200_000,
  relativeReference: false,
  templates: {},
  outputEscape: (value: unknown) =>
    value === undefined || value === null || value === '' ? WITHOUT_NAME : String(value),
})

/** What is wrong with a text, in words; undefined when it can be filled in. */
export const taskTextProblem = (text: string): string | undefined => {
  let used: readonly string[]
  try {
    used = liquid.globalFullVariablesSync(text)
  } catch (error) {
    return `cannot be read: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`
  }
  const unknown = used.filter((name) => !PLACEHOLDERS.includes(name))
  return unknown.length === 0
    ? undefined
    : `uses ${unknown.map((name) => `{{ ${name} }}`).join(', ')}; it can use ${PLACEHOLDERS.map((name) => `{{ ${name} }}`).join(', ')}`
}

/** Fills in a text; one that cannot be filled in is given back as it is, for a person reads it. */
export const renderTaskText = (text: string, values: TaskTextValues): string => {
  try {
    return liquid.parseAndRenderSync(text, values)
  } catch {
    return text
  }
}
