import type { Random } from '../random.ts'
import type { Address } from '../store/records.ts'

/** People who do not exist. */

const FIRST_NAMES = [
  'Ada',
  'Bela',
  'Caro',
  'Dario',
  'Edda',
  'Falk',
  'Greta',
  'Hanno',
  'Ilse',
  'Jasper',
  'Kira',
  'Lino',
  'Mara',
  'Nils',
  'Oona',
  'Pavel',
  'Quinn',
  'Rosa',
  'Silas',
  'Thea',
  'Ugo',
  'Vera',
  'Wim',
  'Xenia',
  'Yara',
  'Zeno',
  'Amelie',
  'Bruno',
  'Cleo',
  'Dora',
] as const

const LAST_NAMES = [
  'Ahornblatt',
  'Birkwood',
  'Castlebrook',
  'Dunmore',
  'Eichenau',
  'Fernhill',
  'Goldwater',
  'Hasselby',
  'Iverfield',
  'Juniper',
  'Kestrel',
  'Lindqvistle',
  'Marlowe',
  'Nettlebed',
  'Oakhurst',
  'Pinecroft',
  'Quillfeather',
  'Rosenquell',
  'Starling',
  'Thistledown',
  'Underhill',
  'Vandermoor',
  'Willowby',
  'Yarrow',
  'Zimmerlund',
  'Applegarth',
  'Bramble',
  'Cloverdale',
  'Dewberry',
  'Elderflower',
] as const

const TOWNS: Readonly<Record<string, readonly string[]>> = {
  DE: ['Musterstadt', 'Neu Beispiel'],
  AT: ['Beispielberg', 'Musterhofen'],
  CH: ['Probikon', 'Beispielwil'],
  FR: ['Exempleville', 'Saint-Modèle'],
  NL: ['Voorbeeldam', 'Testerveen'],
}

export type Person = {
  readonly firstName: string
  readonly lastName: string
  readonly email: string
  readonly address: Address
}

/** `number` keeps the e-mail address apart from that of a namesake. */
export const inventPerson = (random: Random, number: number | string, countryCode: string | null): Person => {
  const firstName = random.pick(FIRST_NAMES)
  const lastName = random.pick(LAST_NAMES)
  return {
    firstName,
    lastName,
    email: `${firstName}.${lastName}.${number}@example.com`.toLowerCase(),
    address: {
      address1: `${1 + random.below(120)} Example Street`,
      city: random.pick(TOWNS[countryCode ?? ''] ?? ['Sampleton', 'Specimenham']),
      zip: String(10_000 + random.below(89_999)),
      countryCode,
    },
  }
}
