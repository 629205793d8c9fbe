import type { CartDiscountAllocation, CartDiscountCode } from '@shopify/ui-extensions/checkout'
import type { ApiReasons } from '../../../app/contracts/extensions.ts'
import { useAnswer } from '../../shared/use-answer.ts'

type ReasonsProps = {
  /** Of the order and of its lines, as the customer sees them. */
  readonly shown: readonly CartDiscountAllocation[]
  readonly codes: readonly CartDiscountCode[]
  readonly token: () => Promise<string>
  /** The merchant is placing the block, and must see something. */
  readonly isInEditor: boolean
  readonly texts: {
    readonly title: string
    /** Null where a guest is not asked to sign in. */
    readonly signIn: string | null
    readonly loading: string
    readonly example: string
  }
}

/** The offers that are ours, each with its reason; nothing at all where there is nothing to say. */
export const Reasons = ({ shown, codes, token, isInEditor, texts }: ReasonsProps) => {
  const question = {
    path: '/reasons',
    body: {
      titles: distinct(shown.flatMap((allocation) => (allocation.type === 'code' ? [] : [allocation.title]))),
      codes: distinct([
        ...codes.map(({ code }) => code),
        ...shown.flatMap((allocation) => (allocation.type === 'code' ? [allocation.code] : [])),
      ]),
    },
  }
  const { asked } = useAnswer<ApiReasons>(question, token)

  if (isInEditor) return <s-text color="subdued">{texts.example}</s-text>
  const isOffered = question.body.titles.length + question.body.codes.length > 0
  // Most carts carry no offer: a placeholder that then goes away would only make the page jump.
  if (asked.state === 'loading') return isOffered ? <s-skeleton-paragraph content={texts.loading} /> : null
  if (asked.state === 'failed') return null
  const { reasons, moreForSignedIn } = asked.body
  const signIn = moreForSignedIn ? texts.signIn : null
  if (reasons.length === 0 && signIn === null) return null
  return (
    <s-stack gap="base">
      {reasons.length > 0 && <s-heading>{texts.title}</s-heading>}
      {reasons.map(({ shownAs, reasons: why }) => (
        <s-stack key={shownAs} gap="small-300">
          <s-text type="strong">{shownAs}</s-text>
          {why.map((reason) => (
            <s-text key={reason} color="subdued">
              {reason}
            </s-text>
          ))}
        </s-stack>
      ))}
      {signIn !== null && <s-banner tone="info">{signIn}</s-banner>}
    </s-stack>
  )
}

const MOST = 50

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)].slice(0, MOST)
