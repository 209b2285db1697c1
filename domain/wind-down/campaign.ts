/** A campaign: what it is about, and how far it is. Its persons are in files of their own, so that an act on one changes only that one. */
import { z } from 'zod'
import { undoKinds } from '../case/to-undo.ts'
import { instant, odsCode, plainDate, randomId, shortText, visibleText } from '../values.ts'
import { addDays } from '../registrant/plain-date.ts'
import type { Obligation } from './obligation.ts'

/** Of each that is given, one must fit. Nothing given: everything that is to be undone. */
export const campaignChoice = z.strictObject({
  editions: z.array(visibleText().min(1).max(60)).max(50).optional(),
  odsCodes: z.array(odsCode).max(200).optional(),
  kinds: z.array(z.enum(undoKinds)).max(undoKinds.length).optional(),
  /** Plain dates: there since. */
  from: plainDate.optional(),
  to: plainDate.optional(),
})
export type CampaignChoice = z.infer<typeof campaignChoice>

const stamp = { at: instant, by: shortText }
const campaignEvent = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('started'), persons: z.number().int(), obligations: z.number().int(), ...stamp }),
  z.strictObject({ kind: z.literal('extended'), persons: z.number().int(), obligations: z.number().int(), ...stamp }),
  /** `size`: entries of the record before this one. `settled`: by the way in which it was done. */
  z.strictObject({
    kind: z.literal('certified'),
    size: z.number().int(),
    persons: z.number().int(),
    obligations: z.number().int(),
    elsewhere: z.number().int(),
    kinds: z.partialRecord(z.enum(undoKinds), z.number().int()),
    settled: z.record(z.string(), z.number().int()),
    ...stamp,
  }),
])
export const campaignRow = z.strictObject({
  rev: z.number().int().positive(),
  campaignId: randomId,
  name: shortText,
  choice: campaignChoice,
  events: z.array(campaignEvent).min(1),
})
export type CampaignRow = z.infer<typeof campaignRow>
export type CampaignEvent = z.infer<typeof campaignEvent>

export function isChosen({ editions, odsCodes, kinds, from, to }: CampaignChoice, one: Obligation): boolean {
  const day = one.since.slice(0, 10)
  const among = <Value>(given: readonly Value[] | undefined, own: readonly Value[]) =>
    given === undefined || given.length === 0 || own.some((value) => given.includes(value))
  return (
    among(editions, one.edition === undefined ? [] : [one.edition]) &&
    among(odsCodes, one.odsCodes) &&
    among(kinds, [one.kind]) &&
    (from === undefined || day >= from) &&
    (to === undefined || day <= to)
  )
}

export interface BurnDownDay {
  readonly on: string
  readonly left: number
}

/**
 * How many were left at the end of each day, from the first day to today, as at most `most` days of equal distance; the last is today.
 * `began` and `settled` are plain dates.
 */
export function burnDown(
  all: readonly { readonly began: string; readonly settled?: string | undefined }[],
  today: string,
  most = 60,
): BurnDownDay[] {
  const first = all.reduce((earliest, { began }) => (began < earliest ? began : earliest), today)
  const change = new Map<string, number>()
  const add = (day: string, by: number) => change.set(day, (change.get(day) ?? 0) + by)
  for (const { began, settled } of all) {
    add(began, 1)
    // What was done before the campaign knew of it was never left of it.
    if (settled !== undefined) add(settled < began ? began : settled, -1)
  }
  const days: BurnDownDay[] = []
  let left = 0
  for (let day = first; day <= today; day = addDays(day, 1)) {
    left += change.get(day) ?? 0
    days.push({ on: day, left })
  }
  const step = Math.ceil(days.length / most)
  return days.filter((_, index) => (days.length - 1 - index) % step === 0)
}
