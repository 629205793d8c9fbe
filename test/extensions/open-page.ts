import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Window } from 'happy-dom'

const FOLDER = join(import.meta.dirname, '../../extensions')

/** Where the toml of an extension stands, for Shopify's tester. */
export const folderOf = (extension: string): string => join(FOLDER, extension)

/**
 * A page from Shopify's own origin that a block is drawn in. Its `fetch` asks across origins and hides an answer that does
 * not allow it; what a real browser makes of that is origins.browser.ts.
 */
export const openPage = () => {
  // Not https, as Shopify's is: a page of theirs may not ask an app that listens on plain http.
  const window = new Window({ url: 'http://extensions.shopifycdn.com/block' })
  const names = ['document', 'window', 'Event', 'HTMLElement', 'Node', 'Text'] as const
  const before = names.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const)
  for (const name of names) {
    const value: unknown = name === 'window' ? window : window[name]
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
  }
  return {
    fetch: window.fetch.bind(window) as unknown as typeof globalThis.fetch,
    /** Everything that stands there, headings and labels that are attributes too, in the order of the page. */
    lines: (): string[] => linesOf(window.document.body as unknown as Element),
    find: (selector: string): HTMLElement => {
      const found = window.document.body.querySelector(selector)
      if (found === null) throw new Error(`There is no ${selector} on the page`)
      return found as unknown as HTMLElement
    },
    [Symbol.asyncDispose]: async () => {
      await window.happyDOM.close()
      for (const [name, descriptor] of before) {
        if (descriptor === undefined) Reflect.deleteProperty(globalThis, name)
        else Object.defineProperty(globalThis, name, descriptor)
      }
    },
  }
}

const ATTRIBUTES = ['heading', 'content', 'accessibilitylabel']

const linesOf = (element: Element): string[] => [
  ...ATTRIBUTES.flatMap((name) => element.getAttribute(name) ?? []),
  ...[...element.childNodes].flatMap((node) =>
    node.nodeType === 3
      ? [node.textContent ?? ''].filter(Boolean)
      : node.nodeType === 1
        ? linesOf(node as Element)
        : [],
  ),
]

type Texts = { readonly [key: string]: string | Texts }

/** Shopify's `translate` over an extension's own texts; a key that is missing fails the test. */
export const translateFrom = (extension: string, locale = 'en.default') => {
  const texts = JSON.parse(readFileSync(join(FOLDER, extension, `locales/${locale}.json`), 'utf8')) as Texts
  return (key: string, values: Readonly<Record<string, unknown>> = {}): string => {
    const text = key
      .split('.')
      .reduce<string | Texts | undefined>((part, name) => (typeof part === 'object' ? part[name] : undefined), texts)
    if (typeof text !== 'string') throw new Error(`${extension} has no text ${key} in ${locale}`)
    return text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
      if (!(name in values)) throw new Error(`${key} of ${extension} wants ${name}`)
      return String(values[name])
    })
  }
}

/** Every key of an extension's texts in one language, with the names that it fills in. */
export const textsOf = (extension: string, locale: string): string[] => {
  const flat = (texts: Texts, before: string): string[] =>
    Object.entries(texts).flatMap(([name, text]) =>
      typeof text === 'string'
        ? [`${before}${name}: ${[...text.matchAll(/\{\{\w+\}\}/g)].map(String).sort().join(' ')}`]
        : flat(text, `${before}${name}.`),
    )
  return flat(JSON.parse(readFileSync(join(FOLDER, extension, `locales/${locale}.json`), 'utf8')) as Texts, '').sort()
}
