import { z } from 'zod'
import { defineOperation } from './define.ts'

/** The shop's own settings that everything else is reckoned in, and what it lets the app do. */
export const readShop = defineOperation<Record<string, never>>()({
  name: 'ReadShop',
  query: `query ReadShop {
  shop { name currencyCode ianaTimezone }
  currentAppInstallation { accessScopes { handle } }
}`,
  answer: z.object({
    shop: z.object({ name: z.string(), currencyCode: z.string(), ianaTimezone: z.string() }),
    currentAppInstallation: z.object({ accessScopes: z.array(z.object({ handle: z.string() })) }),
  }),
})
