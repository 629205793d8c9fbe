import { useEffect, useMemo, useState } from 'react'
import type { ApiFinding } from '../../contracts/api.ts'
import { placeOf, type ReadDocument, readDocumentText, type Span } from './document-text.ts'
import { useCheck } from './queries.ts'

/** A problem with its place in the text. */
export type PlacedProblem = Span & { readonly message: string; readonly found?: string; readonly expected?: string }

/** Allowed, and probably not meant; at its first place in the text, where it is about one. */
export type PlacedFinding = Omit<ApiFinding, 'paths'> & { readonly from: number | undefined }

export type Reading = {
  readonly read: ReadDocument
  readonly problems: readonly PlacedProblem[]
  /** None while there are problems. */
  readonly findings: readonly PlacedFinding[]
  /** Null while the document has problems or has not been read yet. */
  readonly sentence: string | null
  readonly checking: boolean
  readonly checkError: unknown
  /** No known problem stands against saving. */
  readonly savable: boolean
}

const PAUSE_MS = 350

/** Reads what is typed, here for its form and on the server for its sense, once typing pauses. `ruleId` is of a saved rule. */
export const useReading = (text: string, ruleId?: string): Reading => {
  const read = useMemo(() => readDocumentText(text), [text])
  const settled = useSettled(text, PAUSE_MS)
  const check = useCheck(settled !== undefined && readDocumentText(settled).valid ? settled : undefined, ruleId)
  const isCurrent = settled === text && !check.isPlaceholderData && !check.isPending

  const problems = useMemo<readonly PlacedProblem[]>(() => {
    if (!read.valid) return [read.problem]
    const found = check.data?.problems ?? []
    const placed = found.map(({ path, message, found, expected }) => ({
      ...placeOf(read.places, path),
      message,
      ...(found !== undefined && { found }),
      ...(expected !== undefined && { expected }),
    }))
    return [...read.repeats, ...placed].sort((a, b) => a.from - b.from)
  }, [read, check.data])

  const findings = useMemo<readonly PlacedFinding[]>(() => {
    if (!read.valid || problems.length > 0) return []
    return (check.data?.findings ?? []).map(({ paths: [path], ...rest }) => ({
      ...rest,
      from: path === undefined ? undefined : placeOf(read.places, path).from,
    }))
  }, [read, problems, check.data])

  return {
    read,
    problems,
    findings,
    sentence: read.valid && check.data?.valid ? check.data.sentence : null,
    checking: read.valid && !isCurrent && !check.isError,
    checkError: check.error,
    savable: read.valid && problems.length === 0 && (isCurrent || check.isError),
  }
}

/** What the document calls itself, as far as it can be read. */
export const nameIn = (read: ReadDocument): string => {
  const value = read.valid ? read.value : undefined
  if (typeof value !== 'object' || value === null || !('name' in value)) return ''
  return typeof value.name === 'string' ? value.name.trim() : ''
}

/** The text once it has been left alone for a while; at once on the first look. */
const useSettled = (text: string, pauseMs: number): string => {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pauseMs)
    return () => clearTimeout(timer)
  }, [text, pauseMs])
  return settled
}
