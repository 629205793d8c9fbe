import { useState } from 'react'
import { Action } from '../ui/Action.tsx'
import { Row } from '../ui/Layout.tsx'
import { TextBox } from '../ui/TextBox.tsx'
import { useToast } from '../ui/toast.tsx'
import { Words } from '../ui/Words.tsx'
import { NewSecret } from './NewSecret.tsx'
import { problemOf } from './problem.ts'
import { useSaveSettings } from './queries.ts'
import { RemoveAddress } from './RemoveAddress.tsx'
import { RenewSecret } from './RenewSecret.tsx'
import { Setting } from './Setting.tsx'
import { TestMessage } from './TestMessage.tsx'
import { words } from './words.ts'

/** Where messages for customers go, what they are signed with, and whether they arrive. */
export const MailTool = ({ saved }: { readonly saved: string | null }) => {
  const [address, setAddress] = useState(saved ?? '')
  const [tried, setTried] = useState(false)
  const [secret, setSecret] = useState<string | null>(null)
  const saving = useSaveSettings()
  const toast = useToast()
  const written = address.trim()
  const isChanged = written !== (saved ?? '')

  const save = () => {
    setTried(true)
    if (written === '' || !isChanged || saving.isPending) return
    saving.mutate(
      { mailToolAddress: written },
      {
        onSuccess: ({ mailToolSecret }) => {
          if (mailToolSecret === null) toast({ text: words.saved })
          else setSecret(mailToolSecret)
        },
      },
    )
  }
  const change = (text: string) => {
    saving.reset()
    setTried(false)
    setAddress(text)
  }
  const forget = () => {
    change('')
    setSecret(null)
  }
  const problem = saving.isError
    ? problemOf(saving.error)
    : tried && written === ''
      ? words.mailTool.missing
      : undefined

  return (
    <Setting title={words.mailTool.title} text={words.mailTool.text} onSubmit={save}>
      {saved === null && <Words look="quiet">{words.mailTool.none}</Words>}
      <TextBox
        label={words.mailTool.label}
        help={words.mailTool.help}
        value={address}
        onChange={change}
        maxLength={2000}
        problem={problem}
      />
      {secret !== null && <NewSecret secret={secret} onDone={() => setSecret(null)} />}
      <Row>
        <Action
          look="primary"
          label={words.save}
          fullLabel={`${words.save}: ${words.mailTool.title}`}
          busy={saving.isPending}
          disabled={saved !== null && !isChanged}
          onAction={save}
        />
        {saved !== null && (
          <>
            <RenewSecret onSecret={setSecret} />
            <RemoveAddress onRemoved={forget} />
          </>
        )}
      </Row>
      {saved !== null && <TestMessage key={saved} isSaved={!isChanged} />}
    </Setting>
  )
}
