import { Confirm } from '../ui/Confirm.tsx'
import { Stack } from '../ui/Layout.tsx'
import { Words } from '../ui/Words.tsx'
import { words } from './words.ts'

type SaveLiveProps = {
  readonly was: string
  readonly becomes: string | null
  readonly busy: boolean
  readonly onYes: () => void
  readonly onNo: () => void
}

/** A live rule changes for customers the moment it is saved: says what was and what will be. */
export const SaveLive = ({ was, becomes, busy, onYes, onNo }: SaveLiveProps) => (
  <Confirm
    title={words.saveLive.title}
    yes={words.saveLive.yes}
    no={words.cancel}
    busy={busy}
    onYes={onYes}
    onNo={onNo}
  >
    <Stack>
      <Words>{words.saveLive.text}</Words>
      <Words look="lead">{was}</Words>
      {becomes === was ? (
        <Words>{words.saveLive.same}</Words>
      ) : (
        becomes !== null && (
          <>
            <Words>{words.saveLive.next}</Words>
            <Words look="lead">{becomes}</Words>
          </>
        )
      )}
    </Stack>
  </Confirm>
)
