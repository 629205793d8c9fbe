/** Longer words are nobody's slip of the finger, and comparing them takes time that a stranger's document could demand. */
const LONGEST = 64

/** The candidate that was probably meant: the same but for case or its shelf, or a few keystrokes away. */
export const nearest = (word: string, candidates: readonly string[]): string | undefined => {
  if (word.length > LONGEST) return undefined
  const wanted = word.toLowerCase()
  const sameName = candidates.filter((candidate) => afterShelf(candidate.toLowerCase()) === afterShelf(wanted))
  if (sameName.length === 1) return sameName[0]
  let best: string | undefined
  let bestDistance = Math.max(1, Math.floor(wanted.length / 4)) + 1
  for (const candidate of candidates) {
    const distance = editDistance(wanted, candidate.toLowerCase())
    if (distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
  }
  return best
}

const afterShelf = (name: string): string => name.slice(name.indexOf('.') + 1)

/** Keystrokes between two words: letters added, dropped or changed, neighbours swapped (optimal string alignment). */
const editDistance = (from: string, to: string): number => {
  let beforeLast: number[] = []
  let last = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1]
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      const steps = [
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
        ...(swapped ? [(beforeLast[column - 2] ?? 0) + 1] : []),
      ]
      current.push(Math.min(...steps))
    }
    beforeLast = last
    last = current
  }
  return last[to.length] ?? 0
}
