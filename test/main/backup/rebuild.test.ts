import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { fromHex, toHex } from '../../../domain/bytes.ts'
import { ok } from '../../../domain/result.ts'
import type { RebuildDeps, Rebuilt } from '../../../main/backup/rebuild.ts'
import { writeBackup } from '../../../main/backup/write-backup.ts'
import { rowOf } from '../../../main/record/record.ts'
import { openKeyring } from '../../../main/vault/keyring.ts'
import { deriveVaultKeys } from '../../../main/vault/keys.ts'
import { vaultPaths } from '../../../main/vault/paths.ts'
import { code, freshFolder, randomBytes, value } from '../vault/support.ts'
import { stationToBackUp, type StationToBackUp } from './backup-support.ts'
import { digestOfRows, openRebuilt as openIt, rebuild as rebuildIt } from './rebuild-support.ts'

const close: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const each of close.splice(0)) await each()
})

async function made(): Promise<StationToBackUp & { readonly path: string }> {
  const station = await stationToBackUp({ target: await freshFolder() })
  close.push(station.here.close)
  const { vault, record } = station.here
  for (let rev = 2; rev < 4; rev += 1) {
    const env = value(vault.seal({ table: 'station', recordId: 'station', rev, schema: 1 }, randomBytes(5_000), vault.recordsKeyId))
    value(await record.append([rowOf('station', 'station', rev, env)], { action: 'saved' }))
  }
  value(await record.append([rowOf('requests', 'gone', 1, null)], { action: 'erased' }))
  const { file } = value(await writeBackup(station.deps))
  return { ...station, path: join(station.deps.target, file) }
}

const rebuild = ({ here }: StationToBackUp, path: string, change: Partial<RebuildDeps> = {}) => rebuildIt(here.vault, path, change)

async function openRebuilt(base: string, vaultKey: Uint8Array, rebuilt: Rebuilt) {
  const opened = await openIt({ base, vaultKey, rebuilt: ok(rebuilt) })
  close.push(opened.close)
  return opened
}

test('rebuilding from a backup: every row, entry and key is the one that was backed up', async () => {
  const station = await made()
  const { base, vaultKey, rebuilt } = await rebuild(station, station.path)
  const { vault, record } = await openRebuilt(base, vaultKey, value(rebuilt))
  expect(value(rebuilt)).toMatchObject({ keyVersion: 2, rows: 3, expired: 0, destroyed: 0, lost: new Set() })
  expect(await digestOfRows(record)).toBe(await digestOfRows(station.here.record))
  expect(record.journal.lastSeq).toBe(station.here.record.journal.lastSeq)
  const { size, code: printed } = station.here.record.checkpoint()
  expect(record.checkpoint()).toMatchObject({ size, code: printed })
  expect(vault.keyring.list().map(({ keyId, key }) => [toHex(keyId), toHex(key)])).toEqual(
    station.here.vault.keyring.list().flatMap(({ keyId, purpose, key }) => (purpose === 'custody' ? [] : [[toHex(keyId), toHex(key)]])),
  )
})

test('rebuilding from a backup: the second copy is the first, and the record goes on from it without a finding', async () => {
  const station = await made()
  const { base, vaultKey, rebuilt } = await rebuild(station, station.path)
  const folder = vaultPaths(base).vault
  expect(readFileSync(join(folder, 'record-second.db')).equals(readFileSync(join(folder, 'record.db')))).toBe(true)
  expect(existsSync(join(folder, 'record.db-wal'))).toBe(false)
  // The verification opens it first, and so makes the high-water mark.
  const first = await openRebuilt(base, vaultKey.slice(), value(rebuilt))
  await first.record.close()
  first.vault.lock()
  const { vault, record } = await openRebuilt(base, vaultKey, value(rebuilt))
  const env = value(vault.seal({ table: 'cases', recordId: 'case-1', rev: 2, schema: 1 }, randomBytes(40), station.caseKey))
  value(await record.append([rowOf('cases', 'case-1', 2, env)], { action: 'saved' }))
  expect(record.journal.findings).toEqual([])
  // Key slots are written by the restore itself.
  const { findings, damaged } = value(await record.journal.scrub())
  expect([findings.filter(({ file }) => file !== 'key-slots.json'), damaged]).toEqual([[], []])
  expect(value(await record.journal.findRow('cases', 'case-1'))?.rev).toBe(2)
})

test('rebuilding from a backup: what an expired or destroyed key sealed is not in it', async () => {
  const station = await made()
  const { base, vaultKey, rebuilt } = await rebuild(station, station.path, { today: '2026-06-01', destroyed: new Set([station.caseKey]) })
  expect(value(rebuilt)).toMatchObject({ rows: 1, expired: 1, destroyed: 1 })
  const { vault, record } = await openRebuilt(base, vaultKey, value(rebuilt))
  const ofCases = vault.keyring.list().filter(({ purpose }) => purpose !== 'backup')
  expect([ofCases, record.journal.has('cases', 'case-1'), record.journal.has('chunks', 'scan-1:0')]).toEqual([[], false, false])
  expect(record.journal.has('station', 'station')).toBe(true)
})

test('rebuilding from a backup: nothing of it opens with the key of the station it came from', async () => {
  const station = await made()
  const { base, rebuilt } = await rebuild(station, station.path)
  const { head, keyVersion } = value(rebuilt)
  const former = station.here.vault.vaultKey()
  const { keyring: sealing } = deriveVaultKeys(former, fromHex(head.vaultId), keyVersion)
  const opened = await openKeyring({ path: vaultPaths(base).keyring, vaultId: fromHex(head.vaultId), sealing, randomBytes })
  expect(opened.ok).toBe(false)
})

test('rebuilding from a backup: once it is not wanted it stops', async () => {
  const station = await made()
  let asked = 0
  const { rebuilt } = await rebuild(station, station.path, { isWanted: () => (asked += 1) < 4 })
  expect([code(rebuilt), asked]).toEqual(['restore-failed', 4])
})

test('rebuilding from a backup: into a folder that cannot be made, it fails in words', async () => {
  const station = await made()
  const { rebuilt } = await rebuild(station, station.path, { base: station.path })
  expect(code(rebuilt)).toBe('restore-failed')
})

test('rebuilding from a backup: a restore test lets the agent go first after each line', async () => {
  const station = await made()
  let turns = 0
  const giveWay = async () => {
    turns += 1
  }
  const { rebuilt } = await rebuild(station, station.path, { giveWay })
  // Each row is a line of its own, and so are station, keys, entries and end.
  expect(turns).toBeGreaterThanOrEqual(value(rebuilt).rows + 4)
})
