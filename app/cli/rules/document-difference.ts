/** One place at which two documents differ; `undefined` where there is nothing on that side. */
export type Difference = { readonly path: string; readonly was: unknown; readonly is: unknown }

/** Where two JSON values differ, by JSON Pointer; the order of keys says nothing. Lists are compared place by place. */
export const differences = (was: unknown, is: unknown, path = ''): Difference[] => {
  if (isBranch(was) && isBranch(is) && Array.isArray(was) === Array.isArray(is)) {
    const keys = new Set([...Object.keys(was), ...Object.keys(is)])
    return [...keys].flatMap((key) =>
      differences(
        Reflect.get(was, key),
        Reflect.get(is, key),
        `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`,
      ),
    )
  }
  return Object.is(was, is) ? [] : [{ path, was, is }]
}

/** "/limits/perCustomer/days: 90 → 30". */
export const differenceInWords = ({ path, was, is }: Difference): string => {
  if (was === undefined) return `${path}: added ${JSON.stringify(is)}`
  if (is === undefined) return `${path}: removed ${JSON.stringify(was)}`
  return `${path}: ${JSON.stringify(was)} → ${JSON.stringify(is)}`
}

const isBranch = (value: unknown): value is object => typeof value === 'object' && value !== null
