import type { CustomerHistory } from '../ledger/customer.ts'
import type { PrismaClient } from './generated/client.ts'

/** Who uses the admin, and what customers are called. */
export const createPeople = (prisma: PrismaClient) => ({
  nameOf: async (shop: string, userId: string): Promise<string | null> =>
    (await prisma.person.findUnique({ where: { shop_id: { shop, id: userId } } }))?.name ?? null,
  setName: async (shop: string, userId: string, name: string): Promise<void> => {
    await prisma.person.upsert({
      where: { shop_id: { shop, id: userId } },
      create: { shop, id: userId, name },
      update: { name },
    })
  },
  /** By customer id; customers of whom nothing is known are left out. */
  customers: async (
    shop: string,
    ids: readonly string[],
  ): Promise<Map<string, { firstName: string | null; lastName: string | null }>> => {
    const rows = await prisma.customer.findMany({
      where: { shop, id: { in: [...ids] } },
      select: { id: true, firstName: true, lastName: true },
    })
    return new Map(rows.map(({ id, firstName, lastName }) => [id, { firstName, lastName }]))
  },
  /** Undefined for somebody of whom no order is known. */
  history: async (shop: string, id: string): Promise<CustomerHistory | undefined> => {
    const row = await prisma.customer.findUnique({ where: { shop_id: { shop, id } }, select: { history: true } })
    return (row?.history ?? undefined) as CustomerHistory | undefined
  },
})

export type People = ReturnType<typeof createPeople>
