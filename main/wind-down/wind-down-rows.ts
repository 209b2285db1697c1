/** The rows of winding down, and what `main` keeps of them in memory. */
import { campaignRow, type CampaignRow } from '../../domain/wind-down/campaign.ts'
import { personFile, type PersonFile, type SettledEvent } from '../../domain/wind-down/person-file.ts'
import type { RecordStore, RowToSeal } from '../record/store.ts'
import { keptRow, type KeptRow, type ObligationIndex } from './obligation-index.ts'

export const WIND_DOWN_TABLE = 'wind-down'
/** What the ids of rows begin with. */
export const PERSON = 'person:'
export const CAMPAIGN = 'campaign:'
export const KEPT = 'kept:'

export type WindDownStore = Pick<RecordStore, 'ids' | 'read' | 'readAll'>

export const rowOf = (id: string, value: { readonly rev: number }): RowToSeal => ({
  table: WIND_DOWN_TABLE,
  id,
  rev: value.rev,
  keyId: 'records',
  value,
})

export type WindDownMemory = ReturnType<typeof createWindDownMemory>

export function createWindDownMemory(obligations: Pick<ObligationIndex, 'keep'>) {
  const persons = new Map<string, PersonFile>()
  const campaigns = new Map<string, CampaignRow>()
  const kept = new Map<string, KeptRow>()
  /** Persons of each campaign. */
  const enrolled = new Map<string, Set<string>>()
  /** The newest of each thing to undo. */
  const settlements = new Map<string, SettledEvent>()

  function putPerson(file: PersonFile): void {
    persons.set(file.personId, file)
    for (const event of file.events) {
      if (event.kind === 'enrolled') enrolled.set(event.campaignId, (enrolled.get(event.campaignId) ?? new Set()).add(file.personId))
      if (event.kind !== 'settled') continue
      for (const key of event.keys) if ((settlements.get(key)?.at ?? '') <= event.at) settlements.set(key, event)
    }
  }

  return {
    persons,
    campaigns,
    kept,
    enrolled,
    settlements,
    putPerson,
    take(id: string, value: unknown): void {
      if (id.startsWith(PERSON)) return putPerson(personFile.parse(value))
      if (id.startsWith(CAMPAIGN)) return void campaigns.set(id.slice(CAMPAIGN.length), campaignRow.parse(value))
      const row = keptRow.parse(value)
      kept.set(row.caseId, row)
      obligations.keep(row)
    },
  }
}

export async function readRows(store: WindDownStore, { take }: Pick<WindDownMemory, 'take'>): Promise<void> {
  const left = new Set(store.ids(WIND_DOWN_TABLE))
  for await (const { id, value } of store.readAll(WIND_DOWN_TABLE)) if (left.delete(id)) take(id, value)
  // What did not open in the first copy.
  for (const id of left) {
    const value = await store.read(WIND_DOWN_TABLE, id, 'records')
    if (value !== undefined) take(id, value)
  }
}
