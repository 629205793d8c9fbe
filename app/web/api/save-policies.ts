import type { PoliciesChange } from '../../contracts/policies.ts'
import { AppError } from '../../errors.ts'
import type { AppStore } from '../../store/open-store.ts'
import type { RuleRow } from '../../store/rules.ts'
import type { Caller } from './caller.ts'
import { refuseCeilingBelow } from './refuse-past-ceiling.ts'

type Saver = {
  /** Who saves it, for the record. */
  readonly by: string
  /** The `changedAt` that they read. */
  readonly readAt: string | null | undefined
}

/** Changes what the shop holds its rules to; true where its past is to be read again. */
export const savePolicies = async (
  { id, currency }: Caller['shop'],
  change: PoliciesChange,
  { by, readAt }: Saver,
  store: AppStore,
): Promise<boolean> => {
  const { discountCeilingPercent: ceiling } = change
  if (ceiling !== undefined && ceiling < (await store.policies.find(id)).discountCeilingPercent) {
    refuseCeilingBelow((await store.rules.list(id)).flatMap(liveVersion), ceiling, currency)
  }
  const set = await store.policies.set(id, change, by, typeof readAt === 'string' ? new Date(readAt) : readAt)
  switch (set.is) {
    case 'set':
      return set.readsAgain
    case 'stale':
      throw new AppError('conflict', 'Somebody else changed these settings since you read them. Nothing was saved')
    case 'reading':
      throw isReading()
    default:
      return set satisfies never
  }
}

export const isReading = (): AppError =>
  new AppError('conflict', 'Past orders and customers are being read: try again when they are all here')

const liveVersion = ({ name, state, running }: RuleRow) =>
  state === 'live' && running !== null ? [{ name, document: running }] : []
