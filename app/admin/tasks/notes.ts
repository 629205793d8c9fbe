/** What somebody is writing about a task and has not sent: it outlives the task being completed by somebody else. */
export type Notes = {
  readonly read: (taskId: string) => string
  /** Nothing written is nothing kept. */
  readonly keep: (taskId: string, text: string) => void
}

/** `shop` keeps two shops in one browser apart. */
export const createNotes = (storage: Storage, shop: string): Notes => {
  const keyOf = (taskId: string) => `perennial.note:${shop}:${taskId}`
  return {
    read: (taskId) => storage.getItem(keyOf(taskId)) ?? '',
    keep: (taskId, text) => {
      if (text.trim() === '') storage.removeItem(keyOf(taskId))
      else storage.setItem(keyOf(taskId), text)
    },
  }
}
