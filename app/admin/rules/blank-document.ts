/** Stands where a template's id would. */
export const BLANK = 'blank'

/** As much of a rule as everybody needs; the gaps are shown as problems until they are filled. */
export const blankDocument = {
  format: 1,
  name: '',
  trigger: 'order.paid',
  conditions: { all: [{ fact: 'customer.keptOrdersCount', operator: 'greaterThan', value: 3 }] },
  actions: [],
} as const
