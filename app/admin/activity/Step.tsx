import type { ApiEffect } from '../../contracts/api.ts'
import { sayDate, sayTime } from '../format/moments.ts'
import { sayFirst } from '../format/say-first.ts'
import { usePlace } from '../shell/shop.tsx'
import { useNow } from '../shell/When.tsx'
import { Stack } from '../ui/Layout.tsx'
import { Marked } from '../ui/Marked.tsx'
import { Words } from '../ui/Words.tsx'
import { useRetryEffect } from './queries.ts'
import { RetryAction } from './RetryAction.tsx'
import { words } from './words.ts'

const ICONS = { pending: 'clock', done: 'check', failed: 'alert', cancelled: 'minus', undone: 'minus' } as const

/** One thing that is done in the shop, or is to be. */
export const Step = ({ effect }: { readonly effect: ApiEffect }) => {
  const { key, summary, state, attempts, problem, waitsUntil, use } = effect
  const retrying = useRetryEffect()
  const isWaiting = waitsUntil !== null
  const isStuck = !isWaiting && (state === 'failed' || (state === 'pending' && problem !== null))
  return (
    <Marked icon={ICONS[state]} label={words.steps[state]}>
      <Stack gap="tight">
        <Words>
          {sayFirst(summary)}
          {isWaiting && <Waiting until={waitsUntil} />}
          {state !== 'done' && !isWaiting && (
            <Words look="quiet" inline>
              {` · ${words.steps[state]}${isStuck ? ` ${words.after(attempts)}` : ''}`}
            </Words>
          )}
          {use !== null && <Use use={use} />}
        </Words>
        {problem !== null && <Words look={state === 'failed' ? 'warning' : 'quiet'}>{problem}</Words>}
        {(isStuck || isWaiting) && <RetryAction what={summary} id={key} retrying={retrying} />}
      </Stack>
    </Marked>
  )
}

/** Its time has not come. */
const Waiting = ({ until }: { readonly until: string }) => {
  const place = usePlace()
  return <Words look="quiet" inline>{` · ${words.waits(sayTime(until, useNow(), place))}`}</Words>
}

/** What became of a code. */
const Use = ({ use }: { readonly use: NonNullable<ApiEffect['use']> }) => {
  const place = usePlace()
  return (
    <Words look="quiet" inline>
      {` · ${sayUse(use, (iso) => sayDate(iso, place))}`}
    </Words>
  )
}

const sayUse = (use: NonNullable<ApiEffect['use']>, date: (iso: string) => string): string => {
  switch (use.is) {
    case 'used':
      return use.costNothing ? words.use.costNothing(use.order) : words.use.used(use.order, use.amount)
    case 'unused':
      return use.until === null ? words.use.unused : words.use.unusedUntil(date(use.until))
    case 'ran_out':
      return words.use.ranOut
    default:
      return use satisfies never
  }
}
