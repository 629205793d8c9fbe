import { nearest } from '../rules/near-miss.ts'
import { type Command, type Option, UsageError } from './command.ts'

/** The words of a call, sorted by what they belong to. */
export class Call {
  readonly operands: readonly string[]
  readonly #values: ReadonlyMap<string, readonly string[]>

  constructor(values: ReadonlyMap<string, readonly string[]>, operands: readonly string[]) {
    this.#values = values
    this.operands = operands
  }

  has(name: string): boolean {
    return this.#values.has(name)
  }

  find(name: string): string | undefined {
    return this.#values.get(name)?.[0]
  }

  /** Of an option that the command requires. */
  get(name: string): string {
    const value = this.find(name)
    if (value === undefined) throw new Error(`--${name} is not among the required options`)
    return value
  }

  all(name: string): readonly string[] {
    return this.#values.get(name) ?? []
  }
}

/** Throws a UsageError that says what was probably meant. */
export const readCall = (words: readonly string[], { name, options, operands }: Command): Call => {
  const values = new Map<string, string[]>()
  const loose: string[] = []
  const byName = new Map(options.map((option) => [option.name, option]))
  let open: Option | undefined
  let onlyOperands = false

  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? ''
    if (word === '--' && !onlyOperands) {
      onlyOperands = true
      open = undefined
    } else if (word.startsWith('-') && word.length > 1 && !onlyOperands) {
      const [written = '', ...rest] = word.split('=')
      const option = byName.get(written.replace(/^-+/, ''))
      if (option === undefined || !written.startsWith('--')) throw unknownOption(written, name, options)
      const inline = rest.length > 0 ? rest.join('=') : undefined
      const given = values.get(option.name) ?? []
      if (given.length > 0 && option.many === undefined) throw new UsageError(`${written} stands there twice`)
      if (option.value === undefined) {
        if (inline !== undefined) throw new UsageError(`${written} takes no value`)
        values.set(option.name, given)
      } else {
        const value = inline ?? words[++index]
        if (value === undefined || value === '' || (inline === undefined && value.startsWith('--')))
          throw new UsageError(`${written} needs ${article(option.value)} after it`)
        values.set(option.name, [...given, value])
      }
      open = option.many === undefined ? undefined : option
    } else if (open !== undefined) {
      values.get(open.name)?.push(word)
    } else {
      loose.push(word)
    }
  }

  for (const option of options) {
    if (option.required && !values.has(option.name))
      throw new UsageError(`--${option.name} ${option.value ?? ''} is missing: ${option.says}`)
  }
  if (operands === undefined && loose.length > 0)
    throw new UsageError(`"${loose.join(' ')}" stands where an option is expected`)
  if (operands !== undefined && loose.length === 0)
    throw new UsageError(`${operands.name} is missing: ${operands.says}`)
  return new Call(values, loose)
}

const unknownOption = (written: string, command: string, options: readonly Option[]): UsageError => {
  const meant = nearest(written.replace(/^-+/, ''), [...options.map(({ name }) => name), 'help'])
  return new UsageError(
    `perennial ${command} knows no ${written}${meant === undefined ? '' : `; did you mean --${meant}?`}`,
  )
}

const article = (value: string): string => (/^[AEIOU]/.test(value) ? `an ${value}` : `a ${value}`)
