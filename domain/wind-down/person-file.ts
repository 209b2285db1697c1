/**
 * What the wind-down knows of one person: an append-only list of what was fixed at the start of a campaign, what was decided and what was
 * done. It holds random ids, days and references, and the agents' own words; never the name of the person.
 */
import { z } from 'zod'
import { instant, plainDate, randomId, shortText, text } from '../values.ts'
import { letterKinds } from './letters.ts'
import { obligation, type Obligation } from './obligation.ts'
import { decisions, settledWays, type Decision } from './settlement.ts'

const stamp = { at: instant, by: shortText }
/** The obligations of the person when the campaign began, or that were added to it later. */
const enrolled = z.strictObject({ kind: z.literal('enrolled'), campaignId: randomId, obligations: z.array(obligation).min(1), ...stamp })
const decided = z.strictObject({
  kind: z.literal('decided'),
  campaignId: randomId,
  decision: z.enum(decisions),
  why: text.optional(),
  /** Who decided, where that is not the agent who records it. */
  decidedBy: shortText.optional(),
  ...stamp,
})
export const settled = z.strictObject({
  kind: z.literal('settled'),
  campaignId: randomId,
  keys: z.array(z.string().min(1).max(160)).min(1),
  how: z.enum(settledWays),
  on: plainDate,
  /** Of the request in CIS or CIM. */
  reference: shortText.optional(),
  note: text.optional(),
  ...stamp,
})
const chased = z.strictObject({
  kind: z.literal('chased'),
  campaignId: randomId,
  letter: z.enum(letterKinds),
  on: plainDate,
  /** The day on which to ask again. */
  next: plainDate.optional(),
  ...stamp,
})
const reproofBegun = z.strictObject({ kind: z.literal('reproofBegun'), campaignId: randomId, caseId: randomId, ...stamp })

export const personEvent = z.discriminatedUnion('kind', [enrolled, decided, settled, chased, reproofBegun])
export type PersonEvent = z.infer<typeof personEvent>
export type SettledEvent = z.infer<typeof settled>
export type ChasedEvent = z.infer<typeof chased>

export const personFile = z.strictObject({
  rev: z.number().int().positive(),
  personId: randomId,
  events: z.array(personEvent).min(1),
})
export type PersonFile = z.infer<typeof personFile>

/** What is known of a person in one campaign. */
export interface InCampaign {
  readonly obligations: readonly (Obligation & { readonly enrolledAt: string })[]
  readonly decision?: Extract<PersonEvent, { kind: 'decided' }>
  readonly chased?: ChasedEvent
  /** Cases that were begun to prove the identity face to face. */
  readonly reproofs: readonly string[]
}

const nothing: InCampaign = { obligations: [], reproofs: [] }

export function readInCampaign(events: readonly PersonEvent[], campaignId: string): InCampaign {
  return events.reduce((known: InCampaign, event) => {
    if (event.campaignId !== campaignId) return known
    if (event.kind === 'enrolled') {
      const before = new Set(known.obligations.map(({ key }) => key))
      const added = event.obligations.filter(({ key }) => !before.has(key)).map((one) => ({ ...one, enrolledAt: event.at }))
      return { ...known, obligations: [...known.obligations, ...added] }
    }
    if (event.kind === 'decided') return { ...known, decision: event }
    if (event.kind === 'chased') return { ...known, chased: event }
    if (event.kind === 'reproofBegun') return { ...known, reproofs: [...known.reproofs, event.caseId] }
    return known
  }, nothing)
}

export interface DecisionInput {
  readonly decision: Decision
  readonly why?: string | undefined
  readonly decidedBy?: string | undefined
}
