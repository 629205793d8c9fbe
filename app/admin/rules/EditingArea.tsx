import { lazy, type ReactNode, Suspense, useRef } from 'react'
import { messageOfFailure } from '../shell/failure.ts'
import { Beside } from '../ui/Beside.tsx'
import { Padded, Panel, Stack } from '../ui/Layout.tsx'
import { Loading } from '../ui/Loading.tsx'
import { Words } from '../ui/Words.tsx'
import type { EditorHandle } from './DocumentEditor.tsx'
import { FindingList } from './FindingList.tsx'
import { ProblemList } from './ProblemList.tsx'
import type { Reading } from './use-reading.ts'
import { WordList } from './WordList.tsx'
import { words } from './words.ts'

const DocumentEditor = lazy(() => import('./DocumentEditor.tsx'))

type EditingAreaProps = {
  readonly text: string
  readonly onChange: (text: string) => void
  readonly reading: Reading
  /** Stands below the sentence. */
  readonly aside?: ReactNode
}

/** The document and, beside it, what it means and what is wrong with it. */
export const EditingArea = ({ text, onChange, reading, aside }: EditingAreaProps) => {
  const editor = useRef<EditorHandle>(null)
  const document = (
    <Panel flush>
      <Padded>
        <Stack gap="tight">
          <Words look="heading">{words.document}</Words>
          <Words look="quiet">{words.documentHelp}</Words>
        </Stack>
      </Padded>
      <Suspense fallback={<Loading label={words.loadingEditor} rows={1} />}>
        <DocumentEditor
          ref={editor}
          label={words.documentLabel}
          text={text}
          problems={reading.problems}
          onChange={onChange}
        />
      </Suspense>
    </Panel>
  )
  const lead = (
    <>
      <Panel>
        <Stack gap="close">
          <Words look="heading">{words.reads}</Words>
          <div aria-live="polite">
            <Sentence reading={reading} />
          </div>
        </Stack>
      </Panel>
      {reading.problems.length > 0 && (
        <ProblemList text={text} problems={reading.problems} onOpen={({ from }) => editor.current?.jumpTo(from)} />
      )}
      {reading.findings.length > 0 && (
        <FindingList text={text} findings={reading.findings} onOpen={(from) => editor.current?.jumpTo(from)} />
      )}
    </>
  )
  const rest = (
    <>
      {aside}
      <Panel>
        <WordList />
      </Panel>
    </>
  )
  return <Beside lead={lead} main={document} rest={rest} />
}

const Sentence = ({ reading: { sentence, checking, checkError } }: { readonly reading: Reading }) => {
  if (sentence) return <Words look="lead">{sentence}</Words>
  if (checkError) return <Words look="warning">{`${words.checkFailed}: ${messageOfFailure(checkError)}`}</Words>
  return <Words look="quiet">{checking ? words.checking : words.readsLater}</Words>
}
