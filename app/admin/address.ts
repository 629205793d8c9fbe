/** What Shopify, or the demo, put into the address and every page of ours must keep. */
const KEPT = ['shop', 'host', 'embedded', 'locale'] as const

/** `x.myshopify.com`; empty where the address names none. */
export const shopInAddress = (search: string): string => new URLSearchParams(search).get('shop') ?? ''

/** The given path of our own with the kept parameters of the page we are on. */
export const keepAddress = (to: string, search: string): string => {
  const here = new URLSearchParams(search)
  const [path = '/', query = ''] = to.split('?')
  const params = new URLSearchParams(query)
  for (const name of KEPT) {
    const value = here.get(name)
    if (value !== null && !params.has(name)) params.set(name, value)
  }
  const text = params.toString()
  return text ? `${path}?${text}` : path
}
