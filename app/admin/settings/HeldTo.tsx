import type { ApiSettings } from '../../contracts/api.ts'
import { BlankSentence, ChoiceBlank, NumberBlank, TextBlank } from '../ui/Blank.tsx'
import { Padded, Panel, Stack } from '../ui/Layout.tsx'
import { RuledList } from '../ui/RuledList.tsx'
import { Words } from '../ui/Words.tsx'
import { Contacts } from './Contacts.tsx'
import { KnownOrders } from './KnownOrders.tsx'
import { Policy } from './Policy.tsx'
import { words } from './words.ts'

type SettingsProps = { readonly settings: ApiSettings }

/** What the shop holds all its rules to, sentence by sentence. */
export const HeldTo = ({ settings }: SettingsProps) => (
  <Panel flush>
    <Padded>
      <Stack gap="tight">
        <Words look="title">{words.policies.title}</Words>
        <Words>{words.policies.text}</Words>
      </Stack>
    </Padded>
    <RuledList
      label={words.policies.title}
      items={[
        { id: 'contacts', content: <Contacts settings={settings} /> },
        { id: 'ceiling', content: <Ceiling settings={settings} /> },
        { id: 'staff', content: <Staff settings={settings} /> },
        { id: 'companies', content: <YesOrNoSetting name="leaveOutBusiness" settings={settings} /> },
        { id: 'free-orders', content: <YesOrNoSetting name="countFreeOrders" settings={settings} /> },
        { id: 'known-orders', content: <KnownOrders orders={settings.orders} /> },
      ]}
    />
  </Panel>
)

const Ceiling = ({ settings }: SettingsProps) => {
  const { before, after, percent, say } = words.policies.discountCeilingPercent
  return (
    <Policy name="discountCeilingPercent" settings={settings} say={say}>
      {({ written, write, isWrong }) => (
        <BlankSentence>
          {`${before} `}
          <NumberBlank label={percent} least={1} most={100} value={written} wrong={isWrong()} onChange={write} />
          {` ${after}`}
        </BlankSentence>
      )}
    </Policy>
  )
}

const LONGEST_TAG = 40

const Staff = ({ settings }: SettingsProps) => {
  const { before, after, tag, say } = words.policies.staffTag
  return (
    <Policy name="staffTag" settings={settings} say={say}>
      {({ written, write, isWrong }) => (
        <BlankSentence>
          {`${before} `}
          <TextBlank label={tag} longest={LONGEST_TAG} value={written} wrong={isWrong()} onChange={write} />
          {` ${after}`}
        </BlankSentence>
      )}
    </Policy>
  )
}

type YesOrNoSettingProps = SettingsProps & { readonly name: 'leaveOutBusiness' | 'countFreeOrders' }

const YesOrNoSetting = ({ name, settings }: YesOrNoSettingProps) => {
  const { before, choice, options, say } = words.policies[name]
  return (
    <Policy name={name} settings={settings} say={say}>
      {({ written, write }) => (
        <BlankSentence>
          {`${before} `}
          <YesOrNo label={choice} options={options} value={written} onChange={write} />
        </BlankSentence>
      )}
    </Policy>
  )
}

type YesOrNoProps = {
  readonly label: string
  readonly options: Readonly<Record<'yes' | 'no', string>>
  readonly value: boolean
  readonly onChange: (value: boolean) => void
}

const YesOrNo = ({ label, options, value, onChange }: YesOrNoProps) => (
  <ChoiceBlank label={label} options={options} value={value ? 'yes' : 'no'} onChange={(id) => onChange(id === 'yes')} />
)
