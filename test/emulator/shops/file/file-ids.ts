/** Which numeric id each id of a file got, both ways. */
export type IdMap = {
  readonly toShopify: (fileId: string) => number
  readonly toFile: (id: number | string) => string
}

export type FileIds = { readonly orders: IdMap; readonly customers: IdMap; readonly refunds: IdMap }

/** Ids rise in the given order, so that whoever sorts by them sorts as the file's own ids do. */
export const mapIds = (what: string, fileIdsInOrder: readonly string[], firstId: number): IdMap => {
  const forth = new Map(fileIdsInOrder.map((fileId, index) => [fileId, firstId + index]))
  return {
    toShopify: (fileId) => {
      const id = forth.get(fileId)
      if (id === undefined) throw new Error(`no ${what} ${fileId} in the file`)
      return id
    },
    toFile: (id) => {
      const fileId = fileIdsInOrder[Number(id) - firstId]
      if (fileId === undefined) throw new Error(`no ${what} of the file has the id ${id}`)
      return fileId
    },
  }
}

/**
 * As `mapIds`, but ids that Shopify could have given itself stay as they are: what is drawn by lot is drawn by them, and a
 * file's customers then win and lose as they do where the file is read without a shop.
 */
export const keepIds = (what: string, fileIdsInOrder: readonly string[], firstId: number): IdMap =>
  fileIdsInOrder.every((fileId) => /^[1-9]\d{0,14}$/.test(fileId))
    ? { toShopify: Number, toFile: String }
    : mapIds(what, fileIdsInOrder, firstId)

/** All-digit ids as numbers, before the others as strings. */
export const compareFileIds = (a: string, b: string): number => {
  const digitsA = /^\d+$/.test(a)
  const digitsB = /^\d+$/.test(b)
  if (digitsA !== digitsB) return digitsA ? -1 : 1
  if (digitsA) return Number(a) - Number(b) || compareText(a, b)
  return compareText(a, b)
}

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
