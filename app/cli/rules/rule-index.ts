import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { FileProblems, LineProblems, parseLine } from '../../engine/line-problems.ts'
import { RULE_STATES } from '../../rules/types.ts'

/**
 * What of a shop's rules is not in their documents, a line a rule in the shop's order: which file, which rule, which state,
 * and of one that is live for how many per cent of the customers. No .json file, so that a folder of rules holds rules only.
 */
export const INDEX = 'shop-rules.jsonl'

const SHARE = 'expected a whole number of per cent, 0 to 100'

const line = z.object(
  {
    file: z.string('expected the name of a rule file'),
    id: z.string("expected a rule's id"),
    state: z.enum(RULE_STATES, `expected one of ${RULE_STATES.join(', ')}`),
    share: z.int(SHARE).min(0, SHARE).max(100, SHARE).optional(),
  },
  'expected an object such as {"file": "welcome.json", "id": "rul_…", "state": "live"}',
)
export type IndexedRule = z.infer<typeof line>

/** The index of a folder; empty where there is none. */
export const readIndex = async (folder: string): Promise<readonly IndexedRule[]> => {
  const path = join(folder, INDEX)
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw new FileProblems([`${path}: ${error instanceof Error ? error.message : String(error)}`])
  }
  const problems = new LineProblems()
  const rules = text.split('\n').flatMap((row, index) => {
    if (row.trim() === '') return []
    try {
      return [parseLine(line, row)]
    } catch (error) {
      problems.add(`${path}, line ${index + 1}`, error)
      return []
    }
  })
  problems.throwIfAny()
  return rules
}

export const writtenIndex = (rules: readonly IndexedRule[]): string =>
  rules.map(({ file, id, state, share }) => `${JSON.stringify({ file, id, state, share })}\n`).join('')
