import { useEffect } from 'react'

/** Where the list and the form are found by the keys; the form takes the focus on `e`. */
export const COMPLETE_ID = 'complete-task'
const ITEMS = '[data-item]'

/** j and k move along the list, Enter opens (a link does that by itself), e goes to completing what is open. */
export const useTaskKeys = () => {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (event.key === 'j') move(1)
      else if (event.key === 'k') move(-1)
      else if (event.key === 'e') toCompleting()
      else return
      event.preventDefault()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}

const move = (by: 1 | -1) => {
  const items = [...document.querySelectorAll<HTMLElement>(ITEMS)]
  const focused = items.findIndex((item) => item.matches(':focus'))
  const current = focused < 0 ? items.findIndex((item) => item.getAttribute('aria-current') === 'true') : focused
  // The first press without a place of its own starts from what is open.
  items[Math.max(0, Math.min(items.length - 1, current + by))]?.focus()
}

/** Completing means the one under the focus, where that is another than the open one. */
const toCompleting = () => {
  const focused = document.activeElement
  if (focused instanceof HTMLElement && focused.matches(`${ITEMS}:not([aria-current="true"])`)) {
    focused.click()
    focusWhenThere(performance.now() + 3_000)
  } else focusForm()
}

const focusForm = (): boolean => {
  const form = document.getElementById(COMPLETE_ID)
  const first = form?.querySelector<HTMLElement>('button')
  form?.scrollIntoView({ block: 'nearest' })
  first?.focus()
  return first !== undefined && first !== null
}

const focusWhenThere = (until: number) => {
  requestAnimationFrame(() => {
    if (!focusForm() && performance.now() < until) focusWhenThere(until)
  })
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('textarea, select, input') || target.closest('[role="dialog"]') !== null)
