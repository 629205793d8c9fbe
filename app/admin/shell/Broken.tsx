import { useEffect } from 'react'
import { useRouteError } from 'react-router'
import { Centered } from '../ui/Centered.tsx'
import { Failed } from '../ui/Failed.tsx'
import { Provider } from '../ui/Provider.tsx'
import { words } from './words.ts'

/** Catches what a page threw, and a part of the program that is gone since a newer one was put up. */
export const Broken = () => {
  const error = useRouteError()
  useEffect(() => console.error(error), [error])
  return (
    <Provider>
      <Centered>
        <Failed
          title={words.broken.title}
          reason={words.failed.unknown}
          loss={words.broken.loss}
          retry={{ label: words.broken.reload, busy: false, onAction: () => window.location.reload() }}
        />
      </Centered>
    </Provider>
  )
}
