import type { ReactNode } from 'react'
import type { ApiSettings } from '../../contracts/api.ts'
import type { PolicyName } from '../../contracts/policies.ts'
import { DEFAULT_POLICIES, type Policies } from '../../rules/policies.ts'
import { sayWho } from '../format/say-who.ts'
import { useShop } from '../shell/shop.tsx'
import { When } from '../shell/When.tsx'
import { Action } from '../ui/Action.tsx'
import { FocusKept } from '../ui/FocusKept.tsx'
import { Row, Stack } from '../ui/Layout.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Words } from '../ui/Words.tsx'
import { isSame, usePolicy } from './use-policy.ts'
import { words } from './words.ts'

type Writing<Value> = {
  readonly written: Value
  readonly write: (value: Value) => void
  readonly isWrong: (...path: readonly string[]) => boolean
}

type PolicyProps<Name extends PolicyName> = {
  readonly name: Name
  readonly settings: ApiSettings
  /** What it says, in words. */
  readonly say: (value: Policies[Name]) => string
  readonly children: (writing: Writing<Policies[Name]>) => ReactNode
}

/** One thing that all rules are held to: a sentence that is changed where it stands, what it means, and who changed it last. */
export const Policy = <Name extends PolicyName>({ name, settings, say, children }: PolicyProps<Name>) => {
  const policy = usePolicy(name, settings)
  const { title, meaning } = words.policies[name]
  const byDefault: Policies[Name] = DEFAULT_POLICIES[name]
  const change = settings.changes[name]
  const isDefault = isSame(policy.written, byDefault)
  return (
    <form
      noValidate
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault()
        policy.save()
      }}
    >
      {/* Enter in one of several fields saves only where a form has such a button. */}
      <input type="submit" hidden />
      <Stack gap="close">
        <Words look="heading">{title}</Words>
        {children(policy)}
        {meaning.map((text) => (
          <Words key={text} look="quiet">
            {text}
          </Words>
        ))}
        {(!isDefault || change !== undefined) && (
          <Words look="quiet">
            {!isDefault && `${words.policies.defaultIs(say(byDefault))} `}
            {change !== undefined && <Changed change={change} />}
          </Words>
        )}
        {policy.isContested && (
          <Notice
            tone="warning"
            title={words.policies.contested}
            actions={[
              { label: words.policies.keepMine, onAction: policy.keepMine },
              { label: words.policies.takeTheirs, onAction: policy.drop },
            ]}
          >
            <Words>{words.policies.theirs(say(policy.saved))}</Words>
          </Notice>
        )}
        {policy.problem !== undefined && (
          <div role="alert">
            <Words look="warning">{policy.problem}</Words>
          </div>
        )}
        <FocusKept during={policy.isChanged || !isDefault}>
          <Row>
            {policy.isChanged && (
              <>
                <Action
                  look="primary"
                  label={words.save}
                  fullLabel={`${words.save}: ${title}`}
                  busy={policy.isBusy}
                  disabled={policy.isContested}
                  onAction={policy.save}
                />
                <Action label={words.cancel} fullLabel={`${words.cancel}: ${title}`} onAction={policy.drop} />
              </>
            )}
            {!isDefault && (
              <Action
                look="quiet"
                label={words.policies.toDefault}
                fullLabel={`${words.policies.toDefault}: ${title}`}
                onAction={() => policy.write(byDefault)}
              />
            )}
          </Row>
        </FocusKept>
      </Stack>
    </form>
  )
}

const Changed = ({ change }: { readonly change: ApiSettings['changes'][string] }) => {
  const { me } = useShop()
  return (
    <>
      {`${words.policies.changedBy(sayWho(change.by, me))} `}
      <When iso={change.at} />.
    </>
  )
}
