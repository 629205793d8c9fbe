import { join } from 'node:path'
import { build } from 'esbuild'

const EXTENSION = join(import.meta.dirname, '../../extensions/relationship-discount')

/** What the extension's toml has as exports, in JavaScript's way of writing them. */
export const EXPORTS = ['cartLinesDiscountsGenerateRun', 'cartDeliveryOptionsDiscountsGenerateRun'] as const

/**
 * The extension as one module, by the options and the entry point of Shopify's command line (4.8). Its next step, the
 * translation into wasm, needs a download.
 */
export const bundleFunction = async (): Promise<string> => {
  const contents = [
    'import __runFunction from "@shopify/shopify_function/run"',
    ...EXPORTS.flatMap((name, index) => [
      `import { ${name} as run${index} } from "user-function"`,
      `export function ${name}() { return __runFunction(run${index}) }`,
    ]),
  ].join('\n')
  const { outputFiles } = await build({
    stdin: { contents, loader: 'ts', resolveDir: EXTENSION },
    alias: {
      'user-function': join(EXTENSION, 'src/index.ts'),
      '@shopify/shopify_function/run': join(import.meta.dirname, 'call-function.ts'),
    },
    bundle: true,
    legalComments: 'none',
    target: 'es2022',
    format: 'esm',
    logLevel: 'silent',
    write: false,
  })
  const [file] = outputFiles
  if (file === undefined) throw new Error('esbuild made no bundle of the extension')
  return file.text
}
