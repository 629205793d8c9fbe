import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

/** A real browser for tests; close it when done. */
export const launchChromium = (): Promise<Browser> => chromium.launch({ executablePath: findChromium(), args: FLAGS })

/** No sandbox, for tests run as root in containers; nothing that asks the network for anything by itself. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const DEBIAN_PLACE = '/usr/bin/chromium'
const PLACES = [
  DEBIAN_PLACE,
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

const MISSING =
  'The browser tests need a Chromium: install Debian’s package "chromium" (apt-get install chromium) or Google Chrome, or name one in CHROMIUM_PATH.'

/** Where a Chromium is: as `named`, else where one usually is, else Debian's, freshly installed. */
const findChromium = (named = process.env.CHROMIUM_PATH): string => {
  if (named) {
    if (existsSync(named)) return named
    throw new Error(`CHROMIUM_PATH names ${named}, and there is no such file.`)
  }
  const found = PLACES.find((place) => existsSync(place)) ?? installChromium()
  if (found === undefined) throw new Error(MISSING)
  return found
}

/** Debian's own package, where this process may install it; undefined where it may not. */
const installChromium = (): string | undefined => {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined
  // Under a lock, for test files run beside each other and apt refuses to.
  const install = `(
    flock 9
    test -x ${DEBIAN_PLACE} || (
      apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium
    )
  ) 9>/tmp/perennial-chromium.lock`
  try {
    execFileSync('sh', ['-c', install], { stdio: 'pipe' })
  } catch (cause) {
    throw new Error(MISSING, { cause })
  }
  return existsSync(DEBIAN_PLACE) ? DEBIAN_PLACE : undefined
}
