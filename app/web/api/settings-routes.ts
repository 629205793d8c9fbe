import { Router } from 'express'
import {
  type ApiMailToolSecret,
  type ApiMailToolTest,
  type ApiSettings,
  type ApiSettingsSaved,
  settingsChange,
} from '../../contracts/api.ts'
import type { Performed } from '../../engine/ports.ts'
import { AppError } from '../../errors.ts'
import type { MailTool } from '../../notify/mail-tool.ts'
import type { AppStore } from '../../store/open-store.ts'
import { needsMailTool } from '../../vocabulary/actions/notify-customer.ts'
import { callerOf, parse, personOf } from './caller.ts'
import { isReading, savePolicies } from './save-policies.ts'

type SettingsOptions = {
  readonly store: AppStore
  readonly mailTool: MailTool
  readonly onRetry: { readonly history: (shop: string) => Promise<void> }
  readonly onCheckout: (shop: string) => Promise<void>
}

/** What the merchant tells the app about the shop. */
export const settingsRoutes = ({ store, mailTool, onRetry, onCheckout }: SettingsOptions): Router => {
  const read = async (shop: string): Promise<ApiSettings> => {
    const { policies, changes, changedAt } = await store.policies.read(shop)
    const { since, customersWithEarlier } = await store.figures.reach(shop)
    return {
      birthdayMetafield: (await store.shops.find(shop))?.birthdayMetafield ?? null,
      mailToolAddress: await mailTool.addressOf(shop),
      policies,
      changes,
      changedAt: changedAt?.toISOString() ?? null,
      orders: { since: since?.toISOString() ?? null, customersWithEarlier },
    }
  }

  const setBirthdayMetafield = async (shop: string, metafield: string | null): Promise<void> => {
    const answer = await store.shops.setBirthdayMetafield(shop, metafield)
    if (answer === 'reading') throw isReading()
    if (answer === 'set') await onRetry.history(shop)
  }

  const setMailToolAddress = async (shop: string, address: string | null): Promise<string | null> => {
    if (address !== null) return mailTool.setAddress(shop, address)
    await mailTool.removeAddress(shop)
    return null
  }

  /** Everything that can be known to be wrong before anything is changed. */
  const checkMailToolAddress = async (shop: string, address: string | null): Promise<void> => {
    if (address !== null) {
      const problem = mailTool.problemOf(address)
      if (problem !== undefined) throw new AppError('request.invalid', `mailToolAddress: ${problem}`)
      return
    }
    const rules = await store.rules.list(shop)
    const first = rules.find(({ state, running }) => state === 'live' && running !== null && needsMailTool(running))
    if (first !== undefined)
      throw new AppError(
        'conflict',
        `The rule “${first.name}” is live and needs the mail tool: pause it before you take the address away`,
      )
  }

  return Router()
    .get('/settings', async (request, response) => void response.json(await read(callerOf(request).shop.id)))
    .put('/settings', async (request, response) => {
      const { shop } = callerOf(request)
      const { id } = shop
      const { birthdayMetafield, mailToolAddress, policies, readAt } = parse(settingsChange, request.body)
      if (mailToolAddress !== undefined) await checkMailToolAddress(id, mailToolAddress)
      if (policies !== undefined) {
        const by = await personOf(request, store)
        if (await savePolicies(shop, policies, { by, readAt }, store)) await onRetry.history(id)
        await onCheckout(id)
      }
      if (birthdayMetafield !== undefined) await setBirthdayMetafield(id, birthdayMetafield)
      const mailToolSecret = mailToolAddress === undefined ? null : await setMailToolAddress(id, mailToolAddress)
      const body: ApiSettingsSaved = { ...(await read(id)), mailToolSecret }
      response.json(body)
    })
    .post('/settings/mail-tool/secret', async (request, response) => {
      const mailToolSecret = await mailTool.renewSecret(callerOf(request).shop.id)
      if (mailToolSecret === null) throw noAddress()
      const body: ApiMailToolSecret = { mailToolSecret }
      response.json(body)
    })
    .post('/settings/mail-tool/test', async (request, response) => {
      const { id } = callerOf(request).shop
      if ((await mailTool.addressOf(id)) === null) throw noAddress()
      const body: ApiMailToolTest = sayTest(await mailTool.test(id))
      response.json(body)
    })
}

const noAddress = (): AppError => new AppError('conflict', 'No address of a mail tool is set: set it first')

const sayTest = (performed: Performed): ApiMailToolTest =>
  performed.outcome === 'done'
    ? { arrived: true, says: `The mail tool took the message (HTTP ${performed.result?.status})` }
    : { arrived: false, says: performed.reason }
