import type { ApiRule } from '../../contracts/api.ts'
import { When } from '../shell/When.tsx'
import { Panel, Stack } from '../ui/Layout.tsx'
import { Words } from '../ui/Words.tsx'
import { CheckoutUse } from './CheckoutUse.tsx'
import { sayCounts, words } from './words.ts'

/** What the rule has done until now. */
export const SoFar = ({ rule }: { readonly rule: ApiRule }) => (
  <Panel>
    <Stack gap="tight">
      <Words look="heading">{words.soFar}</Words>
      <Words>{sayCounts(rule.granted, rule.withheld)}</Words>
      {rule.trigger === 'checkout' && <CheckoutUse id={rule.id} />}
      {rule.lastGrantedAt && (
        <Words>
          {`${words.lastGave} `}
          <When iso={rule.lastGrantedAt} />
        </Words>
      )}
      <Words look="quiet">
        {`${words.version(rule.version)}, ${words.changed} `}
        <When iso={rule.updatedAt} />
      </Words>
    </Stack>
  </Panel>
)
