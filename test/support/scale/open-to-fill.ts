/** The write path of `main` over a data folder: vault, record and store as an unlocked session has them. */
import { randomBytes } from 'node:crypto'
import type { OpenSqlite } from '../../../main/files/database.ts'
import { createRecordStore } from '../../../main/record/record-store.ts'
import { openRecord, type VaultRecord } from '../../../main/record/record.ts'
import type { RecordStore } from '../../../main/record/store.ts'
import type { StationAccess } from '../../../main/station/station-access.ts'
import { kdfFloor, standardKdf, type Kdf } from '../../../main/vault/argon2.ts'
import type { UnlockedVault } from '../../../main/vault/vault.ts'
import { PASSPHRASE } from '../main-app.ts'
import { openStationAccess } from '../station-access.ts'

export interface OpenedToFill {
  readonly vault: UnlockedVault
  readonly record: VaultRecord
  readonly store: RecordStore
  close(): Promise<void>
}

/** As the app has them, so that its first unlock has nothing to strengthen. */
export const kdfOfApp: Kdf = {
  workerUrl: new URL('../../../main/vault/argon2-worker.ts', import.meta.url),
  parameters: standardKdf,
  floor: kdfFloor,
}

export const accessTo = (folder: string, kdf: Kdf, openSqlite?: OpenSqlite): StationAccess =>
  openStationAccess({
    folder,
    randomBytes: (length) => new Uint8Array(randomBytes(length)),
    monotonic: () => performance.now(),
    kdf,
    ...(openSqlite === undefined ? {} : { openSqlite }),
  })

export async function openToFill(folder: string, kdf: Kdf, openSqlite?: OpenSqlite): Promise<OpenedToFill> {
  const access = accessTo(folder, kdf, openSqlite)
  const agents = await access.agents()
  if (!agents.ok) throw new Error(agents.error.code)
  const unlocked = await access.unlock({ agentId: agents.value[0]!.agentId, passphrase: PASSPHRASE })
  if (!unlocked.ok) throw new Error(unlocked.error.code)
  const vault = unlocked.value
  const opened = await openRecord({
    folder,
    vault,
    now: () => new Date(),
    monotonic: () => performance.now(),
    ...(openSqlite === undefined ? {} : { openSqlite }),
  })
  if (!opened.ok) throw new Error(opened.error.code)
  const record = opened.value
  return {
    vault,
    record,
    store: createRecordStore({ vault, record }),
    close: async () => {
      await record.close()
      vault.lock()
    },
  }
}
