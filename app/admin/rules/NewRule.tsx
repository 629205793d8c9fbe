import { useEffect } from 'react'
import { shopDomain } from '../api.ts'
import { TryPanel } from '../backtest/TryPanel.tsx'
import { messageOfFailure } from '../shell/failure.ts'
import { useGo } from '../shell/use-go.ts'
import { Stack } from '../ui/Layout.tsx'
import { Notice } from '../ui/Notice.tsx'
import { PageFrame } from '../ui/PageFrame.tsx'
import { StateDot } from '../ui/StateDot.tsx'
import { useToast } from '../ui/toast.tsx'
import { Words } from '../ui/Words.tsx'
import { createDrafts } from './drafts.ts'
import { EditingArea } from './EditingArea.tsx'
import { LeaveGuard } from './LeaveGuard.tsx'
import { useCreateRule } from './queries.ts'
import { useDraft } from './use-draft.ts'
import { nameIn, useReading } from './use-reading.ts'
import { words } from './words.ts'
import { writeDocument } from './write-document.ts'

const drafts = createDrafts(window.sessionStorage, shopDomain)

export const NewRule = ({ templateId, document }: { readonly templateId: string; readonly document: unknown }) => {
  const draft = useDraft(drafts, `new:${templateId}`, { text: writeDocument(document), version: 0 })
  const reading = useReading(draft.text)
  const create = useCreateRule()
  const go = useGo()
  const toast = useToast()

  // In an effect, for the guard below must know first that there is nothing left to lose.
  const created = create.data?.id
  useEffect(() => {
    if (created !== undefined) go(`/rules/${encodeURIComponent(created)}`, { replace: true })
  }, [created, go])

  const save = () => {
    if (!reading.read.valid) return
    create.mutate(reading.read.value, {
      onSuccess: () => {
        draft.discard()
        toast({ text: words.savedDraft })
      },
    })
  }

  return (
    <PageFrame
      title={nameIn(reading.read) || words.unnamed}
      mark={<StateDot label={words.newMark} look="open" />}
      back={{ label: words.gallery.title, to: '/rules/new' }}
      primary={{ label: words.saveDraft, onAction: save, busy: create.isPending, disabled: !reading.savable }}
      others={draft.changed ? [{ label: words.discard, onAction: draft.discard }] : []}
    >
      <Stack>
        {create.isError && (
          <Notice tone="critical" title={words.notSaved}>
            <Words>{`${messageOfFailure(create.error)} ${words.kept}`}</Words>
          </Notice>
        )}
        {draft.restored && <Notice>{words.draftFound}</Notice>}
        <EditingArea
          text={draft.text}
          onChange={draft.change}
          reading={reading}
          aside={<TryPanel reading={reading} />}
        />
      </Stack>
      <LeaveGuard changed={draft.changed && !create.isSuccess} />
    </PageFrame>
  )
}
