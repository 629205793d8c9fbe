import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import quickjs from '@jitl/quickjs-ng-wasmfile-release-sync'
import { newQuickJSWASMModuleFromVariant, newVariant, type QuickJSContext } from 'quickjs-emscripten-core'
import { bundleFunction } from './bundle-function.ts'
import { COUNTER, countInstructions } from './count-instructions.ts'

/** The bundle in the engine that Shopify runs it in, or nearly: quickjs-ng, interpreted. */
export type LoadedFunction = {
  /** Of the real input's shape; gives the real output's. */
  readonly runLines: (input: unknown) => unknown
  readonly runDelivery: (input: unknown) => unknown
  /** The same of an input as text, which may be no JSON at all: that is then no input. */
  readonly runLinesText: (input: string) => string
  readonly dispose: () => void
}

export const loadFunction = async (): Promise<LoadedFunction> => {
  const engine = await newQuickJSWASMModuleFromVariant(quickjs)
  const context = startContext(engine.newContext(), await bundleFunction())
  evaluate(context, 'globalThis.exported = load()')
  const run = (name: string) => (input: unknown) => JSON.parse(call(context, name, JSON.stringify(input)))
  return {
    runLines: run(LINES),
    runDelivery: run(DELIVERY),
    runLinesText: (input) => call(context, LINES, input),
    dispose: () => context.dispose(),
  }
}

/** What one run cost and gave. */
export type MeteredRun = {
  /** The start of the module with it, as on every call at Shopify's, and writing the output as JSON. */
  readonly instructions: number
  /** Beside it: reading the input as JSON, which Shopify does in a way of its own. */
  readonly readingInstructions: number
  readonly output: string
  readonly inputBytes: number
}

export type MeteredFunction = {
  readonly runLines: (input: unknown) => MeteredRun
  readonly runDelivery: (input: unknown) => MeteredRun
  readonly bundleBytes: number
}

/** Counts a little more than Shopify: its own engine has stood 1.2 to 1.5 times below this one. */
export const loadMeteredFunction = async (): Promise<MeteredFunction> => {
  const module = await WebAssembly.compile(new Uint8Array(meteredEngine()))
  const instances: WebAssembly.Instance[] = []
  const variant = newVariant(quickjs, {
    emscriptenModule: {
      instantiateWasm: (imports: WebAssembly.Imports, succeed: (instance: WebAssembly.Instance) => void) => {
        const instance = new WebAssembly.Instance(module, imports)
        instances.push(instance)
        succeed(instance)
        return instance.exports
      },
    } as object,
  })
  const engine = await newQuickJSWASMModuleFromVariant(variant)
  const counter = instances[0]?.exports[COUNTER] as WebAssembly.Global<'i64'> | undefined
  if (counter === undefined) throw new Error('The metered engine has no counter')
  const bundle = await bundleFunction()
  const run = (name: string) => (input: unknown) => {
    const context = startContext(engine.newContext(), bundle)
    const text = JSON.stringify(input)
    setInput(context, text)
    const countOf = (code: string): number => {
      counter.value = 0n
      evaluate(context, code)
      return Number(counter.value)
    }
    const readingInstructions = countOf(READ)
    const instructions = countOf(`globalThis.exported = load(); exported.${name}()`)
    const output = readOutput(context)
    context.dispose()
    return { instructions, readingInstructions, output, inputBytes: Buffer.byteLength(text) }
  }
  return { runLines: run(LINES), runDelivery: run(DELIVERY), bundleBytes: Buffer.byteLength(bundle) }
}

const READ = 'globalThis.input = JSON.parse(inputText)'
const LINES = 'cartLinesDiscountsGenerateRun'
const DELIVERY = 'cartDeliveryOptionsDiscountsGenerateRun'

/** Translating the source is no part of a run at Shopify's: the bundle waits in a function. */
const startContext = (context: QuickJSContext, bundle: string): QuickJSContext => {
  const list = bundle.lastIndexOf('export {')
  if (list < 0) throw new Error('The bundle exports nothing')
  evaluate(
    context,
    `globalThis.ShopifyFunction = {
      readInput: () => globalThis.input,
      writeOutput: (output) => { globalThis.outputText = JSON.stringify(output) },
    }
    globalThis.load = () => {
      ${bundle.slice(0, list)}
      return ${bundle.slice(list + 'export '.length).replace(/(\w+) as (\w+)/g, '$2: $1')}
    }`,
  )
  return context
}

const call = (context: QuickJSContext, name: string, input: string): string => {
  setInput(context, input)
  evaluate(context, READ)
  evaluate(context, `exported.${name}()`)
  return readOutput(context)
}

const setInput = (context: QuickJSContext, text: string): void =>
  context.newString(text).consume((held) => context.setProp(context.global, 'inputText', held))

const readOutput = (context: QuickJSContext): string => {
  return context.getProp(context.global, 'outputText').consume((output) => context.getString(output))
}

/** What the function throws is thrown here: at Shopify's it would be a run that failed. */
const evaluate = (context: QuickJSContext, code: string): void => {
  const result = context.evalCode(code)
  const { error } = result
  if (error !== undefined) throw new Error(`The function failed: ${JSON.stringify(error.consume(context.dump))}`)
  result.value.dispose()
}

const CACHE = join(import.meta.dirname, '../../node_modules/.cache/metered-engines')

/** Making it takes seconds, so it is kept, under the name of what it was made from and how. */
const meteredEngine = (): Uint8Array => {
  const wasm = readFileSync(createRequire(import.meta.url).resolve('@jitl/quickjs-ng-wasmfile-release-sync/wasm'))
  const making = readFileSync(join(import.meta.dirname, 'count-instructions.ts'))
  const file = join(CACHE, `${createHash('sha256').update(wasm).update(making).digest('hex')}.wasm`)
  if (existsSync(file)) return readFileSync(file)
  const metered = countInstructions(wasm)
  mkdirSync(CACHE, { recursive: true })
  // Apart and then renamed: two test processes may do this at once.
  writeFileSync(`${file}.${process.pid}`, metered)
  renameSync(`${file}.${process.pid}`, file)
  return metered
}
