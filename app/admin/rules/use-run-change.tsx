import { useState } from 'react'
import type { ApiRule, ApiRuleRun } from '../../contracts/api.ts'
import { isConflict, messageOfFailure } from '../shell/failure.ts'
import { useToast } from '../ui/toast.tsx'
import { type RunRequest, useChangeRun } from './queries.ts'
import { RunQuestion } from './RunQuestion.tsx'
import { type MenuStep, menuSteps, type RunStep, runOf } from './run-steps.ts'
import { words } from './run-words.ts'

/** What of a rule runs, and for whom: the menu, the question before each step, and the way back after it. */
export const useRunChange = (rule: ApiRule, readAgain: () => void) => {
  const changing = useChangeRun(rule.id)
  const [asked, setAsked] = useState<RunStep>()
  const toast = useToast()
  const isLive = rule.state === 'live'

  // Not the per-call callbacks of `mutate`: this page may be gone by the time somebody presses Undo.
  const change = (request: RunRequest, then: (changed: ApiRule) => void) =>
    changing
      .mutateAsync(request)
      .then(then, (error: unknown) => {
        toast({
          failed: true,
          text: isConflict(error) ? words.conflict : `${words.failed}: ${messageOfFailure(error)}`,
        })
        readAgain()
      })
      .finally(() => setAsked(undefined))
  /** Back to what it was, a draft included. */
  const undo = (step: RunStep, changed: ApiRule) =>
    step.kind === 'restore'
      ? change({ restore: rule.runs ?? rule.version, was: wasOf(changed) }, ({ name }) =>
          toast({ text: words.restore.undone(name) }),
        )
      : change({ ...runOf(rule), was: wasOf(changed) }, ({ state, share, name, granted }) =>
          toast({ text: words.backTo(state, share, name, granted - rule.granted) }),
        )
  const confirm = (step: RunStep, share: number) =>
    change(requestOf(step, rule, share), (changed) =>
      toast({ text: doneWords(step, changed), undo: () => void undo(step, changed) }),
    )

  const items = menuSteps(rule).map((kind: MenuStep) => ({
    ...words.items[kind],
    onAction: () => setAsked({ kind }),
  }))
  const [first, ...others] = items
  const busy = changing.isPending
  return {
    ask: setAsked,
    busy,
    primary:
      first && others.length === 0
        ? { label: first.label, onAction: first.onAction, busy, modest: true }
        : { label: isLive ? words.change : words.goLive, busy, modest: isLive, items },
    dialog: asked && (
      <RunQuestion
        rule={rule}
        step={asked}
        busy={changing.isPending}
        onYes={(share) => void confirm(asked, share)}
        onNo={() => setAsked(undefined)}
      />
    ),
  }
}

const wasOf = ({ state, runs, share }: ApiRule): ApiRuleRun => ({ state, runs, share })

const requestOf = (step: RunStep, rule: ApiRule, share: number): RunRequest => {
  const was = wasOf(rule)
  switch (step.kind) {
    case 'live':
    case 'share':
      return { state: 'live', version: rule.runs ?? rule.version, share, was }
    case 'place':
      return { state: rule.state, version: step.version, was }
    case 'restore':
      return { restore: step.version, was }
    case 'unarchived':
      return { state: 'paused', was }
    default:
      return { state: step.kind, was }
  }
}

const doneWords = (step: RunStep, { name, version, runs, share, state }: ApiRule): string => {
  switch (step.kind) {
    case 'live':
    case 'share':
      return words.live.done(name, share)
    case 'place':
      return words.place.done(name, runs ?? version, state === 'live')
    case 'restore':
      return words.restore.done(step.version, version)
    default:
      return words[step.kind].done(name)
  }
}
