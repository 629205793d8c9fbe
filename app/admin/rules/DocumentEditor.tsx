import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { json } from '@codemirror/lang-json'
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language'
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint'
import { EditorState } from '@codemirror/state'
import { EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { forwardRef, useEffect, useImperativeHandle, useRef } from 'react'
import type { PlacedProblem } from './use-reading.ts'

export type EditorHandle = { readonly jumpTo: (offset: number) => void }

type DocumentEditorProps = {
  readonly label: string
  readonly text: string
  readonly problems: readonly PlacedProblem[]
  readonly onChange: (text: string) => void
}

/** A plain text editor for the document. Tab is left to the page, so that the keyboard gets out again. */
const DocumentEditor = forwardRef<EditorHandle, DocumentEditorProps>(({ label, text, problems, onChange }, handle) => {
  const place = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  const latest = useRef({ text, onChange })
  latest.current = { text, onChange }

  useEffect(() => {
    if (!place.current) return
    const editor = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: latest.current.text,
        extensions: [
          ...extensions,
          EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
          EditorView.updateListener.of(({ docChanged, state }) => {
            const typed = state.doc.toString()
            if (docChanged && typed !== latest.current.text) latest.current.onChange(typed)
          }),
        ],
      }),
    })
    view.current = editor
    return () => {
      view.current = null
      editor.destroy()
    }
  }, [label])

  // A text from outside (discarded, or somebody else's) replaces what stands here; undo brings it back.
  useEffect(() => {
    const editor = view.current
    const shown = editor?.state.doc.toString()
    if (editor && shown !== text) editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: text } })
  }, [text])

  useEffect(() => {
    const editor = view.current
    if (editor)
      editor.dispatch(
        setDiagnostics(
          editor.state,
          problems.map((problem) => markOf(problem, editor.state)),
        ),
      )
  }, [problems])

  useImperativeHandle(handle, () => ({
    jumpTo: (offset) => {
      view.current?.dispatch({
        selection: { anchor: Math.min(offset, view.current.state.doc.length) },
        effects: EditorView.scrollIntoView(offset, { y: 'center' }),
      })
      view.current?.focus()
    },
  }))

  return <div ref={place} />
})

export default DocumentEditor

/** Underlines the first line of what is wrong: a whole underlined block says less. */
const markOf = ({ from, to, message }: PlacedProblem, { doc }: EditorState) => {
  const start = Math.min(from, doc.length)
  const end = Math.min(to, doc.lineAt(start).to)
  return { from: start, to: Math.max(start, end), severity: 'error' as const, message }
}

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--p-color-text)' },
  { tag: tags.string, color: 'var(--p-color-text-success)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--p-color-text-info)' },
])

const look = EditorView.theme({
  '&': { fontSize: 'var(--p-font-size-325)', borderTop: 'var(--p-border-width-025) solid var(--p-color-border)' },
  // The sentence and the problems stay in sight beside a long document.
  '&.cm-editor': { maxHeight: '75vh' },
  '.cm-scroller': { overflow: 'auto' },
  '&.cm-focused': { outline: 'var(--p-border-width-050) solid var(--p-color-border-focus)' },
  '.cm-content': { fontFamily: 'var(--p-font-family-mono)', minHeight: '20rem', paddingBlock: 'var(--p-space-200)' },
  '.cm-gutters': {
    background: 'var(--p-color-bg-surface-secondary)',
    color: 'var(--p-color-text-secondary)',
    border: 'none',
  },
  '.cm-activeLine': { background: 'var(--p-color-bg-surface-hover)' },
})

const extensions = [
  lineNumbers(),
  lintGutter(),
  history(),
  indentOnInput(),
  bracketMatching(),
  highlightActiveLine(),
  json(),
  syntaxHighlighting(colours),
  look,
  EditorView.lineWrapping,
  keymap.of([...defaultKeymap, ...historyKeymap, ...lintKeymap]),
]
