import { Badge } from '@shopify/polaris'

const TONES = {
  plain: {},
  good: { tone: 'success' },
  attention: { tone: 'attention' },
  bad: { tone: 'critical' },
  info: { tone: 'info' },
} as const

/** One word about the state of a thing. */
export const Mark = ({ label, tone = 'plain' }: { readonly label: string; readonly tone?: keyof typeof TONES }) => (
  <Badge {...TONES[tone]}>{label}</Badge>
)
