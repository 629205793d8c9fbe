import { SkeletonBodyText, SkeletonDisplayText } from '@shopify/polaris'
import { Panel, Stack } from './Layout.tsx'

/** The shape of what is coming, for as many rows as usually come. */
export const Loading = ({ label, rows = 3 }: { readonly label: string; readonly rows?: number }) => (
  <div role="status" aria-busy="true" aria-label={label}>
    <Stack>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move.
        <Panel key={row}>
          <Stack gap="close">
            <SkeletonDisplayText size="small" />
            <SkeletonBodyText lines={2} />
          </Stack>
        </Panel>
      ))}
    </Stack>
  </div>
)
