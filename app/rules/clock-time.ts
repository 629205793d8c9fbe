/** Minutes since midnight of a time of day, "00:00" to "23:59"; undefined for anything else. */
export const minutesOf = (text: string): number | undefined => {
  if (text.length !== 5 || text[2] !== ':') return undefined
  const hour = readPair(text.slice(0, 2), 23)
  const minute = readPair(text.slice(3), 59)
  return hour === undefined || minute === undefined ? undefined : hour * 60 + minute
}

/** How long a window is open that begins at `from` and ends just before `to`, over midnight where `to` is the earlier. */
export const minutesOpen = (from: number, to: number): number => (to - from + DAY_MINUTES) % DAY_MINUTES

const DAY_MINUTES = 24 * 60

const readPair = (text: string, most: number): number | undefined => {
  for (const character of text) if (character < '0' || character > '9') return undefined
  return Number(text) <= most ? Number(text) : undefined
}
