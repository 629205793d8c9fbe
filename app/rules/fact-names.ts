/** Names of facts are `shelf.fact`: "customer.ordersCount". */
export const shelfOf = (factName: string): string => factName.slice(0, factName.indexOf('.'))

/** Examples may leave the shelf out: "ordersCount" under `customer` is customer.ordersCount. */
export const onShelf = (shelf: string, name: string): string =>
  name.startsWith(`${shelf}.`) ? name : `${shelf}.${name}`
