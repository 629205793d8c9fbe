import { useParams } from 'react-router'
import { isMissing } from '../shell/failure.ts'
import { LoadFailed } from '../shell/LoadFailed.tsx'
import { PageLoading } from '../shell/PageLoading.tsx'
import { Centered } from '../ui/Centered.tsx'
import { Nothing } from '../ui/Nothing.tsx'
import { Words } from '../ui/Words.tsx'
import { useRule } from './queries.ts'
import { SavedRule } from './SavedRule.tsx'
import { words } from './words.ts'

export default function RulePage() {
  const { ruleId = '' } = useParams()
  const query = useRule(ruleId)
  if (query.data) return <SavedRule key={ruleId} rule={query.data} query={query} />
  if (!query.isError) return <PageLoading />
  if (!isMissing(query.error)) return <LoadFailed page title={words.ruleFailed} query={query} />
  return (
    <Centered>
      <Nothing title={words.unknownRule.title} action={{ label: words.unknownRule.action, to: '/rules' }}>
        <Words>{words.unknownRule.text}</Words>
      </Nothing>
    </Centered>
  )
}
