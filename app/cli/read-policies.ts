import { policiesChange, withChange } from '../contracts/policies.ts'
import { FileProblems } from '../engine/line-problems.ts'
import { readJsonText } from '../rules/json-text.ts'
import { nearest } from '../rules/near-miss.ts'
import { DEFAULT_POLICIES, type Policies } from '../rules/policies.ts'
import type { Call } from './call.ts'
import type { Option } from './command.ts'
import { inWords, textOf } from './rules/read-rules.ts'

export const POLICIES: Option = {
  name: 'policies',
  value: 'FILE',
  says: 'what the shop holds its rules to, where that is not the default: {"contacts": {"times": 1}, "staffTag": "team"}',
}

/** The defaults with what the file of `--policies` says instead. Throws FileProblems with everything that is wrong there. */
export const readPolicies = async (call: Call): Promise<Policies> => {
  const file = call.find('policies')
  if (file === undefined) return DEFAULT_POLICIES
  const read = readJsonText(await textOf(file))
  if (!read.valid) throw new FileProblems(read.problems.map((problem) => `${file}: ${inWords(problem)}`))
  const parsed = policiesChange.safeParse(read.value)
  if (parsed.success) return withChange(DEFAULT_POLICIES, parsed.data)
  const problems = parsed.error.issues.flatMap((issue) => {
    const place = issue.path.join('.')
    if (issue.code !== 'unrecognized_keys') return [place === '' ? issue.message : `${place}: ${issue.message}`]
    return issue.keys.map((key) => sayUnknown(key, place))
  })
  throw new FileProblems(problems.map((problem) => `${file}: ${problem}`))
}

const sayUnknown = (key: string, place: string): string => {
  const known = Object.keys(place === 'contacts' ? DEFAULT_POLICIES.contacts : DEFAULT_POLICIES)
  const meant = nearest(key, known)
  const name = place === '' ? key : `${place}.${key}`
  return `${name}: there is no such policy${meant === undefined ? `; there are ${known.join(', ')}` : `; did you mean ${meant}?`}`
}
