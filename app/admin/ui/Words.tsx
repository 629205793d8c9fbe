import { Text } from '@shopify/polaris'
import type { ReactNode } from 'react'

const LOOKS = {
  title: { as: 'h2', variant: 'headingLg' },
  heading: { as: 'h2', variant: 'headingMd' },
  subheading: { as: 'h3', variant: 'headingSm' },
  lead: { as: 'p', variant: 'bodyLg' },
  plain: { as: 'p', variant: 'bodyMd' },
  quiet: { as: 'p', variant: 'bodySm', tone: 'subdued' },
  warning: { as: 'p', variant: 'bodyMd', tone: 'critical' },
} as const

type WordsProps = {
  readonly look?: keyof typeof LOOKS
  readonly inline?: boolean
  readonly strong?: boolean
  readonly id?: string
  readonly children: ReactNode
}

export const Words = ({ look = 'plain', inline = false, strong = false, id, children }: WordsProps) => {
  const { as, ...rest } = LOOKS[look]
  return (
    <Text
      {...rest}
      as={inline ? 'span' : as}
      breakWord
      {...(strong && { fontWeight: 'semibold' as const })}
      {...(id !== undefined && { id })}
    >
      {children}
    </Text>
  )
}
