import { z } from 'zod'

// zod compiles its shapes with `new Function` where it may. The pages forbid that, and already the attempt is reported
// as a breach: so this comes before the first shape is made.
z.config({ jitless: true })
