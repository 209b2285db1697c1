/** Acts on several cases at once: what each would record, which cases it leaves out and why, and how it is undone. */
import type { AgentEvent } from '../../../../domain/case/events.ts'
import type { CaseSummary } from '../../../../domain/case/summary.ts'
import type { Edition } from '../../../../domain/guidance/edition.ts'
import { fillTemplate } from '../../../../domain/guidance/text-template.ts'
import { remindedWaits, type RemindedWait } from '../../../../domain/journey/reminder.ts'

export const bulkActs = ['note', 'reminder', 'hold'] as const
export type BulkAct = (typeof bulkActs)[number]

/** Each is an entry of the record of its own, so that one press cannot change everything. */
export const MOST_AT_ONCE = 200

export interface BulkPlan {
  readonly cases: readonly CaseSummary[]
  readonly leftOut: readonly { readonly one: CaseSummary; readonly why: string }[]
}

const waitOf = ({ wait }: CaseSummary): RemindedWait | undefined => remindedWaits.find((about) => about === wait?.kind)

function refuse(act: BulkAct, one: CaseSummary): string | undefined {
  if (one.status === 'handed-over') return 'Handed over to another workstation'
  if (act === 'reminder' && waitOf(one) === undefined) return 'Does not wait for the registrant'
  return undefined
}

export function planBulk(act: BulkAct, selected: readonly CaseSummary[]): BulkPlan {
  const leftOut = selected.flatMap((one) => {
    const why = refuse(act, one)
    return why === undefined ? [] : [{ one, why }]
  })
  const out = new Set(leftOut.map(({ one }) => one))
  return { cases: selected.filter((one) => !out.has(one)), leftOut }
}

/** What is recorded on a case of the plan. A hold is an act of `main` and no event of the page. */
export function eventOf(act: Exclude<BulkAct, 'hold'>, one: CaseSummary, text: string, today: string): AgentEvent {
  if (act === 'note') return { kind: 'noteAdded', note: text }
  const about = waitOf(one)
  if (!about) throw new Error('a case that waits for no reply is not reminded')
  return { kind: 'reminderSent', about, on: today, ...(text === '' ? {} : { note: text }) }
}

/** `of`: the place of the recorded event in its case. */
export const inverseOf = (act: Exclude<BulkAct, 'hold'>, of: number): AgentEvent =>
  act === 'note' ? { kind: 'noteWithdrawn', of } : { kind: 'reminderWithdrawn', of }

/** The edition's draft for one case, from what its summary says; `undefined` where the edition has none. */
export function draftReminder(
  one: CaseSummary,
  { reminder }: Pick<Edition, 'reminder'>,
  by: { readonly agentName: string; readonly serviceProvider: string },
): { readonly subject: string; readonly body: string } | undefined {
  if (!reminder) return undefined
  const values = { ...by, registrantName: one.name, organisation: one.organisation }
  return { subject: fillTemplate(reminder.subject, values), body: fillTemplate(reminder.body, values) }
}
