import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDestroyedKeys } from '../../../main/backup/destroyed-keys.ts'
import { previewBackup } from '../../../main/backup/preview-backup.ts'
import { backupStation, type BackupStation } from '../../support/backup-station.ts'
import { newCase, readCase, walk, walkUntil } from '../../support/main-journey.ts'
import { code, freshFolder, value } from '../vault/support.ts'

const DAY = 86_400_000
let station: BackupStation
let whole: string
let changes: string
let wholeOfTheSameMoment: string
let scan: string

beforeAll(async () => {
  station = await backupStation({ evidenceDays: 20 })
  const { main, memory } = station
  const cases = []
  for (let count = 0; count < 5; count += 1) {
    cases.push(await newCase(main))
    await walkUntil(main, cases.at(-1)!, 'photograph')
  }
  const make = async () => {
    main.clock.forward(2_000)
    return join(station.target, (await main.must('backup.make', {})).file)
  }
  whole = await make()
  await main.must('backup.drill', {})
  const [first] = cases
  main.clock.forward(3 * DAY)
  await main.app.lock('asked')
  expect((await main.unlock()).ok).toBe(true)
  await walk.likeness(main, first!)
  await newCase(main)
  const added = await newCase(main)
  await walkUntil(main, added, 'identity-document')
  scan = (await readCase(main, added)).view.facts.identityDocument!.evidence.keyId
  changes = await make()
  memory.now = { ...memory.now, bases: [] }
  wholeOfTheSameMoment = await make()
})

afterAll(() => {
  station.main.remove()
  rmSync(station.target, { recursive: true, force: true })
})

const preview = async (path: string, days = 0, typed = station.recoveryKey) =>
  previewBackup(
    { folder: await freshFolder(), now: () => new Date(station.main.clock.now().getTime() + days * DAY), practice: false },
    path,
    typed,
  )

test('preview of a backup of changes: the figures of both files, as a whole backup of that moment has them', async () => {
  expect(changes).toContain('-since-')
  for (const days of [0, 18, 19, 20, 21, 24, 40]) {
    const [ofChanges, ofWhole] = [value(await preview(changes, days)), value(await preview(wholeOfTheSameMoment, days))]
    const { expired, destroyed, managers, otherAgents, head } = ofChanges
    expect({ expired, destroyed, managers, otherAgents, cases: head.cases }).toEqual({
      expired: ofWhole.expired,
      destroyed: ofWhole.destroyed,
      managers: ofWhole.managers,
      otherAgents: ofWhole.otherAgents,
      cases: ofWhole.head.cases,
    })
  }
  expect(value(await preview(changes, 40)).expired).toBeGreaterThan(value(await preview(whole, 40)).expired)
})

test('preview of a backup of changes: keys that were destroyed since, by the list beside it', async () => {
  await addDestroyedKeys(dirname(changes), value(await preview(changes)).head.vaultId, [scan])
  expect(value(await preview(changes)).destroyed).toBe(1)
  expect(value(await preview(whole)).destroyed).toBe(0)
})

test('preview of a backup of changes: a mistyped recovery key', async () => {
  expect(code(await preview(changes, 0, '0000'))).toBe('recovery-key-mistyped')
})
