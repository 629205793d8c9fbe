import type { ApiBacktestResult } from '../../contracts/backtests.ts'
import { Words } from '../ui/Words.tsx'
import { words } from './words.ts'

/** How often it fitted and gave nothing, a line a reason. */
export const KeptBack = ({ withheld }: Pick<ApiBacktestResult, 'withheld'>) =>
  withheld.map(({ reason, text, times }) => <Words key={reason}>{words.keptBack(times, text)}</Words>)
