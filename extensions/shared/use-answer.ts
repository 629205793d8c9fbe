import { useEffect, useState } from 'preact/hooks'
import { type Answer, askApp, type Question } from './ask-app.ts'

export type Asked<Body> = { readonly state: 'loading' } | Answer<Body>

/** Asks once for each question, and again on demand; an answer to an earlier question is not shown. */
export const useAnswer = <Body>(
  question: Question,
  token?: () => Promise<string>,
): { readonly asked: Asked<Body>; readonly again: () => void } => {
  const [asked, setAsked] = useState<Asked<Body>>({ state: 'loading' })
  const [tries, setTries] = useState(0)
  const written = JSON.stringify(question)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a question is what it says, and Shopify's token stays the same function
  useEffect(() => {
    let isCurrent = true
    setAsked({ state: 'loading' })
    askApp<Body>(JSON.parse(written), token).then((answer) => {
      if (isCurrent) setAsked(answer)
    })
    return () => {
      isCurrent = false
    }
  }, [written, tries])
  return { asked, again: () => setTries(tries + 1) }
}
