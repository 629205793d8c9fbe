import { z } from 'zod'
import type { EmulatedShop } from '../emulator/emulator.ts'
import { startEmulator } from '../emulator/start-emulator.ts'
import { type AppApi, createAppApi } from '../support/app-api.ts'
import { startAppProcess } from '../support/app-process.ts'
import { readText } from './run-demo.ts'

const demoFile = z.object({
  domain: z.string(),
  apiKey: z.string(),
  apiSecret: z.string(),
  encryptionKey: z.string(),
  run: z.object({
    orders: z.string(),
    refunds: z.string().nullable(),
    live: z.union([z.number(), z.literal('all')]).nullable(),
  }),
})

/** Opens again what a demo left in its data folder, for as long as `look` takes: nothing is sent any more. */
export const lookInto = async (
  folder: string,
  databaseUrl: string,
  look: (run: { readonly shop: EmulatedShop; readonly api: AppApi }) => Promise<void>,
): Promise<void> => {
  const { domain, apiKey, apiSecret, encryptionKey, run } = demoFile.parse(JSON.parse(readText(folder, 'demo.json')))
  const emulator = await startEmulator({
    apiKey,
    apiSecret,
    dir: `${folder}/shopify`,
    shops: [
      {
        kind: 'file',
        domain,
        orders: run.orders,
        ...(run.refunds === null ? {} : { refunds: run.refunds }),
        ...(run.live === null ? {} : { live: run.live }),
      },
    ],
  })
  try {
    const app = await startAppProcess({
      dataFolder: folder,
      environment: {
        SHOPIFY_API_KEY: apiKey,
        SHOPIFY_API_SECRET: apiSecret,
        SHOPIFY_API_URL: emulator.url,
        ENCRYPTION_KEY: encryptionKey,
        DATABASE_URL: databaseUrl,
        DAYS_FOLLOW: 'ledger',
      },
    })
    try {
      await look({ shop: emulator.shop(domain), api: createAppApi(app.url, () => emulator.sessionToken(domain)) })
    } finally {
      await app.stop()
    }
  } finally {
    await emulator.stop()
  }
}
