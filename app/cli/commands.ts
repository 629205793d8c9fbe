import { backtest } from './backtest.ts'
import { check } from './check.ts'
import type { Command } from './command.ts'
import { explain } from './explain.ts'
import { exportRules } from './export-rules.ts'
import { facts } from './facts.ts'
import { importRules } from './import-rules.ts'
import { models } from './models.ts'
import { parity } from './parity.ts'

/** Everything `perennial` can do, in the order of its help. */
export const commands: readonly Command[] = [check, backtest, parity, explain, facts, models, exportRules, importRules]
