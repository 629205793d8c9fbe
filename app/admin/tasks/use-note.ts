import { useState } from 'react'
import { shopDomain } from '../api.ts'
import { createNotes } from './notes.ts'

const notes = createNotes(window.sessionStorage, shopDomain)

export type Note = { readonly text: string; readonly write: (text: string) => void }

/** The note being written about a task, found again after a look at another task, or a reload. */
export const useNote = (taskId: string): Note => {
  const [text, setText] = useState(() => notes.read(taskId))
  const write = (next: string) => {
    notes.keep(taskId, next)
    setText(next)
  }
  return { text, write }
}
