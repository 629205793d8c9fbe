import { useParams } from 'react-router'
import { LoadFailed } from '../shell/LoadFailed.tsx'
import { PageLoading } from '../shell/PageLoading.tsx'
import { Centered } from '../ui/Centered.tsx'
import { Nothing } from '../ui/Nothing.tsx'
import { Words } from '../ui/Words.tsx'
import { BLANK, blankDocument } from './blank-document.ts'
import { NewRule } from './NewRule.tsx'
import { useVocabulary } from './queries.ts'
import { words } from './words.ts'

/** A new rule in the making, from a template or from a blank document. */
export default function TemplatePage() {
  const { templateId = BLANK } = useParams()
  return templateId === BLANK ? (
    <NewRule key={BLANK} templateId={BLANK} document={blankDocument} />
  ) : (
    <FromTemplate id={templateId} />
  )
}

const FromTemplate = ({ id }: { readonly id: string }) => {
  const query = useVocabulary()
  if (!query.data) {
    if (!query.isError) return <PageLoading />
    return <LoadFailed page title={words.gallery.failed} query={query} />
  }
  const template = query.data.templates.find((one) => one.id === id)
  if (template) return <NewRule key={id} templateId={id} document={template.document} />
  return (
    <Centered>
      <Nothing title={words.unknownTemplate.title} action={{ label: words.unknownTemplate.action, to: '/rules/new' }}>
        <Words>{words.unknownTemplate.text}</Words>
      </Nothing>
    </Centered>
  )
}
