import { Toast } from '@shopify/polaris'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react'

type Message = { readonly text: string; readonly failed?: boolean; readonly undo?: () => void }
type Show = (message: Message) => void

const ToastContext = createContext<Show>(() => undefined)

/** So many ways back are within reach at once; each names what it takes back. */
const KEPT = 3
/** The least that leaves time to press Undo. */
const DURATION_MS = 10_000

/** Says in passing that something was done, with a way back where there is one. */
export const useToast = (): Show => useContext(ToastContext)

export const ToastProvider = ({ children }: { readonly children: ReactNode }) => {
  const [shown, setShown] = useState<readonly (Message & { readonly id: number })[]>([])
  const show = useCallback<Show>(
    (message) => setShown((held) => [...held, { ...message, id: (held.at(-1)?.id ?? 0) + 1 }].slice(-KEPT)),
    [],
  )
  useNamedCloseButtons(shown.length > 0)

  return (
    <ToastContext.Provider value={show}>
      {children}
      {shown.map(({ id, text, failed = false, undo }) => {
        const hide = () => setShown((held) => held.filter((message) => message.id !== id))
        return (
          <Toast
            key={id}
            content={text}
            duration={DURATION_MS}
            error={failed}
            onDismiss={hide}
            {...(undo && {
              action: {
                content: 'Undo',
                onAction: () => {
                  hide()
                  undo()
                },
              },
            })}
          />
        )
      })}
    </ToastContext.Provider>
  )
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
