import { Action } from '../ui/Action.tsx'
import { Row, Stack } from '../ui/Layout.tsx'
import { Notice } from '../ui/Notice.tsx'
import { TextBox } from '../ui/TextBox.tsx'
import { useToast } from '../ui/toast.tsx'
import { Words } from '../ui/Words.tsx'
import { words } from './words.ts'

/** The one time that a signing secret is seen. */
export const NewSecret = ({ secret, onDone }: { readonly secret: string; readonly onDone: () => void }) => {
  const toast = useToast()
  const copy = () =>
    navigator.clipboard.writeText(secret).then(
      () => toast({ text: words.secret.copied }),
      () => toast({ failed: true, text: words.secret.notCopied }),
    )
  return (
    <Notice tone="warning" title={words.secret.title}>
      <Stack gap="close">
        <Words>{words.secret.text}</Words>
        <TextBox label={words.secret.label} value={secret} readOnly />
        <Row>
          <Action label={words.secret.copy} onAction={() => void copy()} />
          <Action label={words.secret.done} onAction={onDone} />
        </Row>
      </Stack>
    </Notice>
  )
}
