import '@shopify/ui-extensions/preact'
import { render } from 'preact'
import type { ApiCustomerBrief } from '../../../app/contracts/extensions.ts'
import { useAnswer } from '../../shared/use-answer.ts'
import { RuleLine } from './RuleLine.tsx'

export default () => {
  render(<CustomerBlock />, document.body)
}

/** Shopify finds the app's address and adds the token by itself here. */
const CustomerBlock = () => {
  const { translate } = shopify.i18n
  const customerId = shopify.data.selected[0]?.id.split('/').at(-1) ?? ''
  const { asked, again } = useAnswer<ApiCustomerBrief>({ path: `/customers/${customerId}` })
  return (
    <s-admin-block heading={translate('title')}>
      {asked.state === 'loading' && <s-spinner accessibilityLabel={translate('loading')} />}
      {asked.state === 'failed' && (
        <s-stack gap="base">
          <s-text>{translate('failed')}</s-text>
          <s-button onClick={again}>{translate('again')}</s-button>
        </s-stack>
      )}
      {asked.state === 'here' && <Brief brief={asked.body} />}
    </s-admin-block>
  )
}

const Brief = ({ brief }: { readonly brief: ApiCustomerBrief }) => {
  const { translate } = shopify.i18n
  return (
    <s-stack gap="large">
      {brief.neverContact && (
        <s-banner tone="warning">{translate('neverContact', { by: brief.neverContact.by })}</s-banner>
      )}
      <s-stack gap="small-200">
        {brief.lines.length === 0 && <s-text color="subdued">{translate('noOrders')}</s-text>}
        {brief.lines.map((line) => (
          <s-text key={line}>{line}</s-text>
        ))}
      </s-stack>
      <s-stack gap="small-200">
        <s-heading>{translate('tasks.title')}</s-heading>
        {brief.tasks.length === 0 && <s-text color="subdued">{translate('tasks.none')}</s-text>}
        {brief.tasks.map(({ id, title, dueOn, overdue }) => (
          <s-stack key={id} direction="inline" gap="small-200">
            <s-link href={`app:tasks/${encodeURIComponent(id)}`}>{title}</s-link>
            <s-text color="subdued">{translate('tasks.due', { day: dayInWords(dueOn) })}</s-text>
            {overdue && <s-badge tone="warning">{translate('tasks.overdue')}</s-badge>}
          </s-stack>
        ))}
        {brief.moreTasks && <s-link href="app:tasks?view=all">{translate('tasks.more')}</s-link>}
      </s-stack>
      <s-stack gap="base">
        <s-heading>{translate('rules.title')}</s-heading>
        {brief.rules.length === 0 && <s-text color="subdued">{translate('rules.none')}</s-text>}
        {brief.rules.map((rule) => (
          <RuleLine key={rule.id} rule={rule} />
        ))}
      </s-stack>
      <s-link href="app:rules">{translate('open')}</s-link>
    </s-stack>
  )
}

/** A calendar day of the shop's: no time zone may turn it into the day before. */
const dayInWords = (day: string): string =>
  shopify.i18n.formatDate(new Date(`${day}T12:00:00Z`), { dateStyle: 'medium', timeZone: 'UTC' })
