import { useState } from 'react'
import { useReadShopAgain } from '../shell/shop.tsx'
import { Action } from '../ui/Action.tsx'
import { Row } from '../ui/Layout.tsx'
import { TextBox } from '../ui/TextBox.tsx'
import { useToast } from '../ui/toast.tsx'
import { problemOf } from './problem.ts'
import { useSaveSettings } from './queries.ts'
import { Setting } from './Setting.tsx'
import { words } from './words.ts'

/** Where the shop keeps birthdays. */
export const Birthday = ({ saved }: { readonly saved: string | null }) => {
  const [metafield, setMetafield] = useState(saved ?? '')
  const saving = useSaveSettings()
  const readShopAgain = useReadShopAgain()
  const toast = useToast()
  const written = metafield.trim() || null
  const isChanged = written !== saved

  const save = () => {
    if (!isChanged || saving.isPending) return
    saving.mutate(
      { birthdayMetafield: written },
      {
        onSuccess: () => {
          toast({ text: written === null ? words.saved : words.birthday.saved })
          // How far the reading is stands above every page.
          void readShopAgain()
        },
      },
    )
  }
  const change = (text: string) => {
    saving.reset()
    setMetafield(text)
  }

  return (
    <Setting title={words.birthday.title} text={words.birthday.text} onSubmit={save}>
      <TextBox
        label={words.birthday.label}
        help={`${words.birthday.help} ${words.birthday.rereads}`}
        value={metafield}
        onChange={change}
        maxLength={320}
        problem={saving.isError ? problemOf(saving.error) : undefined}
      />
      <Row>
        <Action
          label={words.save}
          fullLabel={`${words.save}: ${words.birthday.title}`}
          busy={saving.isPending}
          disabled={!isChanged}
          onAction={save}
        />
      </Row>
    </Setting>
  )
}
