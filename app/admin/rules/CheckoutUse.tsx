import { Words } from '../ui/Words.tsx'
import { useCheckoutUse } from './queries.ts'
import { words } from './words.ts'

/** How many of those whom the rule is for had it at the checkout. */
export const CheckoutUse = ({ id }: { readonly id: string }) => {
  const { data } = useCheckoutUse(id)
  if (data === undefined || data.qualified + data.overruns === 0) return null
  return (
    <>
      {data.qualified > 0 && <Words>{words.carried(data.qualified, data.carried)}</Words>}
      {data.overruns > 0 && <Words>{words.overruns(data.overruns)}</Words>}
    </>
  )
}
