import { rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { BaseBackup } from '../../../domain/backup/base.ts'
import { findHoldersOfErased } from '../../../main/backup/clear-erased.ts'
import { addDestroyedKeys } from '../../../main/backup/destroyed-keys.ts'
import { openBackup } from '../../../main/backup/read-backup.ts'
import { backupStation } from '../../support/backup-station.ts'
import { newCase, walkUntil } from '../../support/main-journey.ts'
import { value } from '../vault/support.ts'
import { identityOf } from './rebuild-support.ts'
import { seededRandom } from '../../support/seeded-random.ts'
import { changingStation, type ChangingStation } from './changing-station.ts'

let station: ChangingStation
beforeEach(async () => {
  station = await changingStation(seededRandom(3))
})
afterEach(() => station.here.close())

const codeOf = async (size: number) => value(await station.here.record.codeAt(size))
const ours = async ({ size, code }: { readonly size: number; readonly code: string }) => (await codeOf(size)) === code
const holders = (verified: readonly [string, ...string[]], isOurs = ours) =>
  findHoldersOfErased({
    folder: station.deps.folder,
    target: station.deps.target,
    vault: station.here.vault,
    verified,
    isOurs,
    isWanted: () => true,
  })

/** Destroys a key that was made before a backup, or the newest. */
async function destroy(keyId: string): Promise<void> {
  await addDestroyedKeys(station.deps.folder, station.here.vault.vaultId, [keyId])
  value(await station.here.vault.keyring.destroy([keyId]))
}
const oldestKey = () => Buffer.from(station.here.vault.keyring.list()[0]!.keyId).toString('hex')
const newestKey = () => Buffer.from(station.here.vault.keyring.list().at(-1)!.keyId).toString('hex')
const changes = async (base: BaseBackup) => {
  await station.addCase()
  const { file, since } = await station.changes({ ...base, bytes: 1e9 })
  expect(since).toBe(base.madeAt)
  return file
}

describe('older backups that hold a destroyed key, with changes among them', () => {
  test('the whole backup holds it: its changes go with it, before it', async () => {
    const { base } = await station.whole()
    const [first, second] = [await changes(base), await changes(base)]
    await destroy(oldestKey())
    const { made } = await station.whole()
    expect(await holders([made.file])).toEqual([second, first, base.file])
  })

  test('only changes hold it: the whole backup and the other changes stay', async () => {
    const { base } = await station.whole()
    const first = await changes(base)
    const holder = await changes(base)
    await destroy(newestKey())
    const { made } = await station.whole()
    expect(await holders([made.file])).toEqual([holder])
    expect(first).not.toBe(holder)
  })

  test('changes were tested: the whole backup that they need stays, although it holds it', async () => {
    const { base } = await station.whole()
    const tested = await changes(base)
    await destroy(oldestKey())
    expect(await holders([tested, base.file])).toEqual([])
  })

  test('changes that this record does not continue stay, and the whole backup that they need', async () => {
    const { base } = await station.whole()
    const [first, theirs] = [await changes(base), await changes(base)]
    await destroy(oldestKey())
    const { made } = await station.whole()
    const opened = value(await openBackup(join(station.deps.target, theirs), await identityOf(station.here.vault)))
    await opened.close()
    const { size } = opened.head.checkpoint
    expect(await holders([made.file], async (checkpoint) => checkpoint.size !== size && ours(checkpoint))).toEqual([])
    expect(await holders([made.file])).toEqual([theirs, first, base.file])
  })
})

test('deleted data leaves the whole backup and its changes: a whole one is made and tested, then both go', async () => {
  const own = await backupStation({ evidenceDays: 3 })
  const { main, memory } = own
  try {
    for (let count = 0; count < 6; count += 1) await walkUntil(main, await newCase(main), 'photograph')
    const backUp = async () => {
      main.clock.forward(2_000)
      return main.must('backup.make', {})
    }
    const outcome = await newCase(main)
    await walkUntil(main, outcome, 'outcome')
    const whole = await backUp()
    await main.must('backup.drill', {})
    await newCase(main)
    const changed = await backUp()
    expect(changed.since).toBe(whole.madeAt)
    expect(own.files().map((path) => basename(path))).toEqual([whole.file, changed.file])
    for (let day = 0; day < 4; day += 1) {
      await main.app.lock('asked')
      main.clock.forward(86_400_000)
      expect((await main.unlock()).ok).toBe(true)
    }
    await vi.waitFor(
      () => {
        main.app.lockWhenDue()
        expect(memory.now.erased).toMatchObject({ clearedTo: expect.toSatisfy((bytes: number) => bytes > 0) as number })
        expect(memory.now.erased!.since).toBeUndefined()
      },
      { timeout: 60_000, interval: 40 },
    )
    const left = own.files().map((path) => basename(path))
    expect(left).not.toContain(whole.file)
    expect(left).not.toContain(changed.file)
    expect(memory.now.bases![0]).toMatchObject({
      file: left.find((file) => !file.includes('-since-')),
      tested: expect.anything() as unknown,
    })
  } finally {
    await main.app.lock('asked')
    main.remove()
    rmSync(join(own.target), { recursive: true, force: true })
  }
})
