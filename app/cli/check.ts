import { basename } from 'node:path'
import { analyse } from '../rules/analyse.ts'
import { findLonelyGroups } from '../rules/analyse-groups.ts'
import { analyseTogether } from '../rules/analyse-together.ts'
import type { Explanation } from '../rules/explain.ts'
import type { Finding } from '../rules/findings.ts'
import { type ExampleResult, runExamples } from '../rules/matches.ts'
import { sentence } from '../rules/sentence.ts'
import type { Checked, RuleDocument } from '../rules/types.ts'
import { vocabulary } from '../vocabulary/vocabulary.ts'
import type { Command, ExitCode } from './command.ts'
import { findingInWords } from './finding-words.ts'
import { type CheckedFile, checkRuleFile, inWords, ruleFilesOf } from './rules/read-rules.ts'
import { CURRENCY, currencyOf, JSON_OUTPUT } from './shop-options.ts'
import type { Terminal } from './terminal.ts'

/** Whether rule files are good, what they say in words, and whether their own examples come true. */
export const check: Command = {
  name: 'check',
  summary: 'find mistakes in rule files, and say each rule in words',
  about: [
    'Names every mistake with its place, what stands there and what was expected. A good rule is said back as a sentence,',
    'and its examples are tried. Warnings name conditions and limits that decide nothing, and what the rules do to each other:',
    'discounts that one order can get together or that come to too much, rules that set each other off without end, and',
    'groups of rules in which nothing is chosen.',
    'Exit code 2 when a file has mistakes, 1 when an example does not come true; warnings change nothing.',
  ].join('\n'),
  operands: { name: 'FILE…', says: 'rule files, or folders with rule files (.json)' },
  options: [{ ...CURRENCY, says: 'in which amounts are meant, such as GBP (default: USD)' }, JSON_OUTPUT],
  examples: ['check welcome.json', 'check rules/ --currency GBP', 'check rules/*.json --json'],
  run: async (call, terminal) => {
    const currency = currencyOf(call) ?? 'USD'
    let worst: ExitCode = 0
    const good: Named[] = []
    for (const file of await ruleFilesOf(call.operands)) {
      const { checked } = await checkRuleFile(file, currency)
      const result = resultOf({ file, checked }, currency)
      if (call.has('json')) terminal.out(`${JSON.stringify(result)}\n`)
      else tell(result, terminal)
      if (checked.valid) {
        if (!call.has('json')) warn(result.findings, '  ', currency, terminal, checked.document)
        good.push(namedAmong(good, file, checked.document))
      }
      worst = Math.max(worst, exitCodeOf(result)) as ExitCode
    }
    if (good.length > 1) {
      const findings = [...analyseTogether(good, vocabulary, { currency }), ...findLonelyGroups(good)]
      if (call.has('json')) terminal.out(`${JSON.stringify({ together: { findings } })}\n`)
      else warn(findings, 'Live together: ', currency, terminal)
    }
    return worst
  },
}

type Named = { readonly id: string; readonly document: RuleDocument }

/** Rules are told apart by name, and by file where two share one. */
const namedAmong = (others: readonly Named[], file: string, document: RuleDocument): Named => {
  const isTaken = others.some(({ id }) => id === document.name)
  return { id: isTaken ? `${document.name} (${basename(file)})` : document.name, document }
}

type Result = {
  readonly file: string
  readonly valid: boolean
  readonly problems: Extract<Checked, { valid: false }>['problems']
  readonly name: string | null
  readonly sentence: string | null
  readonly examples: readonly ExampleResult[]
  readonly findings: readonly Finding[]
}

const resultOf = ({ file, checked }: CheckedFile, currency: string): Result =>
  checked.valid
    ? {
        file,
        valid: true,
        problems: [],
        name: checked.document.name,
        sentence: sentence(checked.document, vocabulary, { currency }),
        examples: runExamples(checked.document, vocabulary, currency),
        findings: analyse(checked.document, vocabulary, { currency }),
      }
    : { file, valid: false, problems: checked.problems, name: null, sentence: null, examples: [], findings: [] }

const exitCodeOf = ({ valid, examples }: Result): ExitCode => {
  if (!valid) return 2
  return examples.every(({ passed }) => passed) ? 0 : 1
}

/** The verdict on stdout; mistakes, which somebody must act on, on stderr. */
const tell = ({ file, valid, problems, name, sentence: said, examples }: Result, { out, err }: Terminal): void => {
  if (!valid) {
    const count = problems.length === 1 ? 'a mistake' : `${problems.length} mistakes`
    err(`${file} has ${count}:\n${problems.map((problem) => `  ${inWords(problem)}\n`).join('')}`)
    return
  }
  const passed = examples.filter((example) => example.passed).length
  out(`${file}: ${name}\n  ${said}\n`)
  if (examples.length === 0) out('  It has no examples.\n')
  else if (passed === examples.length)
    out(`  ${passed === 1 ? 'Its example comes' : `All ${passed} examples come`} true.\n`)
  else out(`  ${passed} of ${examples.length} examples come true.\n`)
  for (const example of examples) {
    if (!example.passed)
      err(
        `${file}: ${example.path}: expected "${example.expected}", but it is "${example.found}": ${failing(example.why).join('; ')}\n`,
      )
  }
}

/** What is allowed and yet probably not meant. */
const warn = (
  findings: readonly Finding[],
  ahead: string,
  currency: string,
  { out }: Terminal,
  document?: RuleDocument,
): void => {
  for (const finding of findings) out(`${ahead}Warning: ${findingInWords(finding, currency, document)}\n`)
}

/** Each condition with what the example gave it. */
const failing = (why: Explanation): string[] =>
  why.kind === 'leaf'
    ? [
        `${why.fact} is ${why.value === undefined ? 'not given' : JSON.stringify(why.value)}, so ${why.path} ${why.held ? 'holds' : 'fails'}`,
      ]
    : why.parts.flatMap(failing)
