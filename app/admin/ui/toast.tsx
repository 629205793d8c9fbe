import { Toast } from '@shopify/polaris'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react'

type Message = { readonly text: string; readonly failed?: boolean; readonly undo?: () => void }
type Show = (message: Message) => void

type Shown = Message & { readonly id: number }

const ToastContext = createContext<Show>(() => undefined)
const ShownContext = createContext<{ readonly shown: readonly Shown[]; readonly hide: (id: number) => void }>({
  shown: [],
  hide: () => undefined,
})

/** So many ways back are within reach at once; each names what it takes back. */
const KEPT = 3
/** The least that leaves time to press Undo. */
const DURATION_MS = 10_000

/** Says in passing that something was done, with a way back where there is one. */
export const useToast = (): Show => useContext(ToastContext)

export const ToastProvider = ({ children }: { readonly children: ReactNode }) => {
  const [shown, setShown] = useState<readonly Shown[]>([])
  const show = useCallback<Show>(
    (message) => setShown((held) => [...held, { ...message, id: (held.at(-1)?.id ?? 0) + 1 }].slice(-KEPT)),
    [],
  )
  const hide = useCallback((id: number) => setShown((held) => held.filter((message) => message.id !== id)), [])
  const context = useMemo(() => ({ shown, hide }), [shown, hide])
  return (
    <ToastContext.Provider value={show}>
      <ShownContext.Provider value={context}>{children}</ShownContext.Provider>
    </ToastContext.Provider>
  )
}

/** Where they are shown: inside Polaris's frame, whose bar may say something in passing too. */
export const Toasts = () => {
  const { shown, hide } = useContext(ShownContext)
  useNamedCloseButtons(shown.length > 0)
  return shown.map(({ id, text, failed = false, undo }) => (
    <Toast
      key={id}
      content={text}
      duration={DURATION_MS}
      error={failed}
      onDismiss={() => hide(id)}
      {...(undo && {
        action: {
          content: 'Undo',
          onAction: () => {
            hide(id)
            undo()
          },
        },
      })}
    />
  ))
}

/** Polaris leaves the button that closes a toast without a name, and draws it elsewhere in its own time. */
const useNamedCloseButtons = (isShown: boolean) =>
  useEffect(() => {
    if (!isShown) return
    const name = () => {
      for (const button of document.querySelectorAll('.Polaris-Frame-Toast__CloseButton:not([aria-label])'))
        button.setAttribute('aria-label', 'Close')
    }
    const observer = new MutationObserver(name)
    observer.observe(document.body, { childList: true, subtree: true })
    return () => observer.disconnect()
  }, [isShown])
