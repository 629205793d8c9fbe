import type { ApiEffect } from '../../contracts/api.ts'
import { sayFirst } from '../format/say-first.ts'
import { Stack } from '../ui/Layout.tsx'
import { Marked } from '../ui/Marked.tsx'
import { Words } from '../ui/Words.tsx'
import { useRetryEffect } from './queries.ts'
import { RetryAction } from './RetryAction.tsx'
import { words } from './words.ts'

const ICONS = { pending: 'clock', done: 'check', failed: 'alert', cancelled: 'minus', undone: 'minus' } as const

/** One thing that is done in the shop, or is to be. */
export const Step = ({ effect }: { readonly effect: ApiEffect }) => {
  const { key, summary, state, attempts, problem } = effect
  const retrying = useRetryEffect()
  const isStuck = state === 'failed' || (state === 'pending' && problem !== null)
  return (
    <Marked icon={ICONS[state]} label={words.steps[state]}>
      <Stack gap="tight">
        <Words>
          {sayFirst(summary)}
          {state !== 'done' && (
            <Words look="quiet" inline>
              {` · ${words.steps[state]}${isStuck ? ` ${words.after(attempts)}` : ''}`}
            </Words>
          )}
        </Words>
        {problem !== null && <Words look={state === 'failed' ? 'warning' : 'quiet'}>{problem}</Words>}
        {isStuck && <RetryAction what={summary} id={key} retrying={retrying} />}
      </Stack>
    </Marked>
  )
}
