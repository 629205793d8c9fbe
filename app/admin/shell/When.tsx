import { useEffect, useState } from 'react'
import { sayDate, sayDay, sayExactDay, sayExactMoment, sayMoment } from '../format/moments.ts'
import { Moment } from '../ui/Moment.tsx'
import { usePlace, useShop } from './shop.tsx'

/** A moment as a person says it, exact on hover; it ages while it is looked at. */
export const When = ({ iso }: { readonly iso: string }) => {
  const place = usePlace()
  return <Moment iso={iso} text={sayMoment(iso, useNow(), place)} exact={sayExactMoment(iso, place)} />
}

/** A moment by its day, "27 Nov 2026", exact on hover. */
export const OnDay = ({ iso }: { readonly iso: string }) => {
  const place = usePlace()
  return <Moment iso={iso} text={sayDate(iso, place)} exact={sayExactMoment(iso, place)} />
}

/** A calendar day of the shop, seen from the shop's today. */
export const Day = ({ day }: { readonly day: string }) => {
  const place = usePlace()
  const { today } = useShop()
  return <Moment iso={day} text={sayDay(day, today, place)} exact={sayExactDay(day, place)} />
}

const TICK_MS = 30_000

export const useNow = (): number => {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS)
    return () => clearInterval(timer)
  }, [])
  return now
}
