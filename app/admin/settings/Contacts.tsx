import type { ApiSettings } from '../../contracts/api.ts'
import { DEFAULT_POLICIES } from '../../rules/policies.ts'
import { BlankSentence, ChoiceBlank, NumberBlank, TimeBlank } from '../ui/Blank.tsx'
import { Policy } from './Policy.tsx'
import { words } from './words.ts'

const text = words.policies.contacts

/** How often customers hear from the shop, when they do not, and what becomes of messages that nobody knows them to want. */
export const Contacts = ({ settings }: { readonly settings: ApiSettings }) => (
  <Policy name="contacts" settings={settings} say={text.say}>
    {({ written, write, isWrong }) => {
      const { times, days, daysApart, quiet, unknownConsent } = written
      const change = (changed: Partial<typeof written>) => write({ ...written, ...changed })
      return (
        <>
          <BlankSentence>
            {`${text.beforeTimes} `}
            <NumberBlank
              label={text.times}
              least={0}
              most={30}
              value={times}
              wrong={isWrong('times')}
              onChange={(value) => change({ times: value })}
            />
            {` ${text.beforeDays} `}
            <NumberBlank
              label={text.days}
              least={1}
              most={365}
              value={days}
              wrong={isWrong('days')}
              onChange={(value) => change({ days: value })}
            />
            {` ${text.beforeApart} `}
            <NumberBlank
              label={text.apart}
              least={0}
              most={365}
              value={daysApart}
              wrong={isWrong('daysApart')}
              onChange={(value) => change({ daysApart: value })}
            />
            {` ${text.afterApart}`}
          </BlankSentence>
          <BlankSentence>
            {`${text.beforeHours} `}
            <ChoiceBlank
              label={text.hours}
              options={text.hoursOptions}
              value={quiet === null ? 'any' : 'not'}
              onChange={(id) => change({ quiet: id === 'any' ? null : DEFAULT_POLICIES.contacts.quiet })}
            />
            {quiet !== null && (
              <>
                {' '}
                <TimeBlank
                  label={text.from}
                  value={quiet.from}
                  wrong={isWrong('quiet')}
                  onChange={(from) => change({ quiet: { ...quiet, from } })}
                />
                {` ${text.and} `}
                <TimeBlank
                  label={text.to}
                  value={quiet.to}
                  wrong={isWrong('quiet')}
                  onChange={(to) => change({ quiet: { ...quiet, to } })}
                />
              </>
            )}
          </BlankSentence>
          <BlankSentence>
            {`${text.beforeConsent} `}
            <ChoiceBlank
              label={text.consent}
              options={text.consentOptions}
              value={unknownConsent}
              onChange={(value) => change({ unknownConsent: value })}
            />
          </BlankSentence>
        </>
      )
    }}
  </Policy>
)
