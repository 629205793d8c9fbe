import binaryen from 'binaryen'

type Ref = binaryen.ExpressionRef

/** What binaryen has and its types do not say. */
const {
  Block,
  If,
  Loop,
  Function: Body,
} = binaryen as unknown as {
  readonly Block: { readonly insertChildAt: (block: Ref, place: number, child: Ref) => void }
  readonly If: { readonly setIfTrue: (arm: Ref, part: Ref) => void; readonly setIfFalse: (arm: Ref, part: Ref) => void }
  readonly Loop: { readonly setBody: (loop: Ref, body: Ref) => void }
  readonly Function: { readonly setBody: (pointer: binaryen.FunctionRef, body: Ref) => void }
}

/** Of the module that comes out: how many instructions it has executed, an i64 that may be set. */
export const COUNTER = 'executedInstructions'

/**
 * The same wasm module counting the instructions that it executes. A stretch of code without a way in or out in its middle adds
 * its length when it is entered; where an operand leaves a stretch early, a little more is counted than was executed.
 */
export const countInstructions = (wasm: Uint8Array): Uint8Array => {
  const module = binaryen.readBinary(wasm)
  const { i64 } = module
  module.addGlobal(COUNTER, binaryen.i64, true, i64.const(0n as unknown as number))
  module.addGlobalExport(COUNTER, COUNTER)
  const add = (count: number) =>
    module.global.set(
      COUNTER,
      i64.add(module.global.get(COUNTER, binaryen.i64), i64.const(BigInt(count) as unknown as number)),
    )
  for (let index = 0; index < module.getNumFunctions(); index++) {
    const pointer = module.getFunctionByIndex(index)
    const { body, base } = binaryen.getFunctionInfo(pointer)
    // Imported functions have none.
    if (base || !body) continue
    const count = countIn(body, add, module)
    Body.setBody(pointer, module.block(null, [add(count), body], binaryen.getExpressionType(body)))
  }
  return module.emitBinary()
}

type Add = (count: number) => Ref

/** How many are executed whenever the expression is; whatever within it may be left out or repeated counts itself. */
const countIn = (expression: Ref, add: Add, module: binaryen.Module): number => {
  const details = detailsOf(expression)
  const entered = (part: Ref) =>
    module.block(null, [add(countIn(part, add, module)), part], binaryen.getExpressionType(part))
  switch (details.id) {
    case binaryen.BlockId:
      return countInBlock(expression, details.children ?? [], add, module)
    case binaryen.LoopId:
      Loop.setBody(expression, entered(details.body ?? 0))
      return 0
    case binaryen.IfId:
      If.setIfTrue(expression, entered(details.ifTrue ?? 0))
      if (details.ifFalse) If.setIfFalse(expression, entered(details.ifFalse))
      return 1 + countIn(details.condition ?? 0, add, module)
    case binaryen.ConstId:
      return 1
    default:
      return partsOf(details).reduce((sum, part) => sum + countIn(part, add, module), 1)
  }
}

/** What follows a branch counts itself. */
const countInBlock = (block: Ref, children: readonly Ref[], add: Add, module: binaryen.Module): number => {
  const stretches: { readonly from: number; count: number }[] = [{ from: 0, count: 0 }]
  for (const [place, child] of children.entries()) {
    const stretch = stretches.at(-1)
    if (stretch !== undefined) stretch.count += countIn(child, add, module)
    if (mayLeave(child)) stretches.push({ from: place + 1, count: 0 })
  }
  const [first, ...later] = stretches
  for (const { from, count } of later.reverse()) if (count > 0) Block.insertChildAt(block, from, add(count))
  return first?.count ?? 0
}

/** A branch anywhere inside: it may lead out of the block. */
const mayLeave = (expression: Ref): boolean => {
  const details = detailsOf(expression)
  if (details.id === binaryen.BreakId || details.id === binaryen.SwitchId || details.id === binaryen.ReturnId)
    return true
  return details.id !== binaryen.ConstId && partsOf(details).some(mayLeave)
}

/** The fields of binaryen's descriptions that are expressions themselves; a constant's value, of the same name, is none. */
const PARTS = [
  ...(['condition', 'ifTrue', 'ifFalse', 'body', 'value', 'ptr', 'left', 'right', 'dest', 'source', 'size'] as const),
  'delta',
] as const

type Details = { readonly id: number; readonly [part: string]: unknown } & {
  readonly [part in (typeof PARTS)[number]]?: Ref
} & { readonly children?: readonly Ref[]; readonly operands?: readonly Ref[] }

/** They have no parts, and binaryen no description of them. */
const PLAIN: ReadonlySet<number> = new Set([binaryen.UnreachableId, binaryen.NopId])

const detailsOf = (expression: Ref): Details => {
  const id = binaryen.getExpressionId(expression)
  return PLAIN.has(id) ? { id } : (binaryen.getExpressionInfo(expression) as unknown as Details)
}

const partsOf = (details: Details): readonly Ref[] =>
  [
    ...PARTS.map((part) => details[part] ?? 0),
    ...(details.children ?? []),
    ...(details.operands ?? []),
    ...(details.id === binaryen.CallIndirectId && typeof details.target === 'number' ? [details.target] : []),
  ].filter((part) => part !== 0)
