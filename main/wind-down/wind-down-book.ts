/**
 * What this workstation keeps of winding down: campaigns, one file for each of their persons, and what deleted cases left. Sealed rows that
 * stay in `main`. Persons and campaigns are append-only lists of events.
 */
import type { CaseLine } from '../../domain/case/case-line.ts'
import { ok, type Result } from '../../domain/result.ts'
import { createSequencer } from '../../domain/sequencer.ts'
import type { CampaignEvent, CampaignRow } from '../../domain/wind-down/campaign.ts'
import type { PersonEvent, PersonFile, SettledEvent } from '../../domain/wind-down/person-file.ts'
import type { RecordFailureCode, RecordStore, RowToErase, RowToSeal } from '../record/store.ts'
import { createObligationIndex, type ObligationIndex } from './obligation-index.ts'
import {
  CAMPAIGN,
  createWindDownMemory,
  KEPT,
  PERSON,
  readRows,
  rowOf,
  WIND_DOWN_TABLE,
  type WindDownMemory,
  type WindDownStore,
} from './wind-down-rows.ts'

/** Rows of one commit: a campaign of thousands of persons begins in slices. */
const ROWS_A_COMMIT = 500

export interface ChangeOfPerson {
  readonly personId: string
  readonly events: readonly PersonEvent[]
}
export interface ComingSettlements {
  readonly personId: string
  readonly settlements: readonly SettledEvent[]
}
type NewCampaign = Omit<CampaignRow, 'rev' | 'events'>

export interface WindDownBook {
  readonly obligations: ObligationIndex
  observe(line: CaseLine): void
  /** What stays of a case that is deleted, to be committed with the erasure; `undefined` when it leaves nothing. */
  keptOf(caseId: string): RowToSeal | undefined
  campaigns(): readonly CampaignRow[]
  findCampaign(campaignId: string): CampaignRow | undefined
  /** Ids of the persons of a campaign, in the order in which they were enrolled. */
  personsOf(campaignId: string): readonly string[]
  findPerson(personId: string): PersonFile | undefined
  /** The newest settlement that an agent recorded of one thing to undo. */
  findSettlement(key: string): SettledEvent | undefined
  /** Takes settlements that came with cases, in the frame that `commit` makes. Those that are here already are left out. */
  takeSettlements<Answer extends Result<unknown>>(
    coming: readonly ComingSettlements[],
    commit: (rows: readonly RowToSeal[]) => Promise<Answer>,
  ): Promise<Answer>
  /** In one frame. */
  addToPersons(changes: readonly ChangeOfPerson[], action: string, detail: object): Promise<Result<void, RecordFailureCode>>
  /** In slices, then the campaign: without its campaign, what was stored of a start that was cut off counts for nothing. */
  enrol(campaign: NewCampaign, persons: readonly ChangeOfPerson[], event: CampaignEvent): Promise<Result<void, RecordFailureCode>>
  addToCampaign(campaignId: string, event: CampaignEvent, action: string): Promise<Result<void, RecordFailureCode>>
  /** Erases what was kept of deleted cases, once all of it is settled. */
  eraseSettled(isSettled: (key: string) => boolean): Promise<Result<void, RecordFailureCode>>
}

type BookStore = WindDownStore & Pick<RecordStore, 'commit'>

export async function openWindDownBook(store: BookStore, isReproof: (edition: string) => boolean): Promise<WindDownBook> {
  const obligations = createObligationIndex(isReproof)
  const memory = createWindDownMemory(obligations)
  await readRows(store, memory)
  const { persons, campaigns, kept } = memory
  const inTurn = createSequencer()
  const { storePersons, addCampaignEvent, takeSettlements } = createWriter(store, memory)

  return {
    obligations,
    observe: obligations.observe,
    keptOf(caseId) {
      const left = obligations.leftBy(caseId)
      return left && { table: WIND_DOWN_TABLE, id: `${KEPT}${caseId}`, rev: 1, keyId: 'records', value: left }
    },
    campaigns: () => [...campaigns.values()],
    findCampaign: (campaignId) => campaigns.get(campaignId),
    personsOf: (campaignId) => [...(memory.enrolled.get(campaignId) ?? [])],
    findPerson: (personId) => persons.get(personId),
    findSettlement: (key) => memory.settlements.get(key),
    takeSettlements: (coming, commit) => inTurn(() => takeSettlements(coming, commit)),
    addToPersons: (changes, action, detail) => inTurn(() => storePersons(changes, action, detail)),
    enrol: (campaign, changes, event) =>
      inTurn(async () => {
        for (let begin = 0; begin < changes.length; begin += ROWS_A_COMMIT) {
          const slice = changes.slice(begin, begin + ROWS_A_COMMIT)
          const stored = await storePersons(slice, 'wind-down-persons-added', { campaignId: campaign.campaignId, persons: slice.length })
          if (!stored.ok) return stored
        }
        return addCampaignEvent(campaign, event, event.kind === 'started' ? 'wind-down-started' : 'wind-down-extended')
      }),
    addToCampaign: (campaignId, event, action) =>
      inTurn(async () => {
        const campaign = campaigns.get(campaignId)
        if (!campaign) throw new Error('a campaign is changed that is not here')
        return addCampaignEvent(campaign, event, action)
      }),
    eraseSettled: (isSettled) =>
      inTurn(async () => {
        const done = [...kept.values()].filter(
          ({ provedAt, obligations: all }) => provedAt === undefined && all.every(({ key }) => isSettled(key)),
        )
        if (done.length === 0) return ok()
        const rows = done.map(({ caseId }): RowToErase => ({ table: WIND_DOWN_TABLE, id: `${KEPT}${caseId}`, erase: true }))
        const erased = await store.commit(rows, { action: 'wind-down-kept-erased', detail: { cases: done.length } })
        if (!erased.ok) return erased
        for (const { caseId } of done) kept.delete(caseId)
        return ok()
      }),
  }
}

/** Adds events to persons and campaigns: in the store first, then in memory. */
function createWriter(store: BookStore, { persons, campaigns, settlements, putPerson }: WindDownMemory) {
  const grown = ({ personId, events }: ChangeOfPerson): PersonFile => {
    const before = persons.get(personId)
    return { rev: (before?.rev ?? 0) + 1, personId, events: [...(before?.events ?? []), ...events] }
  }

  async function storePersons(
    changes: readonly ChangeOfPerson[],
    action: string,
    detail: object,
  ): Promise<Result<void, RecordFailureCode>> {
    const files = changes.map(grown)
    const stored = await store.commit(
      files.map((file) => rowOf(`${PERSON}${file.personId}`, file)),
      { action, detail: { ...detail } },
    )
    if (!stored.ok) return stored
    files.forEach(putPerson)
    return ok()
  }

  async function takeSettlements<Answer extends Result<unknown>>(
    coming: readonly ComingSettlements[],
    commit: (rows: readonly RowToSeal[]) => Promise<Answer>,
  ): Promise<Answer> {
    const events = new Map<string, PersonEvent[]>()
    for (const { personId, settlements: all } of coming)
      for (const event of all) {
        const keys = event.keys.filter((key) => (settlements.get(key)?.at ?? '') < event.at)
        if (keys.length > 0) events.set(personId, [...(events.get(personId) ?? []), { ...event, keys }])
      }
    const files = [...events].map(([personId, added]) => grown({ personId, events: added }))
    const committed = await commit(files.map((file) => rowOf(`${PERSON}${file.personId}`, file)))
    if (committed.ok) files.forEach(putPerson)
    return committed
  }

  async function storeCampaign(row: CampaignRow, action: string): Promise<Result<void, RecordFailureCode>> {
    const event = row.events.at(-1)
    const stored = await store.commit([rowOf(`${CAMPAIGN}${row.campaignId}`, row)], {
      action,
      detail: { campaignId: row.campaignId, name: row.name, choice: row.choice, ...event },
    })
    if (!stored.ok) return stored
    campaigns.set(row.campaignId, row)
    return ok()
  }

  const addCampaignEvent = (campaign: NewCampaign, event: CampaignEvent, action: string) => {
    const before = campaigns.get(campaign.campaignId)
    return storeCampaign({ ...campaign, rev: (before?.rev ?? 0) + 1, events: [...(before?.events ?? []), event] }, action)
  }

  return { storePersons, addCampaignEvent, takeSettlements }
}
