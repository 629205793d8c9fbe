/** Who comes after the one that leaves the list: the next, else the one before, else nobody. */
export const neighbourOf = (ids: readonly string[], leaving: string): string | undefined => {
  const at = ids.indexOf(leaving)
  return at < 0 ? ids[0] : (ids[at + 1] ?? ids[at - 1])
}
