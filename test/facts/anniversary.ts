/** How many days until the day of the year on which something first happened comes round again, found by turning pages. */
export const daysToAnniversary = (first: number, now: number, timeZone: string): number => {
  const [firstYear, month, day] = dateIn(timeZone, first)
  const [year, thisMonth, today] = dateIn(timeZone, now)
  for (let page = 0; page <= 366; page++) {
    const turned = new Date(Date.UTC(year, thisMonth - 1, today + page))
    const isLater = turned.getUTCFullYear() > firstYear
    const [m, d] = [turned.getUTCMonth() + 1, turned.getUTCDate()]
    if (isLater && m === month && d === day) return page
    // A leap day's anniversary is the day before the first of March where there is no 29 February.
    const next = new Date(Date.UTC(turned.getUTCFullYear(), m - 1, d + 1))
    if (isLater && month === 2 && day === 29 && m === 2 && d === 28 && next.getUTCMonth() === 2) return page
  }
  throw new Error('No year is that long')
}

const dateIn = (timeZone: string, at: number): [year: number, month: number, day: number] => {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, year: 'numeric', month: 'numeric', day: 'numeric' })
    .formatToParts(at)
    .map(({ type, value }): [string, number] => [type, Number(value)])
  const { year = 0, month = 0, day = 0 } = Object.fromEntries(parts)
  return [year, month, day]
}
