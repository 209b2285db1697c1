/** A station on which acts of every kind that a backup notices happen in an order that a seed decides. */
import { toHex } from '../../../domain/bytes.ts'
import type { JournalRow } from '../../../domain/record/frame.ts'
import type { BackupDeps } from '../../../main/backup/backup-task.ts'
import { writeBackup, type MadeBackup } from '../../../main/backup/write-backup.ts'
import type { BaseBackup } from '../../../domain/backup/base.ts'
import { rowOf } from '../../../main/record/record.ts'
import { station, type Station } from '../record/record-support.ts'
import { freshFolder, randomBytes, value } from '../vault/support.ts'

type Random = (below: number) => number

interface LiveCase {
  readonly id: string
  readonly keyId: string
  rev: number
  readonly scans: { readonly id: string; readonly keyId: string }[]
}

export interface ChangingStation {
  readonly here: Station
  readonly deps: BackupDeps
  /** Ids of keys that were destroyed. */
  readonly destroyed: Set<string>
  /** One act of a random kind. */
  act(): Promise<void>
  /** `again`: the id of a case that was erased. */
  addCase(again?: string): Promise<string>
  erase(caseId: string): Promise<void>
  nextDay(): void
  whole(): Promise<{ readonly made: MadeBackup; readonly base: BaseBackup }>
  changes(base: BaseBackup): Promise<MadeBackup>
}

interface Acting {
  readonly here: Station
  readonly cases: LiveCase[]
  readonly random: Random
  readonly any: <Item>(list: readonly Item[]) => Item
  readonly seal: (table: string, id: string, rev: number, keyId: string) => JournalRow
  readonly save: (...rows: readonly JournalRow[]) => Promise<void>
  readonly keyFor: (purpose: 'case' | 'evidence' | 'custody', ownerId: string) => Promise<string>
  readonly addCase: () => Promise<string>
  readonly erase: (caseId: string) => Promise<void>
  readonly destroy: (keyId: string) => Promise<void>
  readonly nextNumber: () => number
}

function kindsOf({
  here,
  cases,
  random,
  any,
  seal,
  save,
  keyFor,
  addCase,
  erase,
  destroy,
  nextNumber,
}: Acting): Readonly<Record<string, () => Promise<unknown>>> {
  const { vault } = here
  const secrets: { readonly id: string; readonly keyId: string }[] = []
  let settings = 0
  return {
    'a new case': addCase,
    'a changed case': async () => {
      const one = any(cases)
      one.rev += 1
      await save(seal('cases', one.id, one.rev, one.keyId))
    },
    'a scan': async () => {
      const one = any(cases)
      const scan = { id: `scan-${nextNumber()}`, keyId: await keyFor('evidence', one.id) }
      one.scans.push(scan)
      one.rev += 1
      await save(seal('chunks', `${scan.id}:0`, 1, scan.keyId), seal('chunks', `${scan.id}:1`, 1, scan.keyId))
      await save(seal('cases', one.id, one.rev, one.keyId))
    },
    'a scan erased': async () => {
      const one = any(cases.filter(({ scans }) => scans.length > 0))
      const scan = one?.scans.pop()
      if (scan === undefined) return
      await destroy(scan.keyId)
      await save(rowOf('chunks', `${scan.id}:0`, 1, null), rowOf('chunks', `${scan.id}:1`, 1, null))
    },
    'a case erased': async () => {
      if (cases.length >= 3) await erase(any(cases).id)
    },
    'a row erased whose key stays': async () => {
      const id = `note-${nextNumber()}`
      await save(seal('notes', id, 1, vault.recordsKeyId))
      if (random(2) === 0) await save(rowOf('notes', id, 1, null))
    },
    'a secret in custody': async () => {
      const secret = { id: `secret-${nextNumber()}`, keyId: await keyFor('custody', 'owner') }
      secrets.push(secret)
      await save(seal('secrets', secret.id, 1, secret.keyId))
    },
    'a secret gone': async () => {
      const secret = secrets.pop()
      if (secret === undefined) return
      value(await vault.keyring.destroy([secret.keyId]))
      await save(rowOf('secrets', secret.id, 1, null))
    },
    settings: async () => save(seal('station', 'station', (settings += 1), vault.recordsKeyId)),
    'only an entry': () => save(),
  }
}

export async function changingStation(random: Random): Promise<ChangingStation> {
  const here = await station()
  const { vault, record } = here
  const cases: LiveCase[] = []
  const destroyed = new Set<string>()
  let number = 0
  let day = 0
  const target = await freshFolder()
  const deps: BackupDeps = {
    folder: here.folder,
    vault,
    record,
    target,
    remembered: { marked: false, usedUnmarked: false },
    stationName: 'Sample Valley',
    practice: false,
    appVersion: '1.0.0',
    // Of every third case the scans end soon, and of every second what still waits moves with the day of the backup.
    keyEnds: (caseId, daysLater = 0) => ({
      case: undefined,
      evidence: () =>
        Number(caseId.slice(5)) % 3 === 0
          ? '2026-02-01'
          : Number(caseId.slice(5)) % 2 === 0
            ? `2026-05-${String(1 + day + daysLater).padStart(2, '0')}`
            : undefined,
    }),
    now: () => new Date(Date.UTC(2026, 10, 23 + day, 9, 30, (number += 1))),
  }

  const keyFor = async (purpose: 'case' | 'evidence' | 'custody', ownerId: string): Promise<string> =>
    toHex(value(await vault.keyring.create([{ purpose, ownerId }]))[0]!.keyId)
  const seal = (table: string, id: string, rev: number, keyId: string, size = 30 + random(400)) =>
    rowOf(table, id, rev, value(vault.seal({ table, recordId: id, rev, schema: 1 }, randomBytes(size), keyId)))
  const save = async (...rows: readonly JournalRow[]) => void value(await record.append(rows, { action: 'saved' }))
  const any = <Item>(list: readonly Item[]): Item => list[random(list.length)]!

  async function addCase(again?: string): Promise<string> {
    const id = again ?? `case-${(number += 1)}`
    const added = { id, keyId: await keyFor('case', id), rev: again === undefined ? 1 : 9, scans: [] }
    cases.push(added)
    await save(seal('cases', id, added.rev, added.keyId))
    return id
  }

  async function erase(caseId: string): Promise<void> {
    const [one] = cases.splice(
      cases.findIndex(({ id }) => id === caseId),
      1,
    )
    for (const { keyId } of one!.scans) await destroy(keyId)
    await destroy(one!.keyId)
    await save(rowOf('cases', caseId, one!.rev, null))
  }

  async function destroy(keyId: string): Promise<void> {
    value(await vault.keyring.destroy([keyId]))
    destroyed.add(keyId)
  }

  const kinds = kindsOf({ here, cases, any, random, seal, save, keyFor, addCase, erase, destroy, nextNumber: () => (number += 1) })
  await addCase()
  await addCase()
  return {
    here,
    deps,
    destroyed,
    nextDay: () => void (day += 1),
    act: async () => void (await any(Object.values(kinds))()),
    addCase,
    erase,
    async whole() {
      const made = value(await writeBackup(deps))
      return { made, base: { ...made.whole!, appVersion: '1.0.0', destroyed: 0, limits: '0'.repeat(64) } }
    },
    changes: async (base) => value(await writeBackup({ ...deps, base })),
  }
}
