/** Data folders of earlier versions open, and those of later ones are refused in words and left as they are. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { BACKUP_VERSION } from '../../../domain/backup/lines.ts'
import { STANDARD_CARD } from '../../../domain/card/card-template.ts'
import { LINE_SHAPE } from '../../../domain/case/case-line.ts'
import { CASE_SCHEMA_VERSION } from '../../../domain/case/case.ts'
import { SUMMARY_SHAPE } from '../../../domain/case/summary.ts'
import { DATA_FORMAT, dataFormats, OLDEST_DATA_FORMAT } from '../../../domain/station/data-format.ts'
import { writtenByNewer } from '../../../main/vault/other-version.ts'
import { CaseDatabase } from '../../../renderer/storage/worker/database.ts'
import { newMachine, restore } from '../../support/backup-station.ts'
import { readDataFolder, readDataFolders, writeDataFolder, type DataFolder } from '../../support/data-folders.ts'
import { openMainApp, PASSPHRASE, type MainApp } from '../../support/main-app.ts'
import { newCase, readCase, walk } from '../../support/main-journey.ts'
import { filesBelow } from '../vault/support.ts'

const opened: MainApp[] = []
const folders: string[] = []
afterEach(async () => {
  for (const main of opened.splice(0)) {
    await main.app.lock('closed')
    main.remove()
  }
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})
const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'ra-desk-folder-'))
  folders.push(folder)
  return folder
}
async function open(folder: string): Promise<MainApp> {
  const main = await openMainApp({ folder })
  opened.push(main)
  return main
}
const kept = readDataFolders()
const formats = Array.from({ length: DATA_FORMAT - OLDEST_DATA_FORMAT + 1 }, (_, index) => OLDEST_DATA_FORMAT + index)

async function expectCases(main: MainApp, { cases }: DataFolder): Promise<void> {
  for (const { caseId, edition, kinds } of cases) {
    const { record } = await readCase(main, caseId)
    expect([record.edition, record.events.map(({ event }) => event.kind)]).toEqual([edition, kinds])
  }
}

test('there is a folder of every format that opens', () => {
  expect([...new Set(kept.map(([, { format }]) => format))].sort((one, other) => one - other)).toEqual(formats)
})

describe.each(kept)('data folder %s', (_name, folderThen) => {
  test('opens: its cases are listed and read, its record is verified, and work goes on in it', async () => {
    expect(folderThen.passphrase).toBe(PASSPHRASE)
    const folder = newFolder()
    writeDataFolder(folderThen, folder)
    const main = await open(folder)
    expect((await main.must('station.state', {})).phase).toBe('locked')
    expect((await main.unlock()).ok).toBe(true)
    await expectCases(main, folderThen)
    const { size } = await main.must('record.verify', {})
    expect(size).toBeGreaterThan(20)
    const caseId = await newCase(main)
    await main.app.lock('asked')
    expect((await main.unlock()).ok).toBe(true)
    expect((await readCase(main, caseId)).record.events).toHaveLength(1)
    await expectCases(main, folderThen)
    expect((await main.must('record.verify', {})).size).toBeGreaterThan(size)
  })

  test('its backup restores with its recovery key', async () => {
    const file = join(newFolder(), 'kept.age')
    writeFileSync(file, Buffer.from(folderThen.backup, 'base64'))
    const there = await newMachine(file)
    opened.push(there)
    const { preview, answer } = await restore(there, folderThen.recoveryKey)
    expect([answer.ok, preview.cases]).toEqual([true, folderThen.cases.length])
    await expectCases(there, folderThen)
    await walk.items(there, await newCase(there).then(async (id) => (await walk['ask-for-items'](there, id), id)))
  })
})

test('the number stands for the versions that are written now: raising one means raising DATA_FORMAT and keeping a folder of the former', async () => {
  const main = await open(newFolder())
  await main.setUp()
  await newCase(main)
  const { settings } = await main.must('station.read', {})
  // A wrong passphrase, so that the file of attempts is there.
  const [agent] = (await main.must('station.state', {})).agents
  await main.app.lock('asked')
  await main.call('vault.unlock', { agentId: agent!.agentId, passphrase: 'not this one', workerPublicKey: main.worker.publicKey })
  const at = (name: string) => readFileSync(join(main.folder, 'vault', name))
  const json = (name: string) => JSON.parse(at(name).toString()) as { version: number; format: number }
  const schemaOf = (name: string) => at(name).readUInt32BE(60)
  const written = {
    'vault/key-slots.json': json('key-slots.json').version,
    'vault/keyring.bin': at('keyring.bin')[4],
    'vault/keys.db': schemaOf('keys.db'),
    'vault/record.db': schemaOf('record.db'),
    'vault/scans.db': schemaOf('scans.db'),
    'vault/high-water-mark.bin': at('high-water-mark.bin')[4],
    'vault/lockout.json': json('lockout.json').format,
    'sealed envelope': at('keyring.bin')[15],
    'events of a case': CASE_SCHEMA_VERSION,
    'summary of a case': SUMMARY_SHAPE,
    'line of a case': LINE_SHAPE,
    'settings of the workstation': settings.schema,
    'card template': STANDARD_CARD.version,
    'database of the page': new CaseDatabase('never opened').verno,
    backup: BACKUP_VERSION,
  }
  expect(written).toEqual(dataFormats[DATA_FORMAT])
  expect(JSON.parse(readFileSync(join(main.folder, 'data-format.json'), 'utf8'))).toEqual({ format: DATA_FORMAT })
})

async function expectUnlocked(main: MainApp): Promise<void> {
  expect((await main.unlock()).ok).toBe(true)
}

type Harm = (bytes: Buffer) => Buffer
const setByte =
  (at: number, value: number): Harm =>
  (bytes) => {
    bytes[at] = value
    return bytes
  }
const schema: Harm = (bytes) => {
  bytes.writeUInt32BE(bytes.readUInt32BE(60) + 1, 60)
  return bytes
}
const both = (name: string) => [name, `${name}.second`]

describe('data folder of a newer RA Desk', () => {
  test.each<readonly [string, readonly string[], Harm]>([
    ['its number', ['data-format.json'], () => Buffer.from(JSON.stringify({ format: DATA_FORMAT + 1, something: 'new' }))],
    ['key slots', both('vault/key-slots.json'), (bytes) => Buffer.from(bytes.toString().replace(/"version": ?2/, '"version":3'))],
    ['keyring', both('vault/keyring.bin'), setByte(4, 4)],
    ['databases of keys', ['vault/keys.db', 'vault/keys-second.db'], schema],
    ['databases of the record', ['vault/record.db', 'vault/record-second.db', 'vault/scans.db'], schema],
  ])('%s: refused in words, and no byte changes', async (_what, files, harm) => {
    const folder = newFolder()
    writeDataFolder(readDataFolder(DATA_FORMAT), folder)
    for (const name of files) writeFileSync(join(folder, name), harm(readFileSync(join(folder, name))))
    const before = await filesBelow(folder)
    const main = await open(folder)
    const { phase, message } = await main.must('station.state', {})
    const refused = phase === 'locked' ? await main.unlock() : undefined
    if (refused)
      expect(refused).toMatchObject({ ok: false, error: { code: expect.stringMatching(/-newer$/) as string, message: writtenByNewer[0] } })
    else expect([phase, message]).toEqual(['newer', writtenByNewer[0]])
    expect(await filesBelow(folder)).toEqual(before)
  })

  test('a number that is damaged or missing counts as none: each file still tells its own', async () => {
    const folder = newFolder()
    writeDataFolder(readDataFolder(DATA_FORMAT), folder)
    writeFileSync(join(folder, 'data-format.json'), 'damaged')
    const main = await open(folder)
    await expectUnlocked(main)
    expect(JSON.parse(readFileSync(join(folder, 'data-format.json'), 'utf8'))).toEqual({ format: DATA_FORMAT })
  })

  test('the recovery key is refused as the passphrase is', async () => {
    const kept = readDataFolder(DATA_FORMAT)
    const folder = newFolder()
    writeDataFolder(kept, folder)
    writeFileSync(join(folder, 'data-format.json'), JSON.stringify({ format: DATA_FORMAT + 1 }))
    const before = await filesBelow(folder)
    const main = await open(folder)
    const answer = await main.call('vault.recover', {
      agentId: '00000000-0000-4000-8000-000000000000',
      recoveryKey: kept.recoveryKey,
      newPassphrase: 'nine violet kettles wander slowly',
      workerPublicKey: main.worker.publicKey,
    })
    expect(answer).toMatchObject({ ok: false, error: { code: 'key-slots-newer' } })
    expect(await filesBelow(folder)).toEqual(before)
  })
})
