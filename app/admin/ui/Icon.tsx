import { Icon as PolarisIcon } from '@shopify/polaris'
import {
  AlertCircleIcon,
  ChatIcon,
  CheckIcon,
  ClockIcon,
  GiftCardIcon,
  MinusIcon,
  NoteIcon,
  PhoneIcon,
} from '@shopify/polaris-icons'

const ICONS = {
  alert: { source: AlertCircleIcon, tone: 'critical' },
  chat: { source: ChatIcon, tone: 'subdued' },
  check: { source: CheckIcon, tone: 'success' },
  clock: { source: ClockIcon, tone: 'subdued' },
  gift: { source: GiftCardIcon, tone: 'subdued' },
  minus: { source: MinusIcon, tone: 'subdued' },
  note: { source: NoteIcon, tone: 'subdued' },
  phone: { source: PhoneIcon, tone: 'subdued' },
} as const

export type IconName = keyof typeof ICONS

/** A small picture; `label` is what somebody hears who cannot see it, left out where the words beside it say the same. */
export const Icon = ({ name, label }: { readonly name: IconName; readonly label?: string }) => (
  <PolarisIcon {...ICONS[name]} {...(label !== undefined && { accessibilityLabel: label })} />
)
