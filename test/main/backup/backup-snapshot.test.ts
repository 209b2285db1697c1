import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { backupHead } from '../../../domain/backup/lines.ts'
import { readCheckpoint } from '../../../domain/record/checkpoint.ts'
import { err } from '../../../domain/result.ts'
import { takeSnapshot } from '../../../main/backup/backup-snapshot.ts'
import type { BackupDeps } from '../../../main/backup/backup-task.ts'
import { sha256 } from '../../../main/files/sha256.ts'
import { snapshotName } from '../../../main/record/snapshot.ts'
import { verifySignature } from '../../../main/vault/keys.ts'
import { vaultPaths } from '../../../main/vault/paths.ts'
import { station, type Station } from '../record/record-support.ts'
import { code, value } from '../vault/support.ts'

const opened: Station[] = []
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close()
})

async function fresh(): Promise<{ readonly here: Station; readonly deps: BackupDeps }> {
  const here = await station()
  opened.push(here)
  await here.save('cases', 'case-1', 1)
  await here.save('cases', 'case-2', 1)
  await here.save('secrets', 'secret-1', 1)
  await here.erase('cases', 'case-2', 2)
  return {
    here,
    deps: {
      folder: here.folder,
      vault: here.vault,
      record: here.record,
      target: here.folder,
      stationName: 'Sample Valley',
      practice: true,
      appVersion: '1.0.0',
      keyEnds: () => ({ case: undefined, evidence: () => undefined }),
      now: () => new Date('2026-11-23T09:30:00.000Z'),
    },
  }
}

describe('head of a backup', () => {
  test('names the station and counts what is there now: no erased case, and what stays in custody', async () => {
    const { here, deps } = await fresh()
    const { head } = value(await takeSnapshot(deps))
    expect(backupHead.parse(head)).toEqual(head)
    expect(head).toMatchObject({
      vaultId: here.vault.vaultId,
      keyVersion: 1,
      stationName: 'Sample Valley',
      practice: true,
      appVersion: '1.0.0',
      madeAt: '2026-11-23T09:30:00.000Z',
      seq: 4,
      cases: 1,
      leftInCustody: 1,
    })
  })

  test('its checkpoint is the one of the record, signed by the station', async () => {
    const { here, deps } = await fresh()
    const { checkpoint } = value(await takeSnapshot(deps)).head
    expect(here.record.checkpoint()).toMatchObject({ size: checkpoint.size, code: checkpoint.code })
    const origin = `ra-desk/${here.vault.vaultId}`
    const read = value(readCheckpoint(checkpoint.note, origin, here.vault.deviceKey().publicKey, sha256, verifySignature))
    expect(read.size).toBe(4)
  })
})

describe('a snapshot that cannot be taken', () => {
  test.each([
    ['disk-full', 'backup-full', 'There is not enough free space'],
    ['little-room', 'little-room', 'No backup was made. 12 MB are left.'],
    ['journal-failed', 'backup-failed', '(journal-failed)'],
  ])('%s: %s', async (why, expected, words) => {
    const { deps } = await fresh()
    const record = { ...deps.record, snapshot: async () => err(why, '12 MB are left.', 'Free some.') } as unknown as BackupDeps['record']
    const taken = await takeSnapshot({ ...deps, record })
    expect(code(taken)).toBe(expected)
    if (!taken.ok) expect(taken.error.message).toContain(words)
  })

  test.each([
    ['is gone', 'backup-failed'],
    ['does not read', 'journal-damaged'],
  ])('its file %s: %s', async (what, expected) => {
    const { here, deps } = await fresh()
    value(await deps.record.snapshot())
    const { vault: folder } = vaultPaths(here.folder)
    const name = snapshotName(deps.record.journal.snapshotSeq)
    for (const each of (await readdir(folder)).filter((file) => file.startsWith(name))) {
      await rm(join(folder, each))
      if (what === 'does not read') await writeFile(join(folder, each), 'rubbish')
    }
    const record = { ...deps.record, journal: deps.record.journal, snapshot: async () => ({ ok: true }) } as unknown as BackupDeps['record']
    expect(code(await takeSnapshot({ ...deps, record }))).toBe(expected)
  })
})
