import { useState } from 'react'
import { Confirm } from '../ui/Confirm.tsx'
import { Stack } from '../ui/Layout.tsx'
import { TextBox } from '../ui/TextBox.tsx'
import { Words } from '../ui/Words.tsx'
import { words } from './words.ts'

type NameDialogProps = {
  readonly title: string
  readonly text?: string
  readonly label: string
  readonly help?: string
  readonly yes: string
  /** Said when nothing is written; without it nothing is an answer too. */
  readonly missing?: string
  readonly busy: boolean
  readonly problem?: string | undefined
  readonly onName: (name: string) => void
  readonly onNo: () => void
}

const NAME_LENGTH = 60

/** Asks for somebody's name. */
export const NameDialog = ({
  title,
  text,
  label,
  help,
  yes,
  missing,
  busy,
  problem,
  onName,
  onNo,
}: NameDialogProps) => {
  const [name, setName] = useState('')
  const [tried, setTried] = useState(false)
  const isMissing = missing !== undefined && name.trim() === ''
  const say = () => {
    setTried(true)
    if (!isMissing) onName(name.trim())
  }
  return (
    <Confirm title={title} yes={yes} no={words.cancel} busy={busy} onYes={say} onNo={onNo}>
      <form
        onSubmit={(event) => {
          // The dialog stands inside another form in React's tree, which must not be submitted with it.
          event.preventDefault()
          event.stopPropagation()
          say()
        }}
      >
        <Stack>
          {text !== undefined && <Words>{text}</Words>}
          <TextBox
            label={label}
            value={name}
            onChange={setName}
            maxLength={NAME_LENGTH}
            autoFocus
            problem={tried && isMissing ? missing : problem}
            {...(help !== undefined && { help })}
          />
        </Stack>
      </form>
    </Confirm>
  )
}
