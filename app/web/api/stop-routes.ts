import { type Request, Router } from 'express'
import type { ApiStopped } from '../../contracts/api.ts'
import type { AppStore } from '../../store/open-store.ts'
import { callerOf, personOf } from './caller.ts'

/** Stopping everything, and starting it again: asked twice, both answer how things stand. */
export const stopRoutes = ({
  store,
  onRetry,
  onCheckout,
}: {
  store: AppStore
  onRetry: { readonly effect: (shop: string) => Promise<void> }
  onCheckout: (shop: string) => Promise<void>
}): Router => {
  const standing = async (request: Request): Promise<{ stopped: ApiStopped | null }> => ({
    stopped: stoppedOf(await store.shops.find(callerOf(request).shop.id)),
  })
  return Router()
    .post('/stop', async (request, response) => {
      const { id } = callerOf(request).shop
      await store.policies.stop(id, await personOf(request, store))
      await onCheckout(id)
      response.json(await standing(request))
    })
    .post('/start', async (request, response) => {
      const { id } = callerOf(request).shop
      if (await store.policies.start(id)) await onRetry.effect(id)
      await onCheckout(id)
      response.json(await standing(request))
    })
}

export const stoppedOf = (
  shop: { readonly stoppedAt: Date | null; readonly stoppedBy: string | null } | null,
): ApiStopped | null =>
  shop?.stoppedAt == null ? null : { at: shop.stoppedAt.toISOString(), by: shop.stoppedBy ?? '' }
