import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Encrypter } from 'age-encryption'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BackupHead } from '../../../domain/backup/lines.ts'
import { recoveryBackupIdentity, type BackupIdentity } from '../../../main/backup/identities.ts'
import { openBackup } from '../../../main/backup/read-backup.ts'
import { ageFileFor, ageFileWithoutEnd } from '../../support/hostile-files.ts'

let folder: string
let own: BackupIdentity
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ra-desk-read-backup-'))
  own = await recoveryBackupIdentity(new Uint8Array(randomBytes(20)))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const head: BackupHead = {
  kind: 'ra-desk-backup',
  version: 1,
  appVersion: 'test',
  vaultId: 'a'.repeat(32),
  keyVersion: 1,
  stationName: 'Invented',
  practice: false,
  madeAt: '2026-11-25T10:00:00.000Z',
  seq: 1,
  newestChange: '',
  checkpoint: { size: 0, code: 'ABCDEFGHJK', note: 'invented' },
  cases: 0,
  leftInCustody: 0,
}
const HEAD = `${JSON.stringify({ head })}\n`

async function open(file: Uint8Array) {
  const path = join(folder, 'ra-desk-invented.age')
  await writeFile(path, file)
  return openBackup(path, own.identity)
}
async function openSealed(text: string | Uint8Array) {
  const encrypter = new Encrypter()
  encrypter.addRecipient(own.recipient)
  return open(await encrypter.encrypt(text))
}
/** What the lines after the head say: their names, and at the end the code of a failure. */
async function read(text: string | Uint8Array): Promise<string[]> {
  const opened = await openSealed(text)
  if (!opened.ok) return [opened.error.code]
  const said: string[] = []
  for await (const line of opened.value.lines()) said.push(line.ok ? Object.keys(line.value)[0]! : line.error.code)
  return said
}

describe('backup: a beginning that would keep RA Desk busy is refused', () => {
  test.each([
    ['17 receivers', ageFileFor(17)],
    ['10,000 receivers', ageFileFor(10_000)],
    ['no end', ageFileWithoutEnd(1_000_000)],
  ])('%s', async (_name, file) => {
    expect(await open(file)).toMatchObject({
      error: { code: 'not-a-backup', message: expect.stringMatching(/longer than 4096 bytes or names more than 16 receivers/) as string },
    })
  })
})

describe('backup: a line is parsed only if it is not too long', () => {
  const entries = (length: number) => `{"entries":[]${' '.repeat(length)}}\n`
  const end = (length: number) => `{"end":{}${' '.repeat(length)}}\n`
  test.each([
    ['a line within the limit', entries(1_000_000) + entries(0), ['entries', 'entries', 'backup-damaged']],
    ['a line of 5 MB', entries(5_000_000) + entries(0), ['backup-damaged']],
    ['5 MB without a line end', ' '.repeat(5_000_000), ['backup-damaged']],
    ['a last line of 5 MB, of the wrong shape', end(5_000_000), ['backup-damaged']],
  ])('%s', async (_name, lines, said) => {
    expect(await read(HEAD + lines)).toEqual(said)
  })
})

test('backup: any lines that are sealed to this station give values or a failure, never a throw', async () => {
  const line = fc.oneof(
    fc.json(),
    fc.string(),
    fc.constantFrom('{"entries":[]}', '{"keys":[]}', '{"end":{}}', '{"head":{}}', '', '[[[[', HEAD.trim()),
  )
  const lines = fc.array(line, { maxLength: 6 }).map((all) => HEAD + all.map((one) => `${one}\n`).join(''))
  await fc.assert(
    fc.asyncProperty(fc.oneof(lines, fc.uint8Array({ maxLength: 200 }), fc.string()), async (content) => {
      const said = await read(content)
      expect(said.at(-1)).toMatch(/^(?:backup-damaged|backup-newer|not-a-backup)$/)
    }),
    { numRuns: 40 },
  )
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (file) => {
      expect((await open(file)).ok).toBe(false)
    }),
    { numRuns: 20 },
  )
})
