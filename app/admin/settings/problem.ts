import { messageOfFailure } from '../shell/failure.ts'
import { words } from './words.ts'

/** Why a setting was not saved, below its own field: the name that the API has for it is left out. */
export const problemOf = (error: unknown): string =>
  `${words.notSaved}: ${messageOfFailure(error).replace(/^(?:birthdayMetafield|mailToolAddress|policies[.\w]*): /, '')}`
