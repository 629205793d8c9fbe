import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
  validate,
} from 'graphql'
import { refusal } from '../errors.ts'
import { adminSchema, isAdminVersion } from '../schemas.ts'

const MOST_CONNECTIONS = 5
const DEEPEST_CONNECTION = 2

/** Why Shopify would not run this query in bulk; null when it would. */
export const refuseBulkQuery = (query: string, version: string): string | null => {
  if (!isAdminVersion(version)) return `unknown version ${version}`
  const schema = adminSchema(version)
  const parsed = parseQuietly(query)
  if ('problem' in parsed) return parsed.problem
  const { operation, document } = parsed
  const [invalid] = validate(schema, document)
  if (invalid) return `Invalid bulk query: ${refusal(invalid).message}`
  if (operation.operation !== 'query') return 'Invalid bulk query: only queries can be run in bulk.'
  if (operation.variableDefinitions?.length) return 'Bulk queries cannot contain variables.'
  return checkConnections(operation, schema)
}

const parseQuietly = (query: string) => {
  try {
    const document = parse(query)
    const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
    const [operation] = operations
    if (!operation || operations.length > 1) return { problem: 'Bulk queries must contain exactly one operation.' }
    return { document, operation }
  } catch (error) {
    return { problem: `Invalid bulk query: ${error instanceof Error ? error.message : String(error)}` }
  }
}

const checkConnections = (operation: OperationDefinitionNode, schema: GraphQLSchema): string | null => {
  let connections = 0
  let problem: string | null = null

  const walk = (
    set: SelectionSetNode,
    type: GraphQLCompositeType,
    place: { depth: number; inList: boolean; node: FieldNode | null },
  ) => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        problem ??= 'Bulk queries cannot contain fragment spreads here.'
        continue
      }
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const branch = selection.typeCondition ? schema.getType(selection.typeCondition.name.value) : type
        if (isCompositeType(branch)) walk(selection.selectionSet, branch, place)
        continue
      }
      const name = selection.name.value
      const definition = 'getFields' in type ? type.getFields()[name] : undefined
      const fieldType = definition && getNamedType(definition.type)
      if (!definition || !isCompositeType(fieldType) || !selection.selectionSet) continue
      if (type === schema.getQueryType() && (name === 'node' || name === 'nodes')) {
        problem ??= 'Bulk queries cannot contain a top level `node` or `nodes` field.'
      }
      if (!fieldType.name.endsWith('Connection')) {
        const inList =
          place.inList || (isListType(getNullableType(definition.type)) && name !== 'edges' && name !== 'nodes')
        walk(selection.selectionSet, fieldType, {
          ...place,
          inList,
          node: name === 'node' || name === 'nodes' ? selection : place.node,
        })
        continue
      }
      connections++
      if (place.inList)
        problem ??= 'Queries that contain a connection field within a list field are not currently supported.'
      if (place.depth === DEEPEST_CONNECTION)
        problem ??= `Bulk queries cannot nest connections deeper than ${DEEPEST_CONNECTION} levels.`
      if (place.node && !selectsId(place.node)) {
        problem ??= `The parent 'node' field for a nested connection must select the 'id' field without an alias and must be of 'ID' return type. Connection fields without 'id': ${name}.`
      }
      walk(selection.selectionSet, fieldType, { depth: place.depth + 1, inList: false, node: null })
    }
  }

  const root = schema.getQueryType()
  if (root) walk(operation.selectionSet, root, { depth: 0, inList: false, node: null })
  if (connections === 0) return 'Bulk queries must contain at least one connection.'
  if (connections > MOST_CONNECTIONS) return `Bulk queries cannot contain more than ${MOST_CONNECTIONS} connections.`
  return problem
}

const selectsId = ({ selectionSet }: FieldNode): boolean =>
  selectionSet?.selections.some(
    (selection) => selection.kind === Kind.FIELD && selection.name.value === 'id' && !selection.alias,
  ) ?? false
