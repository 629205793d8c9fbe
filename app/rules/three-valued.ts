/** Whether something holds; undefined where nobody knows (Kleene's strong logic: what is known may settle it all the same). */
export type Truth = boolean | undefined

export const negate = (truth: Truth): Truth => (truth === undefined ? undefined : !truth)

export const allHold = (truths: Iterable<Truth>): Truth => settleWith(false, truths)

export const anyHolds = (truths: Iterable<Truth>): Truth => settleWith(true, truths)

/** One that is `settling` settles it; without one, an unknown leaves it open. */
const settleWith = (settling: boolean, truths: Iterable<Truth>): Truth => {
  let isOpen = false
  for (const truth of truths) {
    if (truth === settling) return settling
    if (truth === undefined) isOpen = true
  }
  return isOpen ? undefined : !settling
}
