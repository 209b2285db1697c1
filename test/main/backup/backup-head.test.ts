import { afterEach, expect, test } from 'vitest'
import { backupHead } from '../../../domain/backup/lines.ts'
import { checkpointCode, readCheckpoint } from '../../../domain/record/checkpoint.ts'
import { headOf } from '../../../main/backup/backup-head.ts'
import { sha256 } from '../../../main/files/sha256.ts'
import { rowOf } from '../../../main/record/record.ts'
import { verifySignature } from '../../../main/vault/keys.ts'
import { randomBytes, value } from '../vault/support.ts'
import { sourceOf, stationToBackUp, type StationToBackUp } from './backup-support.ts'

const opened: StationToBackUp[] = []
afterEach(async () => {
  for (const { here } of opened.splice(0)) await here.close()
})

async function made(): Promise<StationToBackUp> {
  const station = await stationToBackUp({ practice: true })
  opened.push(station)
  return station
}

test('backup head: names the station, its versions, the last change and how much is in it', async () => {
  const { here, deps } = await made()
  const { head } = await sourceOf(deps)
  expect(backupHead.parse(head)).toEqual(head)
  expect(head).toMatchObject({
    kind: 'ra-desk-backup',
    appVersion: '1.0.0',
    vaultId: here.vault.vaultId,
    keyVersion: here.vault.keyVersion,
    stationName: 'Sample Valley',
    practice: true,
    madeAt: '2026-11-23T09:30:00.000Z',
    seq: here.record.journal.lastSeq,
    newestChange: expect.stringMatching(/^2026-11-23T09:30:00/) as string,
    cases: 1,
    leftInCustody: 1,
  })
})

test('backup head: its checkpoint is that of the record, signed by the station', async () => {
  const { here, deps } = await made()
  const { head } = await sourceOf(deps)
  const { vaultId } = here.vault
  const { size, code } = here.record.checkpoint()
  expect([head.checkpoint.size, head.checkpoint.code]).toEqual([size, code])
  const note = value(readCheckpoint(head.checkpoint.note, `ra-desk/${vaultId}`, here.vault.deviceKey().publicKey, sha256, verifySignature))
  expect([note.size, checkpointCode(note.size, note.root, sha256)]).toEqual([size, code])
})

test('backup head: speaks of the moment of the view, whatever changed since', async () => {
  const { here, deps } = await made()
  const view = await deps.record.view()
  const before = headOf(deps, view)
  const env = value(here.vault.seal({ table: 'cases', recordId: 'case-2', rev: 1, schema: 1 }, randomBytes(40), here.vault.recordsKeyId))
  value(await here.record.append([rowOf('cases', 'case-2', 1, env), rowOf('secrets', 'secret-1', 1, null)], { action: 'saved' }))
  expect(headOf(deps, view)).toEqual(before)
  view.close()
  const after = (await sourceOf(deps)).head
  expect([after.seq, after.cases, after.leftInCustody, after.checkpoint.size]).toEqual([before.seq + 1, 2, 0, before.checkpoint.size + 1])
})
