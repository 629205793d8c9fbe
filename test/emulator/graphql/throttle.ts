/** One app's points in one shop: a bucket that fills up by itself. */
export type Bucket = {
  /** Takes the points, unless there are fewer. */
  readonly take: (points: number) => boolean
  /** What was asked for beforehand and not needed comes back. */
  readonly giveBack: (points: number) => void
  readonly status: () => ThrottleStatus
}

type ThrottleStatus = {
  readonly maximumAvailable: number
  readonly currentlyAvailable: number
  readonly restoreRate: number
}

/** Shopify's buckets hold twenty seconds' worth. */
const BUCKET_SECONDS = 20

export const createBucket = (pointsPerSecond: number, now: () => number = Date.now): Bucket => {
  const size = pointsPerSecond * BUCKET_SECONDS
  let available = size
  let filledAt = now()

  const fill = () => {
    const at = now()
    available = Math.min(size, available + ((at - filledAt) / 1000) * pointsPerSecond)
    filledAt = at
  }

  return {
    take: (points) => {
      fill()
      if (points > available) return false
      available -= points
      return true
    },
    giveBack: (points) => {
      available = Math.min(size, available + points)
    },
    status: () => {
      fill()
      return { maximumAvailable: size, currentlyAvailable: Math.floor(available), restoreRate: pointsPerSecond }
    },
  }
}
