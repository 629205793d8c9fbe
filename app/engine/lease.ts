import { randomUUID } from 'node:crypto'

export type Leases = {
  readonly lease: (shop: string, holder: string, forMs: number) => Promise<boolean>
  readonly release: (shop: string, holder: string) => Promise<void>
}

const LEASE_MS = 6_000

/**
 * Works a shop while nobody else does, and tells the work whether it still may: one that is not renewed in time is somebody
 * else's, whether the database refused it or gave no answer. Where somebody else works it, the milliseconds to wait.
 */
export const underLease = async (
  shop: string,
  leases: Leases,
  work: (mayGoOn: () => boolean) => Promise<number | null>,
): Promise<number | null> => {
  const holder = randomUUID()
  let heldUntil = 0
  const lease = async (): Promise<boolean> => {
    const askedAt = Date.now()
    const isHeld = await leases.lease(shop, holder, LEASE_MS)
    heldUntil = isHeld ? askedAt + LEASE_MS : 0
    return isHeld
  }
  if (!(await lease())) return LEASE_MS / 3
  const renewal = setInterval(() => void lease().catch(() => undefined), LEASE_MS / 3)
  try {
    return await work(() => Date.now() < heldUntil)
  } finally {
    clearInterval(renewal)
    await leases.release(shop, holder)
  }
}
