import { PageShape } from '../ui/PageShape.tsx'
import { words } from './words.ts'

/** Before the page itself is here. */
export const PageLoading = () => <PageShape label={words.loading} />
