import { Router } from 'express'
import type { ApiNeverContact } from '../../contracts/api.ts'
import { AppError } from '../../errors.ts'
import type { AppStore } from '../../store/open-store.ts'
import { callerOf, param, personOf } from './caller.ts'

/** What people say of a customer. */
export const customerRoutes = ({ store }: { store: AppStore }): Router =>
  Router()
    .put('/customers/:id/never-contact', async (request, response) => {
      const { shop } = callerOf(request)
      const id = param(request, 'id')
      if ((await store.people.customers(shop.id, [id])).size === 0)
        throw new AppError('not_found', `There is no customer ${id} in this shop`)
      await store.neverContact.set(shop.id, id, { saidBy: await personOf(request, store), since: new Date() })
      response.json({ neverContact: await neverContactOf(store, shop.id, id) })
    })
    .delete('/customers/:id/never-contact', async (request, response) => {
      const { shop } = callerOf(request)
      await store.neverContact.unset(shop.id, param(request, 'id'))
      response.json({ neverContact: null })
    })

export const neverContactOf = async (
  store: AppStore,
  shop: string,
  customerId: string,
): Promise<ApiNeverContact | null> => {
  const said = await store.neverContact.find(shop, customerId)
  return said && { by: said.saidBy, at: said.since.toISOString() }
}
