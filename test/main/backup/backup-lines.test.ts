import { createHash } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { findBase64, toHex } from '../../../domain/bytes.ts'
import { backupLine, backupSignedBytes, type BackupLine } from '../../../domain/backup/lines.ts'
import { BackupNotWanted, backupLines, RecordUnreadable, type LineSource } from '../../../main/backup/backup-lines.ts'
import { takeSnapshot } from '../../../main/backup/backup-snapshot.ts'
import type { BackupDeps } from '../../../main/backup/backup-task.ts'
import { createOpenFileCache } from '../../../main/files/open-file-cache.ts'
import { openJournalFile } from '../../../main/files/random-access-file.ts'
import { rowOf } from '../../../main/record/record.ts'
import { verifySignature } from '../../../main/vault/keys.ts'
import { vaultPaths } from '../../../main/vault/paths.ts'
import { station, type Station } from '../record/record-support.ts'
import { randomBytes, value } from '../vault/support.ts'

const opened: Station[] = []
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close()
})

/** A station with a case and a piece of a scan of it, each under a key of its own, and a secret in custody. */
async function source(change: Partial<BackupDeps> = {}) {
  const here = await station()
  opened.push(here)
  const { vault, record } = here
  const keys = value(
    await vault.keyring.create((['case', 'evidence', 'custody'] as const).map((purpose) => ({ purpose, ownerId: 'owner' }))),
  )
  const [caseKey, scanKey] = keys.map(({ keyId }) => toHex(keyId)) as [string, string, string]
  for (const [table, id, keyId] of [
    ['cases', 'case-1', caseKey],
    ['chunks', 'scan-1:0', scanKey],
  ] as const) {
    const env = value(vault.seal({ table, recordId: id, rev: 1, schema: 1 }, randomBytes(40), keyId))
    value(await record.append([rowOf(table, id, 1, env)], { action: 'saved' }))
  }
  const deps: BackupDeps = {
    folder: here.folder,
    vault,
    record,
    target: here.folder,
    stationName: 'Sample Valley',
    practice: false,
    appVersion: '1.0.0',
    keyEnds: () => ({ case: undefined, evidence: () => undefined }),
    now: () => new Date('2026-11-23T09:30:00.000Z'),
    ...change,
  }
  const { snapshot, head } = value(await takeSnapshot(deps))
  const files = createOpenFileCache(vaultPaths(here.folder).vault, vault.frameKeys(), openJournalFile)
  const lines: LineSource = { deps, head, rows: snapshot.rows, files }
  return { here, scanKey, lines, files }
}

async function read(lines: LineSource): Promise<{ readonly lines: BackupLine[]; readonly bytes: Buffer[] }> {
  const bytes: Buffer[] = []
  for await (const line of backupLines(lines)) bytes.push(line)
  await lines.files.close()
  return { bytes, lines: bytes.map((line) => backupLine.parse(JSON.parse(line.toString()))) }
}
const only = <Name extends string>(lines: readonly BackupLine[], name: Name) =>
  lines.flatMap((line) => (name in line ? [(line as unknown as Record<Name, never>)[name]] : []))

describe('lines of a backup', () => {
  test('head, station, keys, rows, entries, end; every one reads by its schema', async () => {
    const { lines } = await read((await source()).lines)
    expect(lines.map((line) => Object.keys(line)[0])).toEqual(['head', 'station', 'keys', 'row', 'row', 'entries', 'end'])
  })

  test('the end counts them, holds the digest of everything before it, and is signed by the station', async () => {
    const { here, lines: asked } = await source()
    const { lines, bytes } = await read(asked)
    const [end] = only(lines, 'end') as unknown as [{ keys: number; rows: number; entries: number; digest: string; signature: string }]
    expect(end).toMatchObject({ keys: 2, rows: 2, entries: asked.head.checkpoint.size })
    expect(end.digest).toBe(
      createHash('sha256')
        .update(Buffer.concat(bytes.slice(0, -1)))
        .digest('hex'),
    )
    const { publicKey } = here.vault.deviceKey()
    expect(verifySignature(backupSignedBytes(here.vault.vaultId, end), findBase64(end.signature)!, publicKey)).toBe(true)
  })

  test('no key of custody is in it', async () => {
    const { lines } = await read((await source()).lines)
    const purposes = (only(lines, 'keys') as unknown as { purpose: string }[][]).flat().map(({ purpose }) => purpose)
    expect(purposes).toEqual(['case', 'evidence'])
  })

  test('a scan whose key was destroyed is left out', async () => {
    const { here, scanKey, lines: asked } = await source()
    value(await here.vault.keyring.destroy([scanKey]))
    const { lines } = await read(asked)
    expect((only(lines, 'row') as unknown as { table: string }[]).map(({ table }) => table)).toEqual(['cases'])
  })

  test('progress reaches one', async () => {
    const told: number[] = []
    await read((await source({ onProgress: (done) => void told.push(done) })).lines)
    expect(told.at(-1)).toBe(1)
    expect(told.every((done) => done >= 0 && done <= 1)).toBe(true)
  })
})

describe('a record that does not read', () => {
  /** The rows, with that of one table said to lie where nothing is. */
  const misplaced = ({ rows }: LineSource, table: string) =>
    rows.map((row) => (row.table === table ? { ...row, place: { ...row.place, offset: row.place.offset + 1 } } : row))

  test.each(['cases', 'chunks'])('a row of %s: no backup', async (table) => {
    const { lines } = await source()
    await expect(read({ ...lines, rows: misplaced(lines, table) })).rejects.toThrow(RecordUnreadable)
  })

  test('a piece of a scan that the station has lost for good is named, and everything else is there', async () => {
    const { here, lines: asked } = await source()
    here.record.journal.lostPieces.add('scan-1:0')
    const { lines } = await read({ ...asked, rows: misplaced(asked, 'chunks') })
    expect(only(lines, 'end')).toMatchObject([{ rows: 1, lost: ['scan-1:0'] }])
  })

  test('another version of a row than the newest: no backup', async () => {
    const { lines } = await source()
    await expect(read({ ...lines, rows: lines.rows.map((row) => ({ ...row, rev: 2 })) })).rejects.toThrow(RecordUnreadable)
  })

  test('fewer entries than its checkpoint counts: no backup', async () => {
    const { lines } = await source()
    const checkpoint = { ...lines.head.checkpoint, size: lines.head.checkpoint.size + 1 }
    await expect(read({ ...lines, head: { ...lines.head, checkpoint } })).rejects.toThrow(RecordUnreadable)
  })
})

describe('RA Desk is locked meanwhile', () => {
  test('before it begins: no line with a key', async () => {
    const { here, lines } = await source()
    await here.close()
    await expect(read(lines)).rejects.toThrow(BackupNotWanted)
  })

  test('between rows: it stops', async () => {
    await expect(read((await source({ isWanted: () => false })).lines)).rejects.toThrow(BackupNotWanted)
  })
})
