/**
 * Makes a data folder as this version writes it, with invented cases, and keeps it compressed for the tests of later versions:
 *
 *     node tools/data-folders/make-data-folder-fixture.ts
 *
 * Run it once for each number of `DATA_FORMAT`, before the number goes up. It never overwrites a file. Everything goes through the use-cases of the
 * app; random numbers come from a fixed seed, except those of WebCrypto in the page's worker, so that two runs differ in sealed bytes.
 */
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { constants, brotliCompressSync } from 'node:zlib'
import { DATA_FORMAT } from '../../domain/station/data-format.ts'
import { backupStation } from '../../test/support/backup-station.ts'
import { fixtureOf, type DataFolder } from '../../test/support/data-folders.ts'
import { PASSPHRASE } from '../../test/support/main-app.ts'
import { newCase, readCase, walkUntil } from '../../test/support/main-journey.ts'
import { mulberry32 } from '../../test/support/seeded-random.ts'

const SEED = 20_261_130

function filesBelow(folder: string): Record<string, string> {
  const found = readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name)))
  return Object.fromEntries(
    found
      .filter((path) => statSync(path).isFile() && !path.includes('being-dragged'))
      .sort()
      .map((path) => [relative(folder, path).replaceAll('\\', '/'), readFileSync(path).toString('base64')]),
  )
}

async function make(): Promise<DataFolder> {
  const next = mulberry32(SEED)
  const randomBytes = (length: number) => Uint8Array.from({ length }, () => next() & 0xff)
  const station = await backupStation({}, { randomBytes, randomInt: (minimum, below) => minimum + (next() % (below - minimum)) })
  const { main } = station
  const walked = await newCase(main)
  await walkUntil(main, walked, 'write-card')
  const begun = await newCase(main)
  await main.must('backup.make', {})
  const cases = await Promise.all(
    [walked, begun].map(async (caseId) => {
      const { record } = await readCase(main, caseId)
      return { caseId, edition: record.edition, kinds: record.events.map(({ event }) => event.kind) }
    }),
  )
  await main.app.lock('closed')
  const made: DataFolder = {
    format: DATA_FORMAT,
    passphrase: PASSPHRASE,
    recoveryKey: station.recoveryKey,
    cases,
    files: filesBelow(main.folder),
    backup: readFileSync(station.files()[0]!).toString('base64'),
  }
  main.remove()
  rmSync(station.target, { recursive: true })
  return made
}

const to = fixtureOf(DATA_FORMAT)
if (existsSync(to)) {
  console.error(`${to} exists. A fixture is made once, by the version that wrote that format.`)
  process.exitCode = 1
} else {
  const bytes = brotliCompressSync(JSON.stringify(await make()), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })
  writeFileSync(to, bytes, { flag: 'wx' })
  console.log(`${to}: ${bytes.length} bytes`)
}
