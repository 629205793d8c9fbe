/** What Shopify keeps for the checkout, and under which names: the server writes it, the function's input queries read it. */

/** `$app:` stands for the app's own: nobody else can write there. */
export const METAFIELD_NAMESPACE = '$app:perennial'

/** Of the discount. */
export const POLICY_KEY = 'policy'
/** Of the discount: what the input queries are asked with, the product tags. */
export const VARIABLES_KEY = 'variables'
/** Of each customer. */
export const STANDING_KEY = 'standing'

export const METAFIELD_TYPE = 'json'

/** The extension's handle, by which the discount names its function. */
export const FUNCTION_HANDLE = 'relationship-discount'
