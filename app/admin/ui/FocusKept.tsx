import { type ReactNode, useEffect, useRef } from 'react'

type FocusKeptProps = { readonly during: boolean; readonly children: ReactNode }

/** Holds buttons that go when the work is over: whoever stood on one is left here, not at the top of the page. */
export const FocusKept = ({ during, children }: FocusKeptProps) => {
  const place = useRef<HTMLDivElement>(null)
  const was = useRef(during)
  useEffect(() => {
    if (was.current && !during && document.activeElement === document.body)
      place.current?.focus({ preventScroll: true })
    was.current = during
  }, [during])
  return (
    <div ref={place} tabIndex={-1} style={{ outline: 'none' }}>
      {children}
    </div>
  )
}
