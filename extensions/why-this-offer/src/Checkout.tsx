import '@shopify/ui-extensions/preact'
import { render } from 'preact'
import { Reasons } from './Reasons.tsx'

export default () => {
  render(<Checkout />, document.body)
}

/** Nobody is kept from paying: what could not be found out is not spoken of. */
const Checkout = () => {
  const { translate } = shopify.i18n
  return (
    <Reasons
      shown={[...shopify.discountAllocations.value, ...shopify.lines.value.flatMap((line) => line.discountAllocations)]}
      codes={shopify.discountCodes.value}
      token={shopify.sessionToken.get}
      isInEditor={shopify.extension.editor !== undefined}
      texts={{
        title: translate('checkout.title'),
        signIn: translate('checkout.signIn'),
        loading: translate('loading'),
        example: translate('checkout.example'),
      }}
    />
  )
}
