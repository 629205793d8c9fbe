import type { KeyedEffect, Performed } from '../../engine/ports.ts'
import { AppError } from '../../errors.ts'
import type { AdminClient } from '../client.ts'
import { performCode } from './code-effect.ts'
import { performNote } from './note-effect.ts'
import { performReread } from './reread-effect.ts'
import { performTag } from './tag-effect.ts'
import { performWithdraw } from './withdraw-effect.ts'

/** Effect kind → what is said to Shopify. Every one may be performed again under its key without doing anything twice. */
export const createPerformer =
  ({ ask, currencyOf }: { readonly ask: AdminClient; readonly currencyOf: (shop: string) => Promise<string> }) =>
  async (shop: string, { key, effect }: KeyedEffect): Promise<Performed> => {
    switch (effect.kind) {
      case 'code':
        return performCode(ask, shop, key, effect, await currencyOf(shop))
      case 'tag':
        return performTag(ask, shop, effect)
      case 'note':
        return performNote(ask, shop, key, effect)
      case 'withdraw':
        return performWithdraw(ask, shop, effect)
      case 'reread':
        return performReread(ask, shop, effect)
      case 'task':
        throw new AppError('internal', `Effect ${key} of ${shop} is a task, which is people’s and not Shopify’s`)
      case 'keep':
        throw new AppError(
          'internal',
          `Effect ${key} of ${shop} is an offer that is kept, which Shopify knows nothing of`,
        )
      case 'notify':
        throw new AppError('internal', `Effect ${key} of ${shop} is a message to the mail tool, not to Shopify`)
      default:
        return effect satisfies never
    }
  }
