import { sayFirst } from '../format/say-first.ts'
import { Stack } from '../ui/Layout.tsx'
import { Words } from '../ui/Words.tsx'
import { words } from './run-words.ts'

type ChangesProps = { readonly changes: readonly string[]; readonly most?: number }

/** What one version changed of another, a line a part. */
export const Changes = ({ changes, most = changes.length }: ChangesProps) => {
  if (changes.length === 0) return <Words>{words.difference.none}</Words>
  return (
    <Stack gap="tight">
      {changes.slice(0, most).map((change) => (
        <Words key={change}>{`${sayFirst(change)}.`}</Words>
      ))}
      {changes.length > most && <Words look="quiet">{words.difference.more(changes.length - most)}</Words>}
    </Stack>
  )
}
