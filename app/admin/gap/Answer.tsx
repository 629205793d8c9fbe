import type { ApiParityOffer } from '../../contracts/parity.ts'
import { sayWho } from '../format/say-who.ts'
import { messageOfFailure } from '../shell/failure.ts'
import { useShop } from '../shell/shop.tsx'
import { Action } from '../ui/Action.tsx'
import { Row } from '../ui/Layout.tsx'
import { useToast } from '../ui/toast.tsx'
import { Words } from '../ui/Words.tsx'
import { useAnswer } from './queries.ts'
import { words } from './words.ts'

/**
 * What a person says of a code that is open to all by its terms: asked where the orders propose it or do not tell, taken back
 * where it was said, and said unasked where they know better.
 */
export const Answer = ({ offer: { id, is, method, segment, answer } }: { readonly offer: ApiParityOffer }) => {
  const { me } = useShop()
  const answering = useAnswer()
  const toast = useToast()
  const say = (newcomersOnly: boolean | null) =>
    answering.mutate(
      { id, newcomersOnly },
      { onError: (error) => toast({ failed: true, text: `${words.notDone}: ${messageOfFailure(error)}` }) },
    )
  if (answer !== null) {
    const by = sayWho(answer.by, me)
    return (
      <Row>
        <Words look="quiet" inline>
          {answer.newcomersOnly ? words.answers.yes(by) : words.answers.no(by)}
        </Words>
        <Action label={words.answers.undo} look="quiet" busy={answering.isPending} onAction={() => say(null)} />
      </Row>
    )
  }
  const isOpenCode = method === 'code' && segment === null
  if (is === 'open' && isOpenCode)
    return (
      <Row>
        <Action label={words.sayNewcomers} look="quiet" busy={answering.isPending} onAction={() => say(true)} />
      </Row>
    )
  return is === 'proposed' || (is === 'not_known' && isOpenCode) ? (
    <Row>
      <Action label={words.yes} look="primary" busy={answering.isPending} onAction={() => say(true)} />
      <Action label={words.no} disabled={answering.isPending} onAction={() => say(false)} />
    </Row>
  ) : null
}
