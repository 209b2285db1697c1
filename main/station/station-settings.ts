/** The settings of the station, sealed in its record. */
import { z } from 'zod'
import { err, ok, type Result } from '../../domain/result.ts'
import { stationSettings, type StationSettings } from '../../domain/station.ts'
import type { Output } from '../../preload/contract.ts'
import type { RecordFailureCode, RecordStore, RowToSeal } from '../record/store.ts'

const STATION_ROW = 'station'
const storedSettings = z.strictObject({ rev: z.number().int().positive(), settings: stationSettings })
export type StoredSettings = z.infer<typeof storedSettings>

export interface SettingsStore {
  current(): StoredSettings
  /** `expectedRev`: the revision the agent changed; another one is `stale`. */
  save(settings: StationSettings, expectedRev: number): Promise<Result<Output<'station.save'>, RecordFailureCode>>
}

/** `first`: at first run only, saved as revision 1. */
export async function openSettings(
  store: RecordStore,
  first: StationSettings | undefined,
): Promise<Result<SettingsStore, RecordFailureCode | 'settings-missing'>> {
  const read = await readSettings(store, first)
  if (!read.ok) return read
  let current = read.value
  return ok({
    current: () => current,
    save: async (settings, expectedRev) => {
      if (expectedRev !== current.rev)
        return err('stale', 'The settings were changed elsewhere since they were opened.', 'Look at them again, then repeat the change.')
      const next = { rev: current.rev + 1, settings }
      const saved = await store.commit([stationRow(next)], { action: 'settings-saved' })
      if (!saved.ok) return saved
      current = next
      return ok({ rev: next.rev, rows: saved.value.rows, lastSeq: saved.value.lastSeq })
    },
  })
}

const stationRow = (value: StoredSettings): RowToSeal => ({ table: 'station', id: STATION_ROW, rev: value.rev, keyId: 'records', value })

async function readSettings(
  store: RecordStore,
  first: StationSettings | undefined,
): Promise<Result<StoredSettings, RecordFailureCode | 'settings-missing'>> {
  const stored = await store.read('station', STATION_ROW, 'records')
  if (stored !== undefined) return ok(storedSettings.parse(stored))
  if (!first) return missingSettings
  const begun: StoredSettings = { rev: 1, settings: first }
  const saved = await store.commit([stationRow(begun)], { action: 'station-set-up' })
  return saved.ok ? ok(begun) : saved
}

const missingSettings = err(
  'settings-missing',
  'The settings of this station are not in its record. Nothing was changed.',
  'Restore the folder from a backup.',
)
