/** One person over all their cases: what the page shows, folded from the cases and from what the station itself knows of them. */
import { z } from 'zod'
import { cardStates, type CardState } from '../card/lifecycle.ts'
import { normaliseSerial } from '../card/register/serial.ts'
import { undoKinds, findToUndo } from '../case/to-undo.ts'
import { describeEvent, listHistory } from '../case/describe.ts'
import type { CaseRecord } from '../case/case.ts'
import type { CaseView } from '../case/status.ts'
import { address, instant, odsCode, personName, phoneNumber, plainDate, randomId, shortText, wallTime } from '../values.ts'
import { personEntry, type PersonEntry } from './person-entry.ts'

/** `from`: reference of the case that says it; absent for the short entry. */
const said = { from: shortText.optional(), at: instant }
const caseStatus = z.enum(['open', 'stopped', 'closed', 'handed-over'])

export const personGrant = z.strictObject({
  odsCode,
  position: shortText.optional(),
  grantedOn: plainDate,
  reviewBy: plainDate.optional(),
  endsOn: plainDate.optional(),
  revokedOn: plainDate.optional(),
})
export type PersonGrant = z.infer<typeof personGrant>

export const personView = z.strictObject({
  personId: randomId,
  uuids: z.array(z.string()),
  /** Newest first. */
  names: z.array(z.strictObject({ name: z.union([personName, shortText]), ...said })),
  dateOfBirth: plainDate.optional(),
  nationalInsurance: z.string().optional(),
  mobiles: z.array(
    z.strictObject({
      mobile: phoneNumber,
      ...said,
      /** The call on which its holder read the code back. */
      confirmed: z.strictObject({ at: instant, from: shortText, call: wallTime.optional() }).optional(),
    }),
  ),
  emails: z.array(z.strictObject({ email: z.string(), ...said })),
  addresses: z.array(z.strictObject({ address, ...said })),
  cards: z.array(
    z.strictObject({ serial: z.string(), state: z.enum(cardStates), expiresOn: plainDate.optional(), from: shortText, caseId: randomId }),
  ),
  positions: z.array(z.strictObject({ name: shortText, odsCode, from: plainDate, to: plainDate.optional(), caseReference: shortText })),
  grants: z.array(personGrant),
  cases: z.array(
    z.strictObject({
      caseId: randomId,
      caseReference: shortText,
      status: caseStatus,
      ended: z.boolean(),
      organisation: shortText.optional(),
      edition: shortText,
      openedAt: instant,
      /** For whoever records an act on it from here. */
      expectedSeq: z.number().int().nonnegative(),
      linked: z.boolean(),
    }),
  ),
  deletedCases: z.array(z.strictObject({ caseReference: shortText, month: z.string() })),
  texts: z.array(z.strictObject({ what: z.enum(['code', 'passcode']), to: phoneNumber, at: instant, from: shortText })),
  toUndo: z.array(
    z.strictObject({
      kind: z.enum(undoKinds),
      since: instant,
      odsCode: odsCode.optional(),
      until: plainDate.optional(),
      serial: z.string().optional(),
      from: shortText,
    }),
  ),
  entry: personEntry.optional(),
  timeline: z.array(
    z.strictObject({
      at: instant,
      by: z.string(),
      title: z.string(),
      lines: z.array(z.string()),
      from: shortText.optional(),
      caseId: randomId.optional(),
    }),
  ),
})
export type PersonView = z.infer<typeof personView>

export interface CaseOfPerson {
  readonly record: CaseRecord
  readonly view: CaseView
}

/** What the station itself knows: entries and corrections, oldest first, and references of deleted cases. */
export interface OwnOfPerson {
  readonly entries: readonly { readonly entry: PersonEntry; readonly at: string; readonly by: string; readonly why?: string }[]
  readonly joined: readonly { readonly at: string; readonly by: string; readonly why: string }[]
  readonly deleted: readonly { readonly caseReference: string; readonly month: string }[]
}

export interface PersonSources {
  readonly personId: string
  readonly cases: readonly CaseOfPerson[]
  readonly own: OwnOfPerson
  readonly grants: readonly PersonGrant[]
  /** Where the register of cards knows better than the case, as of a card that was cancelled after the case was closed. */
  readonly stateOf: (serial: string) => CardState | undefined
}

export function viewPerson({ personId, cases, own, grants, stateOf }: PersonSources): PersonView {
  const values = [...cases.flatMap(valuesOf), ...own.entries.flatMap(valuesOfOwn)].sort((one, other) => other.at.localeCompare(one.at))
  const pick = <Key extends keyof Value>(key: Key) =>
    values.flatMap((value) => (value[key] === undefined ? [] : [{ value: value[key] as NonNullable<Value[Key]>, ...saidBy(value) }]))
  const confirmations = cases.flatMap(confirmedMobiles)
  return {
    personId,
    uuids: [...new Set(pick('uuid').map(({ value }) => value))],
    names: distinct(pick('name')).map(({ value, ...by }) => ({ name: value, ...by })),
    ...only('dateOfBirth', pick('dateOfBirth')),
    ...only('nationalInsurance', pick('nationalInsurance')),
    mobiles: distinct(pick('mobile')).map(({ value, ...by }) => {
      const confirmed = confirmations.findLast(({ mobile }) => mobile === value)
      return { mobile: value, ...by, ...(confirmed ? { confirmed: confirmed.how } : {}) }
    }),
    emails: distinct(pick('email')).map(({ value, ...by }) => ({ email: value, ...by })),
    addresses: distinct(pick('address')).map(({ value, ...by }) => ({ address: value, ...by })),
    cards: cases.flatMap((one) => cardsOf(one, stateOf)),
    positions: cases.flatMap(({ record, view }) =>
      (view.facts.access?.positions ?? []).map(({ name, odsCode: code, from, to }) => ({
        name,
        odsCode: code,
        from,
        ...(to ? { to } : {}),
        caseReference: record.caseReference,
      })),
    ),
    grants: [...grants],
    cases: cases.map(lineOf),
    deletedCases: own.deleted.map(({ caseReference, month }) => ({ caseReference, month })),
    texts: cases.flatMap(textsOf).sort((one, other) => other.at.localeCompare(one.at)),
    toUndo: cases.flatMap(({ record, view }) => findToUndo(record, view).map((one) => ({ ...one, from: record.caseReference }))),
    ...(own.entries.length > 0 ? { entry: own.entries.at(-1)!.entry } : {}),
    timeline: [...cases.flatMap(eventsOf), ...ownEvents(own)].sort((one, other) => other.at.localeCompare(one.at)),
  }
}

interface Value {
  readonly at: string
  readonly from?: string
  readonly name?: PersonView['names'][number]['name']
  readonly uuid?: string
  readonly dateOfBirth?: string
  readonly nationalInsurance?: string
  readonly mobile?: string
  readonly email?: string
  readonly address?: z.infer<typeof address>
}

function valuesOf({ record }: CaseOfPerson): Value[] {
  const from = record.caseReference
  return record.events.flatMap(({ at, event }): Value[] => {
    if (event.kind === 'requestReceived')
      return [{ at, from, name: event.registrantName, ...(event.registrantEmail ? { email: event.registrantEmail } : {}) }]
    if (event.kind === 'identityProvedElsewhere') return [{ at, from, name: event.name, uuid: event.uuid }]
    if (event.kind === 'cisIdentityCreated') return [{ at, from, uuid: event.uuid }]
    if (event.kind === 'deliveryRecorded') return [{ at, from, mobile: event.mobile, address: event.address }]
    if (event.kind !== 'detailsRecorded') return []
    const { name, dateOfBirth, nationalInsurance: ni, mobile, email, address: home } = event
    const given = 'given' in ni ? { nationalInsurance: ni.given } : {}
    return [{ at, from, name, dateOfBirth, mobile, email: email.address, address: home, ...given }]
  })
}

function valuesOfOwn({ entry, at }: OwnOfPerson['entries'][number]): Value[] {
  const { name, uuid, dateOfBirth, nationalInsurance, mobile, email } = entry
  const known = { dateOfBirth, nationalInsurance, mobile, email }
  return [{ at, name, uuid, ...(Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)) as Partial<Value>) }]
}

const saidBy = ({ at, from }: Value) => ({ at, ...(from === undefined ? {} : { from }) })

/** The newest of each value. A name as an email wrote it is left out when the details say the same. */
function distinct<One extends { readonly value: unknown }>(values: readonly One[]): One[] {
  const seen = new Set<string>()
  return values.filter(({ value }) => {
    const key = keyOf(value)
    return !seen.has(key) && seen.add(key)
  })
}

function keyOf(value: unknown): string {
  if (typeof value !== 'object' || value === null || !('family' in value)) return typeof value === 'string' ? value : JSON.stringify(value)
  const { given, family } = value as { readonly given: string; readonly family: string }
  return `${given} ${family}`
}

const only = <Key extends string>(key: Key, [newest]: readonly { readonly value: string }[]) =>
  (newest === undefined ? {} : { [key]: newest.value }) as { readonly [Only in Key]?: string }

function confirmedMobiles({ record }: CaseOfPerson) {
  const texted = new Map<number, string>()
  const confirmed: { mobile: string; how: { at: string; from: string; call?: string } }[] = []
  let call: string | undefined
  for (const { at, event } of record.events) {
    if (event.kind === 'callArranged') call = event.at
    if (event.kind === 'phoneCodeTexted') texted.set(event.attempt, event.to)
    const mobile = event.kind === 'phoneCodeVerified' && event.result === 'same' ? texted.get(event.attempt) : undefined
    if (mobile) confirmed.push({ mobile, how: { at, from: record.caseReference, ...(call ? { call } : {}) } })
  }
  return confirmed
}

const cardsOf = ({ record, view }: CaseOfPerson, stateOf: PersonSources['stateOf']): PersonView['cards'] =>
  view.facts.cards.flatMap(({ serial, state, expiresOn }) =>
    serial === undefined || state === 'refused'
      ? []
      : [
          {
            serial,
            state: stateOf(normaliseSerial(serial)) ?? 'unknown',
            ...(expiresOn ? { expiresOn } : {}),
            from: record.caseReference,
            caseId: record.caseId,
          },
        ],
  )

const lineOf = ({ record, view }: CaseOfPerson): PersonView['cases'][number] => ({
  caseId: record.caseId,
  caseReference: record.caseReference,
  status: view.status,
  ended: view.facts.ended !== undefined,
  ...(view.facts.organisation ? { organisation: view.facts.organisation.name } : {}),
  edition: view.edition.name,
  openedAt: view.facts.openedAt,
  expectedSeq: record.events.length,
  linked: view.facts.linkedPerson !== undefined && view.facts.linkedPerson.personId !== record.caseId,
})

const textsOf = ({ record }: CaseOfPerson): PersonView['texts'] =>
  listHistory(record.events).flatMap(({ at, event }): PersonView['texts'] => {
    const from = record.caseReference
    if (event.kind === 'phoneCodeTexted' && event.outcome !== 'not-sent') return [{ what: 'code', to: event.to, at, from }]
    return event.kind === 'passcodeTexted' ? [{ what: 'passcode', to: event.to, at, from }] : []
  })

const eventsOf = ({ record, view }: CaseOfPerson): PersonView['timeline'] =>
  listHistory(record.events).map(({ at, agentName, event }) => {
    const { title, lines } = describeEvent(event, view.edition)
    return { at, by: agentName, title, lines: [...lines], from: record.caseReference, caseId: record.caseId }
  })

function ownEvents({ entries, joined }: OwnOfPerson): PersonView['timeline'] {
  return [
    ...entries.map(({ at, by, why }) => ({
      at,
      by,
      title: why === undefined ? 'Added without a case' : 'Short entry corrected',
      lines: why === undefined ? [] : [why],
    })),
    ...joined.map(({ at, by, why }) => ({ at, by, title: 'Found to be the same person', lines: [why] })),
  ]
}
