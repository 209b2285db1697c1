/** What a case waits for, in words for the agent. Days that have passed are said, because they are what a chaser goes by. */
import { formatLongDate, formatWallTime } from '../format.ts'
import type { Edition } from '../guidance/edition.ts'
import type { WaitKind } from '../journey/wait.ts'
import { nameIn } from '../journey/words.ts'
import { daysBetween } from '../registrant/plain-date.ts'
import { isOverdue, type CaseWait } from './due-dates.ts'

/** For filters and reports. */
export const waitTitles: Readonly<Record<WaitKind, string>> = {
  newRequest: 'Email that asks for the items',
  reply: 'Reply of the registrant',
  call: 'Arranging the call',
  appointment: 'Video call',
  card: 'Card',
  posting: 'Posting',
  arrival: 'Arrival call',
  passcode: 'Passcode',
  logIn: 'First log-in',
}

const dayOrDays = (days: number): string => (days === 1 ? '1 day' : `${days.toLocaleString('en-GB')} days`)
const times = (count: number): string => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`)

export function describeWait(wait: CaseWait, today: string, edition: Pick<Edition, 'videoChannels'>): string {
  const days = daysBetween(wait.since, today)
  const since = days <= 0 ? 'today' : `${dayOrDays(days)} ago`
  switch (wait.kind) {
    case 'newRequest':
      return days <= 0 ? 'Requested today, items not asked for' : `Requested ${since}, items not asked for`
    case 'reply':
      return (days <= 0 ? 'Items asked for today' : `No reply for ${dayOrDays(days)}`) + describeReminders(wait)
    case 'call':
      return days <= 0 ? 'Ready for a call' : `Ready for a call for ${dayOrDays(days)}`
    case 'appointment':
      return describeCall(wait, today, edition)
    case 'card':
      return days <= 0 ? 'Card to make' : `Card to make, waiting ${dayOrDays(days)}`
    case 'posting':
      return `Card printed ${since}, not posted`
    case 'arrival':
      return `Posted ${since}, arrival not confirmed${describeReminders(wait)}`
    case 'passcode':
      return `Card arrived ${since}, passcode not texted`
    case 'logIn':
      return `Passcode texted ${since}, first log-in not confirmed${describeReminders(wait)}`
  }
}

function describeCall({ at, channel }: CaseWait, today: string, { videoChannels }: Pick<Edition, 'videoChannels'>): string {
  if (at === undefined) return 'Call to hold'
  const by = channel === undefined ? '' : `, ${nameIn(videoChannels, channel)}`
  if (at.slice(0, 10) === today) return `Call today at ${at.slice(11, 16)}${by}`
  return at.slice(0, 10) < today ? `Call was on ${formatWallTime(at)}, no outcome recorded` : `Call on ${formatWallTime(at)}${by}`
}

const describeReminders = ({ reminded }: CaseWait): string =>
  reminded ? `, reminded ${times(reminded.times)}, last on ${formatLongDate(reminded.on)}` : ''

/** "2 days overdue", "due today", "due 4 December 2026"; `undefined` where no day is due. */
export function describeDue(wait: Pick<CaseWait, 'due'>, today: string): string | undefined {
  if (wait.due === undefined) return undefined
  if (isOverdue(wait, today)) return `${dayOrDays(daysBetween(wait.due, today))} overdue`
  return wait.due === today ? 'Due today' : `Due ${formatLongDate(wait.due)}`
}
