import type { ApiCustomerBrief } from '../../../app/contracts/extensions.ts'

type RuleLineProps = { readonly rule: ApiCustomerBrief['rules'][number] }

/** One rule: whether it is for this customer as things stand, why or why not, and what it did last. */
export const RuleLine = ({ rule: { id, name, state, holds, why, last } }: RuleLineProps) => {
  const { translate, formatDate } = shopify.i18n
  return (
    <s-stack gap="small-300">
      <s-stack direction="inline" gap="small-200">
        <s-link href={`app:rules/${encodeURIComponent(id)}`}>{name}</s-link>
        {holds === true && <s-badge tone="success">{translate('rules.yes')}</s-badge>}
        {holds === false && <s-badge>{translate('rules.no')}</s-badge>}
        {holds === null && <s-badge>{translate('rules.depends')}</s-badge>}
        {state === 'shadow' && <s-badge>{translate('rules.watched')}</s-badge>}
      </s-stack>
      {why.map((line) => (
        <s-text key={line} color="subdued">
          {line}
        </s-text>
      ))}
      {last && (
        <s-text color="subdued">
          {translate('rules.last', { day: formatDate(new Date(last.at), { dateStyle: 'medium' }), says: last.says })}
        </s-text>
      )}
    </s-stack>
  )
}
