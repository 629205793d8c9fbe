import type { ApiVocabulary } from '../../contracts/api.ts'
import { LoadFailed } from '../shell/LoadFailed.tsx'
import { Cards } from '../ui/Cards.tsx'
import { Loading } from '../ui/Loading.tsx'
import { PageFrame } from '../ui/PageFrame.tsx'
import { BLANK } from './blank-document.ts'
import { useVocabulary } from './queries.ts'
import { words } from './words.ts'

type Template = ApiVocabulary['templates'][number]

/** The templates, each with what it is for. */
export default function NewRulePage() {
  const query = useVocabulary()
  return (
    <PageFrame title={words.gallery.title} subtitle={words.gallery.subtitle} back={{ label: words.back, to: '/rules' }}>
      {query.data ? (
        <Gallery templates={query.data.templates} />
      ) : query.isError ? (
        <LoadFailed title={words.gallery.failed} query={query} />
      ) : (
        <Loading label={words.gallery.loading} />
      )}
    </PageFrame>
  )
}

const Gallery = ({ templates }: { readonly templates: readonly Template[] }) => (
  <Cards
    label={words.gallery.label}
    cards={[
      ...templates.map(({ id, goal, name, summary }) => ({
        id,
        topic: goal,
        title: name,
        text: summary,
        to: `/rules/new/${encodeURIComponent(id)}`,
      })),
      {
        id: BLANK,
        topic: words.gallery.blankGoal,
        title: words.gallery.blankName,
        text: words.gallery.blankText,
        to: `/rules/new/${BLANK}`,
        plain: true,
      },
    ]}
  />
)
