/**
 * Files of the browser’s own database flipped, cut, emptied, deleted, put back to an older copy or left half written, then a real start and
 * a real sign-in. Each must end with every row that the record holds in the database and every case on the work list, and with words
 * for what was made again; a database that cannot be opened must be set aside by the one button, and made again.
 * Control: what the damaged database holds before RA Desk compares it with the record.
 */
import { randomBytes } from 'node:crypto'
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { Page } from '@playwright/test'
import type { AgentEvent } from '../../domain/case/events.ts'
import { journey } from '../fixtures/journey-events.ts'
import { launchApp, type LaunchOptions } from '../shells/app-fixture.ts'
import { findChromium } from '../shells/chromium/find-chromium.ts'
import { RELAUNCH } from '../shells/relaunch.ts'
import { rowsInDatabase, type DatabaseRows } from '../support/database-rows.ts'
import { virtualDevices } from '../support/e2e.ts'
import { station, unlock } from '../support/journey-driver.ts'
import { sendIpcRequest } from '../support/ipc-request.ts'
import { photo } from '../support/main-journey.ts'
import { casesReadyForCards } from '../support/ready-cases.ts'
import type { FaultReport, FaultRun } from './suites.ts'

const people = ['Aalto', 'Bexley', 'Cwmbran', 'Dunmore'].map((family, index) => [`Invented${String(index)}`, family] as const)
const later = 'Endlater'
const families = [...people.map(([, family]) => family), later]
const ways = ['flipped', 'flipped in eight places', 'a page emptied', 'cut', 'emptied', 'deleted', 'older', 'rubbish at the end'] as const
type Way = (typeof ways)[number]

/** How Chromium keeps databases: by default, and as it does where the newer kind is switched on. */
const stores = ['LevelDB', 'SQLite'] as const
type Store = (typeof stores)[number]
const ofStore: Readonly<Record<Store, { readonly flags: string; readonly every: number }>> = {
  LevelDB: { flags: '', every: 1 },
  SQLite: { flags: '--enable-features=IdbSqliteBackingStore,IdbSqliteOnDiskRollout', every: 3 },
}
/** Of damages that RA Desk had to do something about, one in so many rounds is looked at without RA Desk as well. */
const CONTROL_EVERY = 6

export async function databaseSuite({ rounds, folder, random }: FaultRun): Promise<FaultReport> {
  const made = new Map<Store, Master>()
  const tally = {
    'in order': 0,
    'built again, said': 0,
    'caught up, said': 0,
    'pieces of scans fetched, said': 0,
    'set aside by the button, built again': 0,
    'broke while in use, built again at the next start': 0,
    'rows or cases missing': 0,
    'not opened': 0,
  }
  const control = { damages: 0, 'rows lost or not opened': 0 }
  const breakdown = new Map<string, number>()
  for (let round = 0; round < rounds; round += 1) {
    const store = stores.findLast((each) => round % ofStore[each].every === 0 && (each === 'LevelDB' || round > 0)) ?? 'LevelDB'
    const master = made.get(store) ?? (await makeMaster(join(folder, store), store))
    made.set(store, master)
    const copy = join(folder, `copy-${String(round)}`)
    await cp(master.place, copy, { recursive: true })
    const { name, way } = await damageOne(copy, master.older, random)
    await cp(copy, `${copy}-control`, { recursive: true })
    const outcome = await startAndJudge(master.options(copy), master.truth)
    if (outcome !== 'in order' && control.damages * CONTROL_EVERY < rounds) {
      control.damages += 1
      if (!(await isWholeByItself(master.options(`${copy}-control`), master.truth))) control['rows lost or not opened'] += 1
    }
    // The browser of a killed app takes a moment to notice.
    for (const each of [copy, `${copy}-control`]) await rm(each, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
    tally[outcome] += 1
    const what = `${store}, ${name}, ${way}: ${outcome}`
    breakdown.set(what, (breakdown.get(what) ?? 0) + 1)
  }
  const harmless = tally['rows or cases missing'] === 0 && tally['not opened'] === 0
  return {
    ok: harmless && control['rows lost or not opened'] > 0,
    harmless,
    figures: {
      damages: rounds,
      ...tally,
      'control: damages': control.damages,
      'control: rows lost or not opened without the record': control['rows lost or not opened'],
      ...Object.fromEntries(
        [...breakdown].sort(([left], [right]) => left.localeCompare(right)).map(([what, count]) => [`- ${what}`, count]),
      ),
    },
  }
}

interface Master {
  readonly place: string
  readonly older: string
  readonly truth: DatabaseRows
  readonly options: (dataFolder: string) => LaunchOptions
}

/** A station with cases whose scans fill more than the database’s first file, closed and opened so often that it has tidied itself, and what it held some acts before. */
async function makeMaster(folder: string, store: Store): Promise<Master> {
  await mkdir(folder, { recursive: true })
  const [master, older, made, browser] = ['master', 'older', 'made', 'browser'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
    string,
  ]
  await writeFile(browser, `#!/bin/sh\nexec '${findChromium()}' ${ofStore[store].flags} "$@"\n`, { mode: 0o755 })
  const options = (dataFolder: string): LaunchOptions => ({
    shell: 'chromium-stand-in',
    dataFolder,
    args: virtualDevices,
    env: { RA_DESK_CHROMIUM: browser },
  })
  let app = await launchApp(options(made))
  const hasBegun = async () => {
    await app.close()
    app = await app.relaunch()
    await unlock({ page: app.page })
    return workListOf(
      app.page,
      people.map(([, family]) => family),
    )
  }
  try {
    await casesReadyForCards(app, people, (index) => new Uint8Array(Buffer.concat([photo(), randomBytes(450_000 + index)])))
    await hasBegun()
    const first = await rowsWhenSettled(app.page)
    await hasBegun()
    await app.close()
    await cp(made, older, { recursive: true })
    app = await app.relaunch()
    await unlock({ page: app.page })
    const { caseId } = await sendIpcRequest(app.page, 'case.prepare', {})
    await sendIpcRequest(app.page, 'case.act', {
      caseId,
      expectedSeq: 0,
      event: { ...journey.requestReceived, registrantName: `Invented ${later}` } as AgentEvent,
    })
    await hasBegun()
    const truth = await rowsWhenSettled(app.page, Object.keys(first).length + 1)
    await hasBegun()
    await app.close()
    await cp(made, master, { recursive: true })
    return { place: master, older, truth, options }
  } finally {
    await app.kill().catch(() => undefined)
  }
}

/** The rows, when pieces of scans that come while the agent works have come. */
async function rowsWhenSettled(page: Page, atLeast = 1): Promise<DatabaseRows> {
  let before = -1
  for (let look = 0; look < 100; look += 1) {
    const rows = await rowsInDatabase(page)
    const count = Object.keys(rows).length
    if (count >= atLeast && count === before) return rows
    before = count
    await page.waitForTimeout(200)
  }
  throw new Error('the database does not come to rest')
}

async function workListOf(page: Page, wanted: readonly string[]): Promise<boolean> {
  for (let look = 0; look < 40; look += 1) {
    const text = await page.evaluate(() => document.body.innerText)
    if (wanted.every((family) => text.includes(family))) return true
    await page.waitForTimeout(250)
  }
  return false
}

/** Of the files in which rows are, three times of four; else one of those beside them. */
async function damageOne(
  folder: string,
  older: string,
  random: (below: number) => number,
): Promise<{ readonly name: string; readonly way: Way }> {
  const all = await databaseFiles(folder)
  const withRows = all.filter((name) => /IndexedDB/.test(name) && !/(LOG|LOG\.old|LOCK)$/.test(name))
  const files = random(4) > 0 ? withRows : all
  const name = files[random(files.length)]!
  const way = ways[random(ways.length)]!
  await damage(join(folder, name), join(older, name), way, random)
  return { name: kindOf(name), way }
}

async function databaseFiles(folder: string): Promise<string[]> {
  const session = join(folder, 'session')
  const entries = await readdir(session, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && /IndexedDB|WebStorage/.test(entry.parentPath))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort()
}

/** `…/000012.ldb` is a table of the database, whichever. */
const kindOf = (name: string): string =>
  name
    .replace(/^.*[/\\]/, '')
    .replace(/\d{6}/, 'N')
    .replace(/^[A-Z2-7]{40,}/, 'database')

const STARTS = 3

type Outcome =
  | 'in order'
  | 'built again, said'
  | 'caught up, said'
  | 'pieces of scans fetched, said'
  | 'set aside by the button, built again'
  | 'broke while in use, built again at the next start'
  | 'rows or cases missing'
  | 'not opened'

async function startAndJudge(options: LaunchOptions, truth: DatabaseRows): Promise<Outcome> {
  let app = await launchApp(options)
  const before = { broke: false, setAside: false }
  try {
    for (let start = 0; start < STARTS; start += 1) {
      if (await signIn(app.page)) {
        const judged = await judge(app.page, truth)
        if (judged !== 'broke') return await afterAll(judged, before, app.dataFolder)
        // Chromium reads some damage only when it comes to it, and closes the database for this start.
        before.broke = true
        const button = app.page.getByRole('button', { name: 'Set the database aside and start again' })
        if (
          await button.waitFor({ timeout: 5_000 }).then(
            () => true,
            () => false,
          )
        ) {
          await pressSetAside(app.page)
          if ((await app.exited) !== RELAUNCH) return 'not opened'
          before.setAside = true
        } else await app.kill()
      } else {
        await pressSetAside(await app.freshPage())
        if ((await app.exited) !== RELAUNCH) return 'not opened'
        before.setAside = true
      }
      const isAfterAside = before.setAside && !before.broke
      app = await app.relaunch()
      if (isAfterAside) await app.page.getByText('The database was set aside').waitFor()
    }
    return 'not opened'
  } catch (error) {
    process.stderr.write(`${String(error)}\n`)
    return 'not opened'
  } finally {
    await app.kill().catch(() => undefined)
  }
}

/** What the last start came to, after what went before it; whatever was lost must have been built again, and said. */
async function afterAll(
  judged: Outcome,
  before: { readonly broke: boolean; readonly setAside: boolean },
  dataFolder: string,
): Promise<Outcome> {
  if (judged === 'rows or cases missing' || (!before.setAside && !before.broke)) return judged
  if (judged === 'in order' || (before.setAside && (judged !== 'built again, said' || !(await keptAside(dataFolder))))) return 'not opened'
  return before.setAside ? 'set aside by the button, built again' : 'broke while in use, built again at the next start'
}

/** What the database holds without a comparison. */
async function isWholeByItself(options: LaunchOptions, truth: DatabaseRows): Promise<boolean> {
  const app = await launchApp(options)
  try {
    return same(await rowsInDatabase(app.page), truth)
  } catch {
    return false
  } finally {
    await app.kill().catch(() => undefined)
  }
}

async function judge(page: Page, truth: DatabaseRows): Promise<Outcome | 'broke'> {
  const said = await page.getByRole('region', { name: 'About the database' }).allInnerTexts()
  const listed = await workListOf(page, families)
  let rows: DatabaseRows = {}
  for (let look = 0; look < 50 && !same(rows, truth); look += 1) {
    const read = await rowsInDatabase(page).catch(() => undefined)
    if (read === undefined) return 'broke'
    rows = read
    await page.waitForTimeout(100)
  }
  if (!listed || !same(rows, truth)) {
    process.stderr.write(`${listed} ${Object.keys(rows).length} of ${Object.keys(truth).length}\n`)
    return 'rows or cases missing'
  }
  const words = said.join(' ')
  return words.includes('has been rebuilt')
    ? 'built again, said'
    : words.includes('was not up to date')
      ? 'caught up, said'
      : words.includes('lacked parts of scans')
        ? 'pieces of scans fetched, said'
        : 'in order'
}

const same = (left: DatabaseRows, right: DatabaseRows) =>
  Object.keys(left).length === Object.keys(right).length && Object.entries(right).every(([place, what]) => left[place] === what)

/** False when the database cannot be opened: RA Desk locks, and the page's process ends with it. */
async function signIn(page: Page): Promise<boolean> {
  await page.getByLabel('Passphrase').fill(station.passphrase)
  await page.getByRole('button', { name: 'Unlock' }).click()
  return page
    .getByRole('heading', { name: 'Work list' })
    .waitFor({ timeout: 60_000 })
    .then(
      () => true,
      () => false,
    )
}

async function pressSetAside(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Set the database aside and start again' }).click()
  // The page is gone with the click: the app ends.
  await page
    .getByRole('button', { name: 'Set it aside and start again' })
    .click()
    .catch(() => undefined)
}

/** Whether the old database is where it was said to be. */
async function keptAside(dataFolder: string): Promise<boolean> {
  const entries = await readdir(join(dataFolder, 'set-aside'), { recursive: true, withFileTypes: true })
  return entries.some((entry) => entry.isFile())
}

async function damage(path: string, older: string, way: Way, random: (below: number) => number): Promise<void> {
  const bytes = await readFile(path)
  const flip = () => {
    if (bytes.length > 0) bytes[random(bytes.length)]! ^= 1 << random(8)
  }
  switch (way) {
    case 'flipped':
      flip()
      return writeFile(path, bytes)
    case 'flipped in eight places':
      for (let place = 0; place < 8; place += 1) flip()
      return writeFile(path, bytes)
    case 'a page emptied': {
      const from = random(Math.max(1, bytes.length - 4_096))
      return writeFile(path, bytes.fill(0, from, Math.min(bytes.length, from + 4_096)))
    }
    case 'cut':
      return writeFile(path, bytes.subarray(0, random(bytes.length + 1)))
    case 'emptied':
      return writeFile(path, new Uint8Array(0))
    case 'deleted':
      return rm(path)
    case 'older':
      return readFile(older).then(
        (old) => writeFile(path, old),
        () => rm(path),
      )
    case 'rubbish at the end':
      return writeFile(path, Buffer.concat([bytes, Buffer.from(Array.from({ length: 1 + random(5_000) }, () => random(256)))]))
  }
}
