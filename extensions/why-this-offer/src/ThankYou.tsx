import '@shopify/ui-extensions/preact'
import { render } from 'preact'
import { Reasons } from './Reasons.tsx'

export default () => {
  render(<ThankYou />, document.body)
}

/** The order is placed: signing in would change nothing about it any more. */
const ThankYou = () => {
  const { translate } = shopify.i18n
  return (
    <Reasons
      shown={[...shopify.discountAllocations.value, ...shopify.lines.value.flatMap((line) => line.discountAllocations)]}
      codes={shopify.discountCodes.value}
      token={shopify.sessionToken.get}
      isInEditor={shopify.extension.editor !== undefined}
      texts={{
        title: translate('thankYou.title'),
        signIn: null,
        loading: translate('loading'),
        example: translate('thankYou.example'),
      }}
    />
  )
}
