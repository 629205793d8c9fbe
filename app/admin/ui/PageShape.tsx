import { Box, SkeletonDisplayText } from '@shopify/polaris'
import { Stack } from './Layout.tsx'
import { Loading } from './Loading.tsx'

/** A page's outline while it is fetched; as wide as the page, so that nothing jumps. */
export const PageShape = ({ label }: { readonly label: string }) => (
  <div style={{ maxWidth: 'var(--page-width)', margin: '0 auto' }}>
    <Box padding={{ xs: '400', sm: '600' }}>
      <Stack>
        <div style={{ maxWidth: '12rem' }}>
          <SkeletonDisplayText size="small" />
        </div>
        <Loading label={label} />
      </Stack>
    </Box>
  </div>
)
