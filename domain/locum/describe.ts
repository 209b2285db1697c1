/** The history of an entry in words. */
import { formatLongDate, groupUuid } from '../format.ts'
import { foldLocumEntry } from './entry.ts'
import { revokedHowWords, type LocumEvent, type LocumGrant } from './events.ts'

const labels: Readonly<Record<keyof LocumGrant, string>> = {
  name: 'Name',
  uuid: 'UUID',
  mobile: 'Mobile',
  registerNumber: 'Register number',
  registerChecked: 'Register number confirmed',
  reason: 'Exceptional reason',
  sponsor: 'Sponsor',
  organisations: 'Organisations',
  grantedBy: 'Granted by',
  grantedOn: 'Granted on',
  reviewBy: 'Review by',
  endsOn: 'Ends on',
  longerBecause: 'Longer than a year because',
  secondBecause: 'Second grant because',
}

const dates: readonly (keyof LocumGrant)[] = ['grantedOn', 'reviewBy', 'endsOn']

function valueInWords(field: keyof LocumGrant, value: LocumGrant[keyof LocumGrant]): string {
  if (value === undefined) return 'none'
  if (value === true) return 'yes'
  if (typeof value !== 'string') return value.join(', ')
  if (dates.includes(field)) return formatLongDate(value)
  return field === 'uuid' ? groupUuid(value) : value
}

export interface LocumWords {
  readonly title: string
  readonly lines: readonly string[]
}

/** The last of `events`, with what it changed. */
export function describeLocumEvent(events: readonly LocumEvent[]): LocumWords {
  const event = events.at(-1)!
  switch (event.kind) {
    case 'granted':
      return { title: event.source === 'import' ? 'Added from an earlier log' : 'Granted', lines: grantLines(event.grant) }
    case 'reviewed':
      return {
        title: 'Reviewed',
        lines: [
          `On ${formatLongDate(event.on)}`,
          `Next review by ${formatLongDate(event.reviewBy)}, ends on ${formatLongDate(event.endsOn)}`,
          ...(event.longerBecause ? [`${labels.longerBecause}: ${event.longerBecause}`] : []),
          ...(event.note ? [event.note] : []),
        ],
      }
    case 'revoked':
      return {
        title: 'Revoked',
        lines: [
          `On ${formatLongDate(event.on)} by ${event.by}`,
          revokedHowWords[event.how],
          ...(event.reference ? [`Reference ${event.reference}`] : []),
          ...(event.note ? [event.note] : []),
        ],
      }
    case 'corrected':
      return { title: 'Corrected', lines: [...changes(foldLocumEntry(events.slice(0, -1)).grant, event.grant), `Reason: ${event.reason}`] }
    case 'revocationWithdrawn':
      return { title: 'Revocation withdrawn', lines: [event.reason] }
  }
}

const grantLines = (grant: LocumGrant): string[] => [
  `By ${grant.grantedBy} on ${formatLongDate(grant.grantedOn)}`,
  `Review by ${formatLongDate(grant.reviewBy)}, ends on ${formatLongDate(grant.endsOn)}`,
  `${labels.reason}: ${grant.reason}`,
  ...(grant.secondBecause ? [`${labels.secondBecause}: ${grant.secondBecause}`] : []),
  ...(grant.longerBecause ? [`${labels.longerBecause}: ${grant.longerBecause}`] : []),
]

const changes = (before: LocumGrant, after: LocumGrant): string[] =>
  (Object.keys(labels) as (keyof LocumGrant)[]).flatMap((field) => {
    const [from, to] = [valueInWords(field, before[field]), valueInWords(field, after[field])]
    return from === to ? [] : [`${labels[field]}: ${from} → ${to}`]
  })
