/** What stands around a comparison; the answer itself comes in words from the API. */
export const comparisonWords = {
  title: 'Left out to compare',
  loading: 'Loading the comparison',
  failed: 'The comparison could not be read',
  watched: 'Customers watched so far, of those needed',
  within: (days: number) => `Within ${days} days`,
  time: 'For',
  given: 'Not left out',
  leftOut: 'Left out',
  days: (days: number) => `${days} days`,
  of: (watched: string, needed: string | null) => (needed === null ? watched : `${watched} of ${needed}`),
  weeks: 'Weeks left',
  untold: '–',
  how: 'How this is worked out',
} as const
