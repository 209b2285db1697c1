import { createHash } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { findBase64, toHex } from '../../../domain/bytes.ts'
import { backupLine, backupSignedBytes, type BackupEnd, type BackupKey, type BackupLine } from '../../../domain/backup/lines.ts'
import { BackupNotWanted, backupLines, RecordUnreadable, type LineSource } from '../../../main/backup/backup-lines.ts'
import type { BackupDeps } from '../../../main/backup/backup-task.ts'
import { rowOf } from '../../../main/record/record.ts'
import { LostKey } from '../../../main/vault/key-index.ts'
import type { KeyringKey } from '../../../main/vault/keyring-content.ts'
import { verifySignature } from '../../../main/vault/keys.ts'
import { randomBytes, value } from '../vault/support.ts'
import { readLines, sourceOf, stationToBackUp, withRows, type StationToBackUp } from './backup-support.ts'

const opened: StationToBackUp[] = []
afterEach(async () => {
  for (const { here } of opened.splice(0)) await here.close()
})

async function source(change: Partial<BackupDeps> = {}): Promise<StationToBackUp & { readonly source: LineSource }> {
  const made = await stationToBackUp(change)
  opened.push(made)
  return { ...made, source: await sourceOf(made.deps) }
}

const kinds = (lines: readonly BackupLine[]) => lines.map((line) => Object.keys(line)[0])
const rowsOf = (lines: readonly BackupLine[]) => lines.flatMap((line) => ('row' in line ? [line] : []))
const keysOf = (lines: readonly BackupLine[]): BackupKey[] => lines.flatMap((line) => ('keys' in line ? line.keys : []))
const endOf = (lines: readonly BackupLine[]): BackupEnd => lines.flatMap((line) => ('end' in line ? [line.end] : []))[0]!

describe('backup lines', () => {
  test('head, station, keys, rows, entries, end; every one reads by its schema', async () => {
    const { lines } = await readLines((await source()).source)
    expect(kinds(lines)).toEqual(['head', 'station', 'keys', 'row', 'row', 'row', 'entries', 'end'])
  })

  test('each row has the envelope, the version and the frame of the record', async () => {
    const { here, source: asked } = await source()
    const { lines } = await readLines(asked)
    const { journal } = here.record
    for (const { row, at } of rowsOf(lines)) {
      expect(row).toEqual(value(await journal.findRow(row.table, row.id)))
      expect(at).toBe(journal.changedAfter(0).find(({ id }) => id === row.id)!.seq)
    }
    expect(rowsOf(lines).map(({ row }) => row.id)).toEqual(['case-1', 'scan-1:0', 'station'])
  })

  test('the end counts them, holds the digest of everything before it, and is signed by the station', async () => {
    const { here, source: asked } = await source()
    const { lines, bytes } = await readLines(asked)
    const end = endOf(lines)
    expect(end).toMatchObject({ keys: 2, rows: 3, entries: asked.head.checkpoint.size })
    expect(end.digest).toBe(
      createHash('sha256')
        .update(Buffer.concat(bytes.slice(0, -1)))
        .digest('hex'),
    )
    const { publicKey } = here.vault.deviceKey()
    expect(verifySignature(backupSignedBytes(here.vault.vaultId, end), findBase64(end.signature)!, publicKey)).toBe(true)
  })

  test('no key of custody is in it, and no row', async () => {
    const { lines } = await readLines((await source()).source)
    expect(keysOf(lines).map(({ purpose }) => purpose)).toEqual(['case', 'evidence'])
    expect(rowsOf(lines).some(({ row }) => row.table === 'secrets')).toBe(false)
  })

  test('a scan whose key was destroyed is left out', async () => {
    const { here, scanKey, source: asked } = await source()
    value(await here.vault.keyring.destroy([scanKey]))
    const { lines } = await readLines(asked)
    expect(rowsOf(lines).map(({ row }) => row.table)).toEqual(['cases', 'station'])
    expect(endOf(lines).rows).toBe(2)
  })

  test('a key that is destroyed while keys are read is left out', async () => {
    const { here, source: asked } = await source()
    const more = value(await here.vault.keyring.create(Array.from({ length: 150 }, () => ({ purpose: 'case' as const, ownerId: 'owner' }))))
    const last = toHex(more.at(-1)!.keyId)
    const lines: BackupLine[] = []
    for await (const bytes of backupLines(asked)) {
      lines.push(backupLine.parse(JSON.parse(bytes.toString())))
      if (lines.length === 3) value(await here.vault.keyring.destroy([last]))
    }
    expect(keysOf(lines)).toHaveLength(151)
    expect(keysOf(lines).some(({ keyId, key }) => keyId === last || /^A+=$/.test(key))).toBe(false)
  })

  test('what changes after the backup began is not in it', async () => {
    const { here, source: asked } = await source()
    const { recordsKeyId } = here.vault
    const env = value(here.vault.seal({ table: 'station', recordId: 'station', rev: 2, schema: 1 }, randomBytes(40), recordsKeyId))
    value(await here.record.append([rowOf('station', 'station', 2, env), rowOf('cases', 'case-1', 1, null)], { action: 'saved' }))
    const { lines } = await readLines(asked)
    expect(rowsOf(lines).map(({ row }) => [row.id, row.rev])).toEqual([
      ['case-1', 1],
      ['scan-1:0', 1],
      ['station', 1],
    ])
    expect(endOf(lines).entries).toBe(asked.head.checkpoint.size)
  })

  test('many keys and many entries are spread over lines of a bounded length', async () => {
    const { here } = await source()
    value(await here.vault.keyring.create(Array.from({ length: 1_500 }, () => ({ purpose: 'case' as const, ownerId: 'owner' }))))
    for (let count = 0; count < 250; count += 1) value(await here.record.append([], { action: 'viewed' }))
    const { lines } = await readLines(await sourceOf(opened.at(-1)!.deps))
    expect(lines.flatMap((line) => ('keys' in line ? [line.keys.length] : []))).toEqual([...Array.from({ length: 15 }, () => 100), 2])
    const entries = lines.flatMap((line) => ('entries' in line ? [line.entries] : []))
    expect(Math.max(...entries.map(({ length }) => length))).toBeLessThanOrEqual(200)
    expect(entries.flat().map(({ seq }) => seq)).toEqual(entries.flat().map((_, index) => index))
  })

  test('other work goes on while keys and entries are read', async () => {
    const { here, deps } = await source()
    value(await here.vault.keyring.create(Array.from({ length: 500 }, () => ({ purpose: 'case' as const, ownerId: 'owner' }))))
    for (let count = 0; count < 500; count += 1) value(await here.record.append([], { action: 'viewed' }))
    let turns = 0
    let reading = true
    const count = () => {
      turns += 1
      if (reading) setImmediate(count)
    }
    setImmediate(count)
    await readLines(await sourceOf(deps))
    reading = false
    expect(turns).toBeGreaterThanOrEqual(10)
  })

  test('the vault key is rotated meanwhile: the backup has the key versions of its head, and is whole', async () => {
    const { here, source: asked } = await source()
    const agents = here.vault.keyring.station.agents
    value(await here.vault.rotateVaultKey({ agents }))
    const { lines } = await readLines(asked)
    const stations = lines.flatMap((line) => ('station' in line ? [line.station] : []))
    expect(here.vault.keyVersion).toBe(asked.head.keyVersion + 1)
    expect(stations[0]!.generations.map(({ keyVersion }) => keyVersion)).toEqual([asked.head.keyVersion])
  })

  test('progress reaches one', async () => {
    const told: number[] = []
    await readLines((await source({ onProgress: (done) => void told.push(done) })).source)
    expect(told.at(-1)).toBe(1)
    expect(told.every((done) => done >= 0 && done <= 1)).toBe(true)
  })
})

describe('backup lines of a record that does not read', () => {
  const unreadable = (from: LineSource, table: string) => withRows(from, (row) => (row.table === table ? { ...row, env: undefined } : row))

  test.each(['cases', 'chunks', 'station'])('a row of %s: no backup', async (table) => {
    const { source: asked } = await source()
    await expect(readLines(unreadable(asked, table))).rejects.toThrow(RecordUnreadable)
  })

  test('a piece of a scan that the station has lost for good is named, and everything else is there', async () => {
    const { here, source: asked } = await source()
    here.record.journal.lostPieces.add('scan-1:0')
    const { lines } = await readLines(unreadable(asked, 'chunks'))
    expect(endOf(lines)).toMatchObject({ rows: 2, lost: ['scan-1:0'] })
    expect(rowsOf(lines).map(({ row }) => row.id)).toEqual(['case-1', 'station'])
  })

  test('another row with the id of a lost piece of a scan: no backup', async () => {
    const { here, source: asked } = await source()
    here.record.journal.lostPieces.add('case-1')
    await expect(readLines(unreadable(asked, 'cases'))).rejects.toThrow(RecordUnreadable)
  })

  test('a key that opens from neither copy: no backup, which would take the place of one that has it', async () => {
    const { here, source: asked } = await source()
    const { keyring } = here.vault
    const lost = (key: KeyringKey): KeyringKey => ({
      ...key,
      get key(): Uint8Array {
        throw new LostKey('a key does not open in either copy')
      },
    })
    const list = () => keyring.list().map((key) => (key.purpose === 'case' ? lost(key) : key))
    const deps = { ...asked.deps, vault: { ...here.vault, keyring: { ...keyring, list } } }
    await expect(readLines({ ...asked, deps })).rejects.toThrow(RecordUnreadable)
  })

  test('fewer entries than its checkpoint counts: no backup', async () => {
    const { source: asked } = await source()
    const checkpoint = { ...asked.head.checkpoint, size: asked.head.checkpoint.size + 1 }
    await expect(readLines({ ...asked, head: { ...asked.head, checkpoint } })).rejects.toThrow(RecordUnreadable)
  })
})

describe('backup lines when RA Desk is locked meanwhile', () => {
  test('before it begins: no line with a key', async () => {
    const { here, source: asked } = await source()
    await here.close()
    await expect(readLines(asked)).rejects.toThrow(BackupNotWanted)
  })

  test('between rows: it stops', async () => {
    await expect(readLines((await source({ isWanted: () => false })).source)).rejects.toThrow(BackupNotWanted)
  })
})
