import type { ApiTaskDetail } from '../../contracts/api.ts'
import { Stack } from '../ui/Layout.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Prose } from '../ui/Prose.tsx'
import { Words } from '../ui/Words.tsx'
import type { Note } from './use-note.ts'
import { words } from './words.ts'

/** Why nobody needs to do a task any more; what somebody was just writing is not lost. */
export const Withdrawn = ({ task, note }: { readonly task: ApiTaskDetail; readonly note: Note }) => (
  <Stack>
    <Stack gap="tight">
      <Words look="subheading">{words.withdrawn}</Words>
      {task.note && <Prose text={task.note} />}
    </Stack>
    {note.text.trim() !== '' && (
      <Notice
        tone="warning"
        title={words.unsent.title}
        actions={[{ label: words.unsent.discard, onAction: () => note.write('') }]}
      >
        <Prose text={note.text} />
      </Notice>
    )}
  </Stack>
)
