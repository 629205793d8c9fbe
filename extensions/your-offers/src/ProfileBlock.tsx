import '@shopify/ui-extensions/preact'
import { render } from 'preact'
import type { ApiCustomerOffers } from '../../../app/contracts/extensions.ts'
import { useAnswer } from '../../shared/use-answer.ts'

export default () => {
  render(<YourOffers />, document.body)
}

const YourOffers = () => {
  const { translate } = shopify.i18n
  const { asked, again } = useAnswer<ApiCustomerOffers>({ path: '/offers' }, shopify.sessionToken.get)
  return (
    <s-section heading={translate('title')}>
      {asked.state === 'loading' && <s-skeleton-paragraph content={translate('loading')} />}
      {asked.state === 'failed' && (
        <s-stack gap="base">
          <s-text>{translate('failed')}</s-text>
          <s-button onClick={again}>{translate('again')}</s-button>
        </s-stack>
      )}
      {asked.state === 'here' && asked.body.offers.length === 0 && <s-text color="subdued">{translate('none')}</s-text>}
      {asked.state === 'here' && asked.body.offers.length > 0 && (
        <s-stack gap="large">
          {asked.body.offers.map((offer) => (
            <Offer key={offer.code} offer={offer} currency={asked.body.currency} />
          ))}
        </s-stack>
      )}
    </s-section>
  )
}

type OfferProps = { readonly offer: ApiCustomerOffers['offers'][number]; readonly currency: string }

const Offer = ({ offer: { code, worth, minimum, until, reason }, currency }: OfferProps) => {
  const { translate, formatCurrency, formatDate, formatNumber } = shopify.i18n
  const money = (amount: string) => formatCurrency(Number(amount), { currency })
  const off = 'percent' in worth ? `${formatNumber(worth.percent)}%` : money(worth.amount)
  const clipboard = `code-${code}`
  return (
    <s-stack gap="small-200">
      <s-text type="strong">{translate('off', { off })}</s-text>
      <s-stack direction="inline" gap="base" alignItems="center">
        <s-text>{code}</s-text>
        <s-button variant="secondary" command="--copy" commandFor={clipboard}>
          {translate('copy')}
        </s-button>
        <s-clipboard-item id={clipboard} text={code} />
      </s-stack>
      {minimum !== null && <s-text color="subdued">{translate('minimum', { minimum: money(minimum) })}</s-text>}
      <s-text color="subdued">
        {until === null
          ? translate('forEver')
          : translate('until', { until: formatDate(new Date(until), { dateStyle: 'long' }) })}
      </s-text>
      {reason !== null && <s-text color="subdued">{translate('why', { reason })}</s-text>}
    </s-stack>
  )
}
