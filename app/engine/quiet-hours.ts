import { compileSchedule, opensAt } from './schedule.ts'

/** When no message goes out, HH:MM by the clocks of the shop. */
export type QuietHours = { readonly from: string; readonly to: string; readonly timeZone: string }

/** The moment at which messages may go out again; undefined while they may. */
export const quietUntil = ({ from, to, timeZone }: QuietHours, now: number): number | undefined => {
  const hours = { from: to, to: from }
  return compileSchedule({ hours })(now, timeZone) ? undefined : opensAt(hours, now, timeZone)
}
