import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { RequestHandler } from 'express'

/** How a browser may take a file, best first, with the ending of the packed copy beside it. */
const PACKED = [
  { encoding: 'br', ending: '.br' },
  { encoding: 'gzip', ending: '.gz' },
] as const

/** Pictures and fonts are packed in themselves. */
const WORTH_PACKING = ['.js', '.css', '.svg', '.html', '.json', '.txt']
/** What fits one network packet arrives no sooner. */
const SMALLEST = 1_400

/** Packs the files of a folder as small as they get: once, when they are built. */
export const packAssets = async (folder: string): Promise<void> => {
  const names = (await readdir(folder)).filter((name) => WORTH_PACKING.includes(extname(name)))
  await Promise.all(
    names.map(async (name) => {
      const file = join(folder, name)
      const bytes = await readFile(file)
      if (bytes.length < SMALLEST) return
      for (const { encoding, ending } of PACKED) await writeFile(file + ending, await pack[encoding](bytes))
    }),
  )
}

/** As small as each gets. */
const pack = {
  br: promisify(brotliCompress),
  gzip: (bytes: Buffer) => promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION }),
} as const

/** Turns a request for a file into one for its packed copy, where there is one and the browser takes it. */
export const preferPacked =
  (folder: string): RequestHandler =>
  (request, response, next) => {
    const name = request.path.slice(1)
    response.vary('Accept-Encoding')
    // Names as the build gives them, and nothing that could lead out of the folder.
    if (!/^[\w-][\w.-]*$/.test(name)) return next()
    // Asked one by one: of several that a browser takes as gladly, it would be the one that it names first.
    const packed = PACKED.find(
      ({ encoding, ending }) => request.acceptsEncodings(encoding) && existsSync(join(folder, name + ending)),
    )
    if (packed === undefined) return next()
    response.type(extname(name)).set('content-encoding', packed.encoding)
    request.url = `/${name}${packed.ending}`
    next()
  }
