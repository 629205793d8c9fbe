import { GraphQLError, type GraphQLFormattedError } from 'graphql'

/** Errors in the words and shape of Shopify's GraphQL: HTTP 200, a code in `extensions`. */
export type ShopifyError = { readonly message: string; readonly extensions: Readonly<Record<string, unknown>> } & Pick<
  GraphQLFormattedError,
  'locations' | 'path'
>

export const throttledError = (): ShopifyError => ({
  message: 'Throttled',
  extensions: { code: 'THROTTLED', documentation: 'https://shopify.dev/api/usage/rate-limits' },
})

export const maxCostError = (cost: number, maxCost: number): ShopifyError => ({
  message: `Query cost is ${cost}, which exceeds the single query max cost limit (${maxCost}).`,
  extensions: { code: 'MAX_COST_EXCEEDED', cost, maxCost, documentation: 'https://shopify.dev/api/usage/rate-limits' },
})

export const accessDenied = (fieldName: string, requiredAccess: string): GraphQLError =>
  new GraphQLError(`Access denied for ${fieldName} field. Required access: ${requiredAccess}`, {
    extensions: { code: 'ACCESS_DENIED', documentation: 'https://shopify.dev/api/usage/access-scopes', requiredAccess },
  })

export const protectedDataDenied = (fieldName: string): GraphQLError =>
  new GraphQLError(
    `This app is not approved to use the ${fieldName} field. See https://shopify.dev/docs/apps/launch/protected-customer-data for more details.`,
    {
      extensions: {
        code: 'ACCESS_DENIED',
        documentation: 'https://shopify.dev/docs/apps/launch/protected-customer-data',
      },
    },
  )

/** What is refused before anything runs: a wrong document or wrong variables. */
export const refusal = (error: GraphQLError): ShopifyError => {
  const locations = error.locations ? { locations: error.locations } : {}
  const unknownField = /^Cannot query field "(\w+)" on type "(\w+)"/.exec(error.message)
  if (unknownField) {
    const [, fieldName, typeName] = unknownField
    const extensions = { code: 'undefinedField', typeName, fieldName }
    return { message: `Field '${fieldName}' doesn't exist on type '${typeName}'`, ...locations, extensions }
  }
  const variable = /^Variable "\$(\w+)"/.exec(error.message)
  if (variable) {
    return {
      message: error.message.replaceAll('"', ''),
      ...locations,
      extensions: { code: 'INVALID_VARIABLE', problems: [{ path: [], explanation: error.message }] },
    }
  }
  return { message: error.message, ...locations, extensions: { code: 'invalidDocument' } }
}
