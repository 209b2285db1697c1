/** Words that the events of several parts share: kinds of entries in the record, and small phrases for the history. */
import { formatPhone } from '../phone-number.ts'
import type { EventWords } from './part.ts'

export const actionKinds = [
  { id: 'case', title: 'Changes to cases' },
  { id: 'view', title: 'Looked at' },
  { id: 'document', title: 'Documents and exports' },
  { id: 'access', title: 'Signing in and out' },
  { id: 'secret', title: 'Passcodes and codes' },
  { id: 'device', title: 'Devices' },
  { id: 'station', title: 'Station and settings' },
  { id: 'clock', title: 'Clock' },
  { id: 'record', title: 'The record itself' },
] as const
export type ActionKind = (typeof actionKinds)[number]['id']

type Named = readonly { readonly id: string; readonly name: string }[]
/** The name of a choice. One that the list does not have is shown as it was stored. */
export const nameIn = (list: Named, id: string): string => list.find((one) => one.id === id)?.name ?? id
export const namesIn = (list: Named, ids: readonly string[] | undefined): string | undefined =>
  ids && ids.length > 0 ? ids.map((id) => nameIn(list, id)).join('; ') : undefined
export const isOnList = (list: Named, id: string): boolean => list.some((one) => one.id === id)

export const yesNo = (value: boolean): string => (value ? 'yes' : 'no')

export const words = (title: string, ...lines: (string | undefined | false)[]): EventWords => ({
  title,
  lines: lines.filter((line): line is string => typeof line === 'string' && line !== ''),
})

const kinds = { 'image/jpeg': 'JPEG picture', 'image/png': 'PNG picture', 'application/pdf': 'PDF', 'message/rfc822': 'email' } as const
export const describeFile = ({ mime, bytes }: { readonly mime: keyof typeof kinds; readonly bytes: number }): string =>
  `${kinds[mime]}, ${Math.max(1, Math.round(bytes / 1_000)).toLocaleString('en-GB')} kB`

const routes = { modem: 'by the modem', 'work-phone': 'by the work phone' } as const
const outcomes = {
  begun: 'about to be sent',
  sent: 'sent',
  'handed-to-agent': 'given to the agent to send',
  unknown: 'not known whether it was sent',
  'not-sent': 'not sent',
} as const
export const describeText = (text: {
  readonly to: string
  readonly route: keyof typeof routes
  readonly outcome: keyof typeof outcomes
}): string => `To ${formatPhone(text.to)} ${routes[text.route]}: ${outcomes[text.outcome]}`
