import { describe } from 'vitest'
import { journeys } from './journeys.ts'

describe('on PGlite', () => journeys({}))
