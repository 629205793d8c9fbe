/** Takes things in any order and gives them back by time; of one time, the one that came first. */
export type EventQueue<T extends { readonly at: number }> = {
  readonly add: (event: T) => void
  readonly peek: () => T | undefined
  readonly take: () => T | undefined
}

export const createEventQueue = <T extends { readonly at: number }>(): EventQueue<T> => {
  // A binary heap: the parent of place n is at (n − 1) >> 1.
  const heap: { event: T; order: number }[] = []
  let added = 0

  const isBefore = (a: number, b: number): boolean => {
    const left = heap[a]
    const right = heap[b]
    if (!left || !right) return left !== undefined
    return left.event.at - right.event.at < 0 || (left.event.at === right.event.at && left.order < right.order)
  }
  const swap = (a: number, b: number) => {
    const left = heap[a]
    const right = heap[b]
    if (left && right) [heap[a], heap[b]] = [right, left]
  }

  return {
    add: (event) => {
      heap.push({ event, order: added++ })
      for (let place = heap.length - 1; place > 0; ) {
        const parent = (place - 1) >> 1
        if (!isBefore(place, parent)) break
        swap(place, parent)
        place = parent
      }
    },
    peek: () => heap[0]?.event,
    take: () => {
      const first = heap[0]?.event
      swap(0, heap.length - 1)
      heap.pop()
      for (let place = 0; ; ) {
        const child = isBefore(2 * place + 2, 2 * place + 1) ? 2 * place + 2 : 2 * place + 1
        if (child >= heap.length || !isBefore(child, place)) return first
        swap(place, child)
        place = child
      }
    },
  }
}
