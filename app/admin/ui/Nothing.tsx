import { Box } from '@shopify/polaris'
import type { ReactNode } from 'react'
import { Action, type ActionProps } from './Action.tsx'
import { Stack } from './Layout.tsx'
import { Words } from './Words.tsx'

type NothingProps = { readonly title: string; readonly children: ReactNode; readonly action?: ActionProps }

/** Where a list would be: why it is empty, and the one thing to do about it. */
export const Nothing = ({ title, children, action }: NothingProps) => (
  <Box padding="800" paddingInlineStart={{ xs: '400', md: '1600' }} paddingInlineEnd={{ xs: '400', md: '1600' }}>
    <Stack centered>
      <Words look="heading">{title}</Words>
      <div style={{ maxWidth: '36rem', textAlign: 'center' }}>{children}</div>
      {action && <Action {...action} />}
    </Stack>
  </Box>
)
