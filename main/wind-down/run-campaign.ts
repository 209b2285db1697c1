/** What an agent does in a campaign: start it, add to it, decide, record what was done, chase. One act is one commit; ids are checked first. */
import { err, ok, type Result } from '../../domain/result.ts'
import { checkDecision, findSettled, type SettlementInput, type WindDownCode } from '../../domain/wind-down/acts.ts'
import { isChosen, type CampaignChoice, type CampaignRow } from '../../domain/wind-down/campaign.ts'
import type { ChasedEvent, DecisionInput, PersonEvent } from '../../domain/wind-down/person-file.ts'
import type { Obligation } from '../../domain/wind-down/obligation.ts'
import type { Clock, Ids, SignedInAgent } from '../ports.ts'
import type { RecordFailureCode } from '../record/store.ts'
import { plainDateOf } from '../../domain/plain-date-of.ts'
import { findLater, groupByPerson, readPerson, readPersons, type PersonInCampaign } from './read-campaign.ts'
import { noSuchCampaign, noSuchPerson } from './not-found.ts'
import type { Standings } from './standing.ts'
import type { WindsDown } from './wind-down.ts'

export type CampaignPorts = WindsDown & Clock & Ids & SignedInAgent
type CampaignCode = 'no-such-campaign' | 'no-such-person' | 'nothing-chosen' | 'campaign-certified'

const stampOf = ({ now, agent }: CampaignPorts) => ({ at: now().toISOString(), by: agent.agentName })

export function previewCampaign({ windDown }: WindsDown, choice: CampaignChoice): readonly Obligation[] {
  return windDown
    .standings()
    .open()
    .filter((one) => isChosen(choice, one))
}

const enrolments = (ports: CampaignPorts, campaignId: string, chosen: readonly Obligation[]) =>
  [...groupByPerson(chosen)].map(([personId, obligations]) => ({
    personId,
    events: [{ kind: 'enrolled' as const, campaignId, obligations, ...stampOf(ports) }],
  }))

export async function startCampaign(
  ports: CampaignPorts,
  { name, choice }: { readonly name: string; readonly choice: CampaignChoice },
): Promise<Result<{ readonly campaignId: string }, RecordFailureCode | CampaignCode>> {
  const chosen = previewCampaign(ports, choice)
  if (chosen.length === 0) return nothingChosen
  const campaignId = ports.newId()
  const persons = enrolments(ports, campaignId, chosen)
  const event = { kind: 'started' as const, persons: persons.length, obligations: chosen.length, ...stampOf(ports) }
  const begun = await ports.windDown.book.enrol({ campaignId, name, choice }, persons, event)
  return begun.ok ? ok({ campaignId }) : begun
}

/** Adds what came since the start, or what was found since. */
export async function addLater(
  ports: CampaignPorts,
  campaignId: string,
): Promise<Result<{ readonly added: number }, RecordFailureCode | CampaignCode>> {
  const campaign = findOpen(ports, campaignId)
  if (!campaign.ok) return campaign
  const standings = ports.windDown.standings()
  const later = findLater(standings, campaign.value, readPersons(ports.windDown, standings, campaignId))
  if (later.length === 0) return ok({ added: 0 })
  const persons = enrolments(ports, campaignId, later)
  const { name, choice } = campaign.value
  const event = { kind: 'extended' as const, persons: persons.length, obligations: later.length, ...stampOf(ports) }
  const added = await ports.windDown.book.enrol({ campaignId, name, choice }, persons, event)
  return added.ok ? ok({ added: later.length }) : added
}

interface Chosen {
  readonly campaignId: string
  readonly personIds: readonly string[]
}

export async function decide(
  ports: CampaignPorts,
  { campaignId, personIds, ...input }: Chosen & DecisionInput,
): Promise<Result<{ readonly persons: number }, RecordFailureCode | CampaignCode | WindDownCode>> {
  const persons = findPersons(ports, { campaignId, personIds })
  if (!persons.ok) return persons
  const stamp = stampOf(ports)
  const { decision, why, decidedBy } = input
  const changes: { readonly personId: string; readonly events: PersonEvent[] }[] = []
  for (const { personId, left } of persons.value) {
    const allowed = checkDecision(left, input)
    // Several at once: those of whom nothing is left stay as they are.
    if (!allowed.ok && allowed.error.code === 'nothing-left' && personIds.length > 1) continue
    if (!allowed.ok) return allowed
    const said = { ...(why === undefined ? {} : { why }), ...(decidedBy === undefined ? {} : { decidedBy }) }
    const events: PersonEvent[] = [{ kind: 'decided', campaignId, decision, ...said, ...stamp }]
    // Keeping is all that there is to do for it.
    if (decision === 'keep' && why !== undefined)
      events.push({
        kind: 'settled',
        campaignId,
        keys: left.map(({ key }) => key),
        how: 'kept',
        on: plainDateOf(ports.now()),
        note: why,
        ...stamp,
      })
    changes.push({ personId, events })
  }
  return store(ports, campaignId, changes, 'wind-down-decided', { decision })
}

/** `rehearse`: says how many would be settled, and stores nothing. */
export async function settle(
  ports: CampaignPorts,
  { campaignId, personIds, rehearse, ...input }: Chosen & SettlementInput & { readonly rehearse?: boolean | undefined },
): Promise<
  Result<
    { readonly persons: number; readonly obligations: number; readonly leftOut: number },
    RecordFailureCode | CampaignCode | WindDownCode
  >
> {
  const persons = findPersons(ports, { campaignId, personIds })
  if (!persons.ok) return persons
  const today = plainDateOf(ports.now())
  const { how, on, reference, note } = input
  const said = { how, on, ...(reference === undefined ? {} : { reference }), ...(note === undefined ? {} : { note }) }
  const changes: { readonly personId: string; readonly events: PersonEvent[] }[] = []
  let obligations = 0
  for (const { personId, left, known } of persons.value) {
    const keys = findSettled(left, known.decision?.decision, input, today)
    if (!keys.ok && mayBeLeftOut.has(keys.error.code) && personIds.length > 1) continue
    if (!keys.ok) return keys
    obligations += keys.value.length
    changes.push({ personId, events: [{ kind: 'settled', campaignId, keys: keys.value, ...said, ...stampOf(ports) }] })
  }
  const counted = { persons: changes.length, obligations, leftOut: personIds.length - changes.length }
  if (rehearse === true) return ok(counted)
  const stored = await store(ports, campaignId, changes, 'wind-down-settled', said)
  return stored.ok ? ok(counted) : stored
}
const mayBeLeftOut: ReadonlySet<WindDownCode> = new Set<WindDownCode>(['nothing-left', 'way-not-for-kind', 'decide-first'])

/** Records that a letter or an email went out, and when to ask again. */
export async function chase(
  ports: CampaignPorts,
  { campaignId, personIds, letter, on, next }: Chosen & Pick<ChasedEvent, 'letter' | 'on' | 'next'>,
): Promise<Result<{ readonly persons: number }, RecordFailureCode | CampaignCode | WindDownCode>> {
  const persons = findPersons(ports, { campaignId, personIds })
  if (!persons.ok) return persons
  if (on > plainDateOf(ports.now()) || (next !== undefined && next < on)) return wrongDay
  const event = { kind: 'chased' as const, campaignId, letter, on, ...(next === undefined ? {} : { next }), ...stampOf(ports) }
  const changes = persons.value.map(({ personId }) => ({ personId, events: [event] }))
  return store(ports, campaignId, changes, 'wind-down-chased', { letter })
}

export async function store(
  ports: CampaignPorts,
  campaignId: string,
  changes: readonly { readonly personId: string; readonly events: readonly PersonEvent[] }[],
  action: string,
  detail: object,
): Promise<Result<{ readonly persons: number }, RecordFailureCode | WindDownCode>> {
  if (changes.length === 0) return nothingFits
  const about = { campaignId, ...detail, persons: changes.map(({ personId }) => personId) }
  const stored = await ports.windDown.book.addToPersons(changes, action, about)
  return stored.ok ? ok({ persons: changes.length }) : stored
}

export function findOpen({ windDown }: WindsDown, campaignId: string): Result<CampaignRow, 'no-such-campaign' | 'campaign-certified'> {
  const campaign = windDown.book.findCampaign(campaignId)
  if (!campaign) return noSuchCampaign
  return campaign.events.some(({ kind }) => kind === 'certified') ? certified : ok(campaign)
}

/** Every one of them must be in the campaign. */
export function findPersons(
  ports: WindsDown,
  { campaignId, personIds }: Chosen,
  standings: Standings = ports.windDown.standings(),
): Result<readonly PersonInCampaign[], CampaignCode> {
  const campaign = findOpen(ports, campaignId)
  if (!campaign.ok) return campaign
  const persons: PersonInCampaign[] = []
  for (const personId of new Set(personIds)) {
    const found = readPerson(ports.windDown, standings, campaignId, personId)
    if (!found) return noSuchPerson
    persons.push(found)
  }
  return ok(persons)
}

const certified = err(
  'campaign-certified',
  'This campaign ended with its certificate. Nothing was saved.',
  'Start another campaign for what is to be undone now.',
)
const nothingChosen = err(
  'nothing-chosen',
  'Nothing that is to be undone fits this choice. No campaign was started.',
  'Choose other editions, organisations, kinds or dates.',
)
const nothingFits = err(
  'nothing-left',
  'Nothing that is left of these people fits. Nothing was saved.',
  'Choose other people, or another way.',
)
const wrongDay = err(
  'not-in-time',
  'The letter cannot have gone out after today, and the chaser comes after it. Nothing was saved.',
  'Check both dates and enter them again.',
)
