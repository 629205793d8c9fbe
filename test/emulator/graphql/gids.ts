/** gid://shopify/Customer/1 ↔ 1 */
export const gid = (type: string, id: number): string => `gid://shopify/${type}/${id}`

export const idOf = (gid: string, type: string): number | null => {
  const [, found, id] = /^gid:\/\/shopify\/(\w+)\/(\d+)$/.exec(gid) ?? []
  return found === type ? Number(id) : null
}
