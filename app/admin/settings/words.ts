import type { ContactPolicy } from '../../rules/policies.ts'
import { type Counted, count, sayNumber } from '../format/counts.ts'

const times: Counted = { one: 'time', other: 'times' }
const days: Counted = { one: 'day', other: 'days' }
const customers: Counted = { one: 'customer', other: 'customers' }

const consent: Readonly<Record<ContactPolicy['unknownConsent'], string>> = {
  send: 'they are sent: your mail tool knows',
  keep: 'they are kept back',
}

/** Everything the settings page says. */
export const words = {
  title: 'Settings',
  loading: 'Loading the settings',
  failed: 'The settings could not be read',
  save: 'Save',
  saved: 'Saved',
  notSaved: 'Not saved',
  cancel: 'Cancel',
  policies: {
    title: 'What all your rules are held to',
    text: 'Whatever a rule says, this comes first. What is kept back because of it is listed under Activity, with the reason.',
    defaultIs: (value: string) => `The default: ${value}.`,
    toDefault: 'Back to default',
    changedBy: (by: string) => `Changed by ${by},`,
    saved: (title: string) => `${title}: saved`,
    backAgain: (title: string) => `${title}: as it was before`,
    contested: 'Somebody else changed this while you were writing',
    theirs: (value: string) => `It says now: ${value}.`,
    keepMine: 'Go on with mine',
    takeTheirs: 'Take theirs',
    contacts: {
      title: 'How often customers hear from you',
      beforeTimes: 'No customer hears from us more than',
      times: 'How many times',
      beforeDays: 'times in',
      days: 'In how many days',
      beforeApart: 'days, and not within',
      apart: 'How many days apart',
      afterApart: 'days of the last time.',
      beforeHours: 'Messages',
      hours: 'When messages go out',
      hoursOptions: { not: 'do not go out between', any: 'go out at any hour' },
      from: 'From',
      and: 'and',
      to: 'Until',
      beforeConsent: 'Where nobody knows whether a customer agreed to messages,',
      consent: 'Where nobody knows whether a customer agreed',
      consentOptions: consent,
      meaning: [
        'Counted: messages, calls and notes that a rule starts. Not counted: answers, late notices, gifts in a parcel; and nothing that your mail tool sends by itself: it does not tell us.',
        'Who said no to messages gets none, and who asked not to be contacted hears nothing at all.',
      ],
      say: ({ times: most, days: within, daysApart, quiet, unknownConsent }: ContactPolicy) =>
        [
          `${count(most, times)} in ${count(within, days)}`,
          `${count(daysApart, days)} apart`,
          quiet === null ? 'at any hour' : `no message between ${quiet.from} and ${quiet.to}`,
          `where nobody knows whether they agreed, ${consent[unknownConsent]}`,
        ].join(', '),
    },
    discountCeilingPercent: {
      title: 'Discounts',
      before: 'No product is discounted past',
      percent: 'Per cent',
      after: '% by all rules together.',
      meaning: [
        'A rule that gives more by itself cannot go live. Where codes would add up to more, the later one is kept back.',
      ],
      say: (percent: number) => `${sayNumber(percent)}%`,
    },
    staffTag: {
      title: 'Staff',
      before: 'Customers tagged',
      tag: 'Tag',
      after: 'are left out of everything.',
      meaning: ['The tag that your own people carry in Shopify. Empty leaves nobody out.'],
      say: (tag: string) => (tag === '' ? 'nobody is left out' : `customers tagged “${tag}”`),
    },
    leaveOutBusiness: {
      title: 'Companies',
      before: 'Companies are',
      choice: 'Companies',
      options: { yes: 'left out unless a rule asks about them.', no: 'treated like everybody else.' },
      meaning: ['A company’s large orders would push people out of the top, and its buyers expect other offers.'],
      say: (isLeftOut: boolean) =>
        isLeftOut ? 'left out unless a rule asks about them' : 'treated like everybody else',
    },
    countFreeOrders: {
      title: 'Orders that cost nothing',
      before: 'Orders that cost nothing',
      choice: 'Orders that cost nothing',
      options: { yes: 'count like any other.', no: 'do not count.' },
      meaning: [
        'Replacements, samples and exchanges. They stay in a customer’s story either way.',
        'Changing this has all past orders read again; nothing is decided while that goes on.',
      ],
      say: (isCounted: boolean) => (isCounted ? 'they count' : 'they do not count'),
    },
    regularAbove: { title: 'Regulars', meaning: [] },
  },
  knownOrders: {
    title: 'Since when orders are known',
    none: 'No order is known yet.',
    since: (date: string) => `Orders are known since ${date}.`,
    earlier: (number: number) =>
      `${count(number, customers)} bought before that: how often, and for how much, comes from Shopify’s records.`,
    partly:
      'Shopify showed the orders of the 60 days before Perennial came. What needs dates, such as the first order or the days between two, begins with the first that is known.',
    whole: 'Every order that Shopify has is here.',
  },
  mailTool: {
    title: 'Your mail tool',
    text: 'A rule can have your own mail tool write to a customer: a code they earned, a thank-you, a question. Perennial tells the tool who, why and with which code; the tool knows their address and writes.',
    none: 'No address is set. A rule that writes to customers stays a draft until there is one.',
    label: 'Address',
    help: 'Your mail tool calls it a webhook address. It begins with https://.',
    missing: 'Write an address first, such as https://mail.example.com/perennial',
    test: 'Send a test message',
    testUnsaved: 'Save the address first; then a test message can be sent.',
    testArrived: 'The test message arrived',
    testFailed: 'The test message did not arrive',
    testNotSent: 'The test message could not be sent',
    remove: 'Remove the address',
    removeTitle: 'Remove the address of your mail tool?',
    removeText: 'Messages that are still on their way will fail, and the signing secret is forgotten.',
    removeYes: 'Remove it',
    removed: 'The address is removed',
  },
  secret: {
    renew: 'Make a new signing secret',
    renewTitle: 'Make a new signing secret?',
    renewText:
      'From now on every message is signed with the new one. Your mail tool refuses them until you have given it the new secret.',
    renewYes: 'Make a new one',
    notRenewed: 'No new secret was made',
    title: 'Give this signing secret to your mail tool now',
    text: 'By it your mail tool knows that a message comes from Perennial. It is shown this once; if it gets lost, make a new one.',
    label: 'Signing secret',
    copy: 'Copy',
    copied: 'The secret is copied',
    notCopied: 'It could not be copied. Mark it and copy it by hand.',
    done: 'I have it',
  },
  birthday: {
    title: 'Birthdays',
    text: 'Rules can look at the month of a customer’s birthday, if your shop keeps it in a customer metafield. Only the month is kept.',
    label: 'Customer metafield with the date of birth',
    help: 'Namespace and key with a dot between them, such as facts.birth_date. Leave it empty if you have none.',
    rereads: 'Naming another one has all customers read again; nothing is decided while that goes on.',
    saved: 'Saved. Your customers are being read again.',
  },
} as const
