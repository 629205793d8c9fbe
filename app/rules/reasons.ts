import { groupThousands, printMoney, readMoney } from './money.ts'
import { type Figures, REASONS, type Reason, type Words } from './types.ts'

/** Why a rule that is met gave nothing, in words, to follow "kept back: "; with its figures where they are known. */
export const sayReason = (reason: Reason, figures: Figures | undefined, { currency }: Words): string => {
  const of = figures ?? {}
  switch (reason) {
    case 'too_old':
      return 'we heard of it more than 48 hours after it happened'
    case 'no_customer':
      return 'nobody knows who the customer is'
    case 'stopped':
      return 'everything was stopped'
    case 'left_out':
      return LEFT_OUT[String(of.because)] ?? 'they are left out of everything that the rules give'
    case 'shadow':
      return 'the rule is only watching'
    case 'outside_share':
      return figures ? `the rule is live for ${of.percent}% of the customers so far` : 'not yet live for everybody'
    case 'never_contact':
      return 'they asked us not to write or call'
    case 'no_consent':
      return of.because === 'unknown'
        ? 'nobody knows whether they agreed to hear from us'
        : 'they have not agreed to hear from us'
    case 'held_out':
      return figures
        ? `left out to compare, as ${of.percent}% of the customers are`
        : 'left out to compare the others with them'
    case 'cooling_down':
      return figures ? `they got it less than ${days(of.days)} ago` : 'they got it not long ago'
    case 'capped':
      return sayCap(of)
    case 'over_budget':
      return figures ? sayBudget(figures, currency) : 'the budget is spent'
    case 'over_ceiling':
      return figures
        ? `together with what they hold it would be ${of.together}% off, and ${of.ceiling}% is the most`
        : 'together with what they hold it would be too much off'
    case 'outranked':
      return figures ? `“${of.by}” goes first, and they get one of the two` : 'another rule of the group goes first'
    case 'attention_spent':
      return sayAttention(of)
    case 'not_carried':
      return 'the order came without it: not signed in, another discount went first, or the checkout did not know yet'
    default:
      return reason satisfies never
  }
}

const LEFT_OUT: Readonly<Record<string, string>> = {
  staff: 'staff are left out of everything',
  business: 'companies are left out unless the rule asks about them',
  renewal: 'a subscription that bills itself is nothing to react to',
}

const sayBudget = (figures: Figures, currency: string): string => {
  const amountOf = (name: string) => Number(figures[name] ?? 0)
  const money = (name: string) => readMoney(amountOf(name), currency)
  const whole = `budget of ${money('budget')}${figures.per ? ` a ${figures.per}` : ''}`
  if (amountOf('cost') > amountOf('budget')) return `this would be ${money('cost')}, more than the whole ${whole}`
  const spent = amountOf('spent') < amountOf('budget') ? `${money('spent')} of the` : 'the'
  return `${spent} ${whole} is spent, and this would be ${money('cost')}`
}

const sayCap = ({ times, days: inDays, total }: Figures): string => {
  if (total !== undefined)
    return total === 1 ? 'the one there was is given' : `all ${groupThousands(String(total))} there were are given`
  if (times === undefined) return 'they have had it as often as the rule allows'
  return `they have had it ${times === 1 ? 'once' : `${times} times`} in ${days(inDays)}, as often as the rule allows`
}

const sayAttention = ({ contacts, of, days: inDays, daysApart }: Figures): string => {
  if (of === 0) return 'nobody is to hear from us'
  if (daysApart !== undefined) return `they heard from us less than ${days(daysApart)} ago`
  if (contacts === undefined) return 'they have heard enough from us'
  return `they have heard from us ${contacts === 1 ? 'once' : `${contacts} times`} in ${days(inDays)}`
}

const days = (count: number | string | undefined): string => (count === 1 ? 'a day' : `${count} days`)

/** For machines: money as decimal strings. */
export const printFigures = (figures: Figures, currency: string): Figures =>
  Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [
      name,
      MONEY.has(name) && typeof value === 'number' ? printMoney(value, currency) : value,
    ]),
  )

const MONEY: ReadonlySet<string> = new Set(['budget', 'spent', 'cost'])

export const isReason = (text: string): text is Reason => REASONS.some((reason) => reason === text)
