import { useState } from 'react'
import type { Draft, Drafts } from './drafts.ts'

type EditedDraft = {
  readonly text: string
  /** The version that the text was made from. */
  readonly version: number
  readonly changed: boolean
  /** Somebody else saved a later version meanwhile. */
  readonly behind: boolean
  /** Typed before this page was opened, and found again. */
  readonly restored: boolean
  readonly change: (text: string) => void
  readonly discard: () => void
  /** Goes on with the typed text on top of the saved version. */
  readonly rebase: () => void
}

/** What is typed over what is saved. It outlives the page until it is saved or discarded; without changes it follows `saved`. */
export const useDraft = (drafts: Drafts, id: string, saved: Draft): EditedDraft => {
  const [draft, setDraft] = useState(() => drafts.read(id))
  const [restored, setRestored] = useState(draft !== undefined)

  const hold = (next: Draft | undefined) => {
    if (next) drafts.keep(id, next)
    else drafts.drop(id)
    setDraft(next)
  }
  const discard = () => {
    setRestored(false)
    hold(undefined)
  }

  const changed = draft !== undefined && draft.text !== saved.text
  return {
    text: draft?.text ?? saved.text,
    version: draft?.version ?? saved.version,
    changed,
    behind: changed && draft.version < saved.version,
    restored: restored && changed,
    change: (text) => hold(text === saved.text ? undefined : { text, version: draft?.version ?? saved.version }),
    discard,
    rebase: () => hold(draft && { text: draft.text, version: saved.version }),
  }
}
