import { describe } from 'vitest'
import { storeTests } from './battery/battery.ts'

describe('on PGlite', () => storeTests('pglite'))
