import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'

/** What a query may cost at most, or with its result in hand, what it did. */
export type CostQuestion = {
  readonly schema: GraphQLSchema
  readonly operation: OperationDefinitionNode
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>
  readonly variables: Readonly<Record<string, unknown>>
}

const MUTATION_COST = 10
const CONNECTION_COST = 2

/**
 * Points as Shopify first published them: scalars 0, objects 1, connections 2 and what each returned object costs, mutations
 * 10. Today's real connections are partly cheaper, so whoever fits in here fits in there.
 */
export const requestedCost = (question: CostQuestion): number => costOf(question, undefined)

export const actualCost = (question: CostQuestion, data: unknown): number =>
  data == null ? 0 : costOf(question, { data })

const costOf = (
  { schema, operation, fragments, variables }: CostQuestion,
  result: { data: unknown } | undefined,
): number => {
  const rootType = schema.getRootType(operation.operation)
  if (!rootType) return 0

  const ofSelections = (
    set: SelectionSetNode,
    type: GraphQLCompositeType,
    value: { data: unknown } | undefined,
  ): number => {
    let sum = 0
    let dearestBranch = 0
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        sum += ofField(selection, type, value)
        continue
      }
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments[selection.name.value]
      if (!fragment) continue
      const branchType = fragment.typeCondition ? schema.getType(fragment.typeCondition.name.value) : type
      if (!isCompositeType(branchType)) continue
      const cost = ofSelections(fragment.selectionSet, branchType, value)
      // Of an interface's or a union's branches only one comes true.
      if (isObjectType(type)) sum += cost
      else dearestBranch = Math.max(dearestBranch, cost)
    }
    return sum + dearestBranch
  }

  const ofField = (field: FieldNode, parent: GraphQLCompositeType, value: { data: unknown } | undefined): number => {
    const definition = 'getFields' in parent ? parent.getFields()[field.name.value] : undefined
    if (!definition) return 0
    const type = getNamedType(definition.type)
    const base = parent === schema.getMutationType() ? MUTATION_COST : 0
    if (!isCompositeType(type) || !field.selectionSet) return base
    const set = field.selectionSet
    const found = value && { data: propertyOf(value.data, field.alias?.value ?? field.name.value) }
    if (found && found.data == null) return base

    if (type.name.endsWith('Connection'))
      return base + CONNECTION_COST + ofConnection(set, type, found, sizeOf(field) ?? 0)
    if (isListType(getNullableType(definition.type))) {
      const size = sizeOf(field)
      // A list that cannot be asked for in parts counts as one object, however long.
      if (size === undefined) return base + 1 + ofSelections(set, type, undefined)
      if (!found) return base + size * (1 + ofSelections(set, type, undefined))
      return base + itemsOf(found.data).reduce<number>((sum, data) => sum + 1 + ofSelections(set, type, { data }), 0)
    }
    const inner = ofSelections(set, type, found)
    // What a mutation gives back is part of its ten points.
    return base > 0 ? Math.max(base, inner) : 1 + inner
  }

  const ofConnection = (
    set: SelectionSetNode,
    type: GraphQLCompositeType,
    found: { data: unknown } | undefined,
    size: number,
  ) => {
    const perNode = (list: FieldNode, inEdges: boolean) => (data: { data: unknown } | undefined) => {
      const itemType = 'getFields' in type ? getNamedType(type.getFields()[list.name.value]?.type) : undefined
      if (!isCompositeType(itemType) || !list.selectionSet) return 0
      const own = ofSelections(list.selectionSet, itemType, data)
      return inEdges ? own : own + 1
    }
    return set.selections.reduce((sum, selection) => {
      if (selection.kind !== Kind.FIELD) return sum
      const name = selection.name.value
      if (name !== 'edges' && name !== 'nodes') return sum
      const cost = perNode(selection, name === 'edges')
      if (!found) return sum + size * cost(undefined)
      const items = itemsOf(propertyOf(found.data, selection.alias?.value ?? name))
      return sum + items.reduce<number>((total, data) => total + cost({ data }), 0)
    }, 0)
  }

  const sizeOf = (field: FieldNode): number | undefined => {
    const size = field.arguments?.find(({ name }) => name.value === 'first' || name.value === 'last')?.value
    if (size?.kind === Kind.INT) return Number(size.value)
    if (size?.kind === Kind.VARIABLE) return Number(variables[size.name.value] ?? 0)
    return undefined
  }

  return ofSelections(operation.selectionSet, rootType, result)
}

const propertyOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined

const itemsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
