/** English names as older data sets write them, where today's name of the region is another. */
const OLDER_NAMES: Readonly<Record<string, string>> = {
  EIRE: 'IE',
  RSA: 'ZA',
  USA: 'US',
  UK: 'GB',
  'Channel Islands': 'JE',
  'Czech Republic': 'CZ',
  'Hong Kong': 'HK',
  Korea: 'KR',
  'West Indies': 'VG',
}

/** The two-letter code of a country, from its English name or the code itself; null for 'European Community', 'Unspecified' and whatever else is none. */
export const countryCodeOf = (name: string | undefined): string | null =>
  name === undefined ? null : (OLDER_NAMES[name] ?? codesByName().get(name.toLowerCase()) ?? null)

let cached: ReadonlyMap<string, string> | undefined

const codesByName = (): ReadonlyMap<string, string> => {
  cached ??= new Map(everyRegion())
  return cached
}

function* everyRegion(): Generator<[string, string]> {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  for (const first of letters) {
    for (const second of letters) {
      const code = first + second
      const name = names.of(code)
      if (name === undefined || NOT_COUNTRIES.has(code)) continue
      yield [name.toLowerCase(), code]
      yield [code.toLowerCase(), code]
    }
  }
}

/** Codes that have a name and are no country: unions, test regions, and retired ones that share a name with their successor. */
const NOT_COUNTRIES = new Set([
  'EU',
  'EZ',
  'UN',
  'QO',
  'ZZ',
  'XA',
  'XB',
  'UK',
  'BU',
  'DD',
  'FX',
  'TP',
  'YD',
  'ZR',
  'AN',
  'CS',
  'SU',
  'YU',
])
