import { useState } from 'react'
import type { ApiSettings } from '../../contracts/api.ts'
import { type PolicyName, policiesChange } from '../../contracts/policies.ts'
import type { Policies } from '../../rules/policies.ts'
import { isConflict, messageOfFailure } from '../shell/failure.ts'
import { useReadShopAgain } from '../shell/shop.tsx'
import { useToast } from '../ui/toast.tsx'
import { problemOf } from './problem.ts'
import { useReadSettingsAgain, useSaveSettings } from './queries.ts'
import { words } from './words.ts'

type Draft<Value> = { readonly base: Value; readonly written: Value }

/** One of the things that all rules are held to, while somebody writes it anew. */
export const usePolicy = <Name extends PolicyName>(name: Name, settings: ApiSettings) => {
  type Value = Policies[Name]
  const saved = settings.policies[name] as Value
  const [draft, setDraft] = useState<Draft<Value>>()
  const [tried, setTried] = useState(false)
  const saving = useSaveSettings()
  const readSettingsAgain = useReadSettingsAgain()
  const readShopAgain = useReadShopAgain()
  const toast = useToast()

  const written = draft?.written ?? saved
  const isChanged = !isSame(written, saved)
  const issues = tried ? (policiesChange.safeParse({ [name]: written }).error?.issues ?? []) : []

  const write = (value: Value) => {
    saving.reset()
    setDraft({ base: draft?.base ?? saved, written: value })
  }
  const drop = () => {
    saving.reset()
    setTried(false)
    setDraft(undefined)
  }
  // Not the per-call callbacks of `mutate`: this page may be gone by the time somebody presses Undo.
  const undo = (value: Value) =>
    void saving.mutateAsync({ policies: { [name]: value } }).then(
      () => {
        toast({ text: words.policies.backAgain(words.policies[name].title) })
        void readShopAgain()
      },
      (error: unknown) => toast({ failed: true, text: `${words.notSaved}: ${messageOfFailure(error)}` }),
    )
  const save = () => {
    setTried(true)
    if (!isChanged || saving.isPending || !policiesChange.safeParse({ [name]: written }).success) return
    saving.mutate(
      { policies: { [name]: written }, readAt: settings.changedAt },
      {
        onSuccess: () => {
          drop()
          toast({ text: words.policies.saved(words.policies[name].title), undo: () => undo(saved) })
          // How far the past is being read stands above every page.
          if (name === 'countFreeOrders') void readShopAgain()
        },
        // What somebody else made of it stands beside what is written here.
        onError: (error) => isConflict(error) && void readSettingsAgain(),
      },
    )
  }
  const isContested = draft !== undefined && isChanged && !isSame(draft.base, saved)
  return {
    saved,
    written,
    isChanged,
    isBusy: saving.isPending,
    /** Somebody else changed it while it was being written here. */
    isContested,
    problem:
      issues.length > 0
        ? `${words.notSaved}: ${[...new Set(issues.map(({ message }) => message))].join('; ')}`
        : saving.isError && !isContested
          ? problemOf(saving.error)
          : undefined,
    isWrong: (...path: readonly string[]) =>
      issues.some((issue) => [name, ...path].every((part, place) => issue.path[place] === part)),
    write,
    save,
    drop,
    keepMine: () => setDraft({ base: saved, written }),
  }
}

export const isSame = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right)
