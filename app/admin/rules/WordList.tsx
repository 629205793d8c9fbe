import { useState } from 'react'
import type { ApiVocabulary } from '../../contracts/api.ts'
import { LoadFailed } from '../shell/LoadFailed.tsx'
import { Foldable } from '../ui/Foldable.tsx'
import { Glossary } from '../ui/Glossary.tsx'
import { Stack } from '../ui/Layout.tsx'
import { TextBox } from '../ui/TextBox.tsx'
import { Words } from '../ui/Words.tsx'
import { useVocabulary } from './queries.ts'
import { words } from './words.ts'

/** The vocabulary beside the document, for whoever does not know it by heart. */
export const WordList = () => {
  const query = useVocabulary()
  return (
    <Foldable label={words.wordList.title}>
      {query.data ? (
        <Search vocabulary={query.data} />
      ) : query.isError ? (
        <LoadFailed title={words.wordList.failed} query={query} />
      ) : (
        <Words look="quiet">{words.wordList.loading}</Words>
      )}
    </Foldable>
  )
}

const Search = ({ vocabulary }: { readonly vocabulary: ApiVocabulary }) => {
  const [search, setSearch] = useState('')
  const shelves = shelvesOf(vocabulary)
    .map(({ label, terms }) => ({
      label,
      terms: terms.filter(({ term, label, text }) => matches(search, term, label, text)),
    }))
    .filter(({ terms }) => terms.length > 0)
  return (
    <Stack>
      <TextBox label={words.wordList.search} value={search} onChange={setSearch} />
      {shelves.length === 0 && <Words>{words.wordList.none(search)}</Words>}
      {shelves.map(({ label, terms }) => (
        <Stack key={label} gap="close">
          <Words look="subheading">{label}</Words>
          <Glossary terms={terms} />
        </Stack>
      ))}
    </Stack>
  )
}

const shelvesOf = ({ facts, triggers, actions }: ApiVocabulary) => [
  {
    label: words.wordList.facts,
    terms: facts.map(({ name, label, unit, meaning }) => ({
      term: name,
      label: unit === undefined ? label : `${label} (${unit})`,
      text: meaning,
    })),
  },
  { label: words.wordList.triggers, terms: triggers.map(({ name, label }) => ({ term: name, label, text: '' })) },
  { label: words.wordList.actions, terms: actions.map(({ name, label }) => ({ term: name, label, text: '' })) },
]

const matches = (search: string, ...texts: readonly string[]) =>
  texts.join(' ').toLowerCase().includes(search.trim().toLowerCase())
