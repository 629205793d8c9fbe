import { type DocumentNode, GraphQLError, type GraphQLSchema, Kind } from 'graphql'

/**
 * The schema allows `@idempotent` on every field, and Shopify honours it on the mutations alone that say so in their
 * description. Elsewhere it would promise what nobody keeps, so it is refused here.
 */
export const misusedIdempotency = (schema: GraphQLSchema, document: DocumentNode): GraphQLError[] => {
  const mutations = schema.getMutationType()?.getFields() ?? {}
  return document.definitions.flatMap((definition) =>
    definition.kind !== Kind.OPERATION_DEFINITION
      ? []
      : definition.selectionSet.selections.flatMap((selection) => {
          if (selection.kind !== Kind.FIELD) return []
          const directive = selection.directives?.find(({ name }) => name.value === 'idempotent')
          const field = selection.name.value
          if (
            !directive ||
            (definition.operation === 'mutation' && /idempotent/i.test(mutations[field]?.description ?? ''))
          )
            return []
          return [new GraphQLError(`${field} does not document @idempotent`, { nodes: [directive] })]
        }),
  )
}
