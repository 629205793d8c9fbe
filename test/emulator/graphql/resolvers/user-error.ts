export type UserError = { readonly field: readonly string[] | null; readonly message: string; readonly code?: string }

/** Some things are written under the scope of what they hang on, which the schema says in words only. */
export const writeAccess = (scope: string) =>
  new Map([['write', { scopes: [scope], inWords: `\`${scope}\` access scope.` }]])
