import { BlockStack, Box, Card, InlineStack } from '@shopify/polaris'
import type { ReactNode } from 'react'

const GAPS = { none: '0', tight: '100', close: '200', normal: '400', wide: '600' } as const
type Gap = keyof typeof GAPS
type StackProps = { readonly gap?: Gap; readonly centered?: boolean; readonly children: ReactNode }

/** Things below each other. */
export const Stack = ({ gap = 'normal', centered = false, children }: StackProps) => (
  <BlockStack gap={GAPS[gap]} {...(centered && { inlineAlign: 'center' as const })}>
    {children}
  </BlockStack>
)

type RowProps = {
  readonly gap?: Gap
  readonly spread?: boolean
  readonly baseline?: boolean
  readonly children: ReactNode
}

/** Things beside each other, on further lines where they do not fit; a spread row stays one line, and its words wrap inside it. */
export const Row = ({ gap = 'close', spread = false, baseline = false, children }: RowProps) => (
  <InlineStack
    gap={GAPS[gap]}
    blockAlign={baseline ? 'baseline' : 'center'}
    align={spread ? 'space-between' : 'start'}
    wrap={!spread}
  >
    {children}
  </InlineStack>
)

/** One thing set apart from the page; flush where its content brings its own air and fills it to the rounded edge. */
export const Panel = ({ flush = false, children }: { readonly flush?: boolean; readonly children: ReactNode }) => (
  <Card padding={flush ? '0' : '400'} roundedAbove="xs">
    {flush ? <div style={{ overflow: 'clip', borderRadius: 'inherit' }}>{children}</div> : children}
  </Card>
)

/** Air around something inside a flush panel. */
export const Padded = ({ children }: { readonly children: ReactNode }) => <Box padding="400">{children}</Box>
