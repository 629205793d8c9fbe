import type { ApiRule } from '../../contracts/api.ts'
import { shopDomain } from '../api.ts'
import { TryPanel } from '../backtest/TryPanel.tsx'
import { isConflict, messageOfFailure } from '../shell/failure.ts'
import { Stale } from '../shell/Stale.tsx'
import { Panel, Row, Stack } from '../ui/Layout.tsx'
import { Mark } from '../ui/Mark.tsx'
import { Notice } from '../ui/Notice.tsx'
import { PageFrame } from '../ui/PageFrame.tsx'
import { useToast } from '../ui/toast.tsx'
import { Words } from '../ui/Words.tsx'
import { AtCheckout } from './AtCheckout.tsx'
import { Comparison } from './Comparison.tsx'
import { Conflict } from './Conflict.tsx'
import { DraftNotice } from './DraftNotice.tsx'
import { createDrafts } from './drafts.ts'
import { EditingArea } from './EditingArea.tsx'
import { History } from './History.tsx'
import { LeaveGuard } from './LeaveGuard.tsx'
import { useSaveRule } from './queries.ts'
import { SoFar } from './SoFar.tsx'
import { StateMark } from './StateMark.tsx'
import { useDraft } from './use-draft.ts'
import { nameIn, useReading } from './use-reading.ts'
import { useRunChange } from './use-run-change.tsx'
import { words } from './words.ts'
import { writeDocument } from './write-document.ts'

/** The trigger of rules for the checkout. */
const CHECKOUT = 'checkout'

const drafts = createDrafts(window.sessionStorage, shopDomain)

type RuleQuery = Parameters<typeof Stale>[0]['query']

export const SavedRule = ({ rule, query }: { readonly rule: ApiRule; readonly query: RuleQuery }) => {
  const draft = useDraft(drafts, rule.id, { text: writeDocument(rule.document), version: rule.version })
  const reading = useReading(draft.text, rule.id)
  const saving = useSaveRule(rule.id)
  const runChange = useRunChange(rule, () => void query.refetch())
  const toast = useToast()

  const undo = (version: number) =>
    saving.mutate({ document: rule.document, version }, { onSuccess: () => toast({ text: words.restored }) })
  const save = () => {
    if (!reading.read.valid) return
    saving.mutate(
      { document: reading.read.value, version: draft.version },
      {
        onSuccess: ({ version, runs, state }) => {
          draft.discard()
          const text = runs === null ? words.saved : words.savedBeside(version, runs, state === 'live')
          toast({ text, undo: () => undo(version) })
        },
        // Reading it again shows theirs beside ours.
        onError: (error) => isConflict(error) && query.refetch(),
      },
    )
  }
  // What is typed comes first: what goes live is a version that was saved.
  const saveAction = {
    label: words.save,
    onAction: save,
    busy: saving.isPending,
    disabled: draft.behind || !reading.savable,
  }
  const actions = draft.changed
    ? { primary: saveAction, others: [{ label: words.discard, onAction: draft.discard }] }
    : { primary: runChange.primary }

  return (
    <PageFrame
      title={nameIn(reading.read) || rule.name || words.unnamed}
      mark={
        <Row>
          <StateMark rule={rule} />
          {draft.changed && <Mark label={words.unsaved} tone="attention" />}
        </Row>
      }
      back={{ label: words.back, to: '/rules' }}
      {...actions}
    >
      <Stack>
        <Stale query={query} />
        {draft.behind ? (
          <Conflict
            theirs={writeDocument(rule.document)}
            mine={draft.text}
            onKeepMine={draft.rebase}
            onTakeTheirs={() => {
              draft.discard()
              toast({ text: words.conflict.tookTheirs, undo: () => draft.change(draft.text) })
            }}
          />
        ) : saving.isError && !isConflict(saving.error) ? (
          <Notice tone="critical" title={words.notSaved}>
            <Words>{`${messageOfFailure(saving.error)} ${words.kept}`}</Words>
          </Notice>
        ) : (
          draft.restored && <Notice>{words.draftFound}</Notice>
        )}
        {!draft.changed && <DraftNotice rule={rule} busy={runChange.busy} onAsk={runChange.ask} />}
        <EditingArea
          text={draft.text}
          onChange={draft.change}
          reading={reading}
          aside={
            <>
              <TryPanel ruleId={rule.id} reading={reading} />
              {rule.trigger === CHECKOUT && <AtCheckout rule={rule} />}
              <SoFar rule={rule} />
              <Comparison rule={rule} />
            </>
          }
        />
        <Panel>
          <History rule={rule} onAsk={runChange.ask} />
        </Panel>
      </Stack>
      {runChange.dialog}
      <LeaveGuard changed={draft.changed} />
    </PageFrame>
  )
}
