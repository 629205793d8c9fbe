import { Box } from '@shopify/polaris'
import type { ReactNode } from 'react'

/** A message where a page would be. */
export const Centered = ({ children }: { readonly children: ReactNode }) => (
  <div style={{ maxWidth: '42rem', margin: '0 auto' }}>
    <Box padding="400" paddingBlockStart="800">
      {children}
    </Box>
  </div>
)
