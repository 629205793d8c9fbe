import { accessSync, constants } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { type DemoOptions, UsageError } from './options.ts'

/** Said before a run and not after it: a report that cannot be written would cost the whole of it. */
export const checkOutputs = ({ report, decisions }: DemoOptions): void => {
  for (const file of [report, decisions]) {
    if (file === undefined) continue
    try {
      accessSync(dirname(resolve(file)), constants.W_OK)
    } catch {
      throw new UsageError(`${file} cannot be written: there is no such folder, or it is not yours to write in`)
    }
  }
}
