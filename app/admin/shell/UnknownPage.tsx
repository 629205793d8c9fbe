import { Nothing } from '../ui/Nothing.tsx'
import { Words } from '../ui/Words.tsx'
import { words } from './words.ts'

export const UnknownPage = () => (
  <Nothing title={words.unknownPage.title} action={{ label: words.unknownPage.action, to: '/rules' }}>
    <Words>{words.unknownPage.text}</Words>
  </Nothing>
)
