/** Starts RA Desk on a damaged database and judges what it shows. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { launchApp, type LaunchOptions } from '../shells/app-fixture.ts'
import { RELAUNCH } from '../shells/relaunch.ts'
import { goTo } from './at-the-screen.ts'
import { type DatabaseRows, rowsInDatabase } from './database-rows.ts'
import { sendIpcRequest } from './ipc-request.ts'
import { station } from './journey/journey.ts'

export const people = ['Aalto', 'Bexley', 'Cwmbran', 'Dunmore'].map((family, index) => [`Invented${String(index)}`, family] as const)
export const later = 'Endlater'
/** Ten a second. Rows are checked while the agent works, and later where other programs are busy. */
const LOOKS_FOR_ROWS = 600
/** A read that meets damage fails until RA Desk has replaced what is damaged, and reports it: this takes seconds where other programs are busy. */
const LOOKS_UNREAD = 300
const setAsideAndStart = 'Set the database aside and start again'
const families = [...people.map(([, family]) => family), later]

/** The rows, when the database has all that the record has: pieces of scans come while the agent works. */
export async function rowsWhenSettled(page: Page): Promise<DatabaseRows> {
  const wanted = await countRowsOfRecord(page)
  for (let look = 0; look < LOOKS_FOR_ROWS; look += 1) {
    const rows = await rowsInDatabase(page)
    if (Object.keys(rows).length === wanted) return rows
    await page.waitForTimeout(100)
  }
  throw new Error('the database does not come to rest')
}

async function countRowsOfRecord(page: Page): Promise<number> {
  const rows = new Set<string>()
  for (const which of ['rows', 'scans'] as const) {
    for (let afterSeq = 0, more = true; more;) {
      const read = await sendIpcRequest(page, 'database.page', { afterSeq, which })
      for (const { table, id, env } of read.rows) if (env !== null) rows.add(`${table} ${id}`)
      ;({ lastSeq: afterSeq, more } = read)
    }
  }
  return rows.size
}

export async function workListOf(page: Page, wanted: readonly string[]): Promise<boolean> {
  await goTo(page, '/work-list')
  for (let look = 0; look < 40; look += 1) {
    const text = await page.evaluate(() => document.body.innerText)
    if (wanted.every((family) => text.includes(family))) return true
    await page.waitForTimeout(250)
  }
  return false
}

const STARTS = 3

export type Outcome =
  | 'in order'
  | 'built again, said'
  | 'caught up, said'
  | 'pieces of scans fetched, said'
  | 'rows replaced, said'
  | 'set aside by the button, built again'
  | 'broke while in use, built again at the next start'
  | 'whole again without a word'
  | 'rows or cases missing'
  | 'not opened'

export async function startAndJudge(options: LaunchOptions, truth: DatabaseRows): Promise<Outcome> {
  let app = await launchApp(options)
  const before: Before = { broke: false, setAside: false, hadFiles: false }
  try {
    for (let start = 0; start < STARTS; start += 1) {
      if (await signIn(app.page)) {
        const judged = await judge(app.page, truth)
        if (judged !== 'broke') return await afterAll(judged, before, app.dataFolder)
        // Chromium reads some damage only when it comes to it, and closes the database for this start.
        before.broke = true
        const button = app.page.getByRole('button', { name: setAsideAndStart })
        if (
          await button.waitFor({ timeout: 5_000 }).then(
            () => true,
            () => false,
          )
        ) {
          before.hadFiles = await hasDatabaseFiles(join(app.dataFolder, 'session'))
          await pressSetAside(app.page)
          if ((await app.exited) !== RELAUNCH) return 'not opened'
          before.setAside = true
        } else await app.kill()
      } else {
        before.hadFiles = await hasDatabaseFiles(join(app.dataFolder, 'session'))
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

interface Before {
  broke: boolean
  setAside: boolean
  /** There was something to keep: Chromium itself deletes a SQLite database of which it cannot read the beginning. */
  hadFiles: boolean
}

/** What the last start came to, after what went before it; what was lost must have been rebuilt and reported. */
async function afterAll(judged: Outcome, before: Readonly<Before>, dataFolder: string): Promise<Outcome> {
  if (judged === 'rows or cases missing' || (!before.setAside && !before.broke)) return judged
  if (judged === 'in order') return 'whole again without a word'
  if (before.setAside && (judged !== 'built again, said' || (before.hadFiles && !(await hasDatabaseFiles(join(dataFolder, 'set-aside'))))))
    return 'not opened'
  return before.setAside ? 'set aside by the button, built again' : 'broke while in use, built again at the next start'
}

/** What the database holds without a comparison. */
export async function isWholeByItself(options: LaunchOptions, truth: DatabaseRows): Promise<boolean> {
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
  const listed = await workListOf(page, families)
  let rows: DatabaseRows = {}
  let unread = 0
  for (let look = 0; look < LOOKS_FOR_ROWS && !same(rows, truth); look += 1) {
    const read = await rowsInDatabase(page).catch((error: unknown) => (isPageGone(error) ? 'gone' : 'not read'))
    unread = typeof read === 'string' ? unread + 1 : 0
    // It is offered where a read failed, and also where what is damaged reads as nothing and cannot be written again.
    if (read === 'gone' || unread > LOOKS_UNREAD || (await isSetAsideOffered(page))) return 'broke'
    if (typeof read !== 'string') rows = read
    await pause(100)
  }
  if (!listed || !same(rows, truth)) {
    process.stderr.write(`${listed} ${Object.keys(rows).length} of ${Object.keys(truth).length}\n`)
    return 'rows or cases missing'
  }
  // The list and the rows come first, and the notice when everything is compared.
  await page.getByRole('progressbar', { name: 'Rebuilding the database' }).waitFor({ state: 'hidden' })
  const words = (await page.getByRole('region', { name: 'About the database' }).allInnerTexts()).join(' ')
  const said = noticeWords.find(([each]) => words.includes(each))
  if (said === undefined && words.trim() !== '') throw new Error(`the judge does not know these words: ${words}`)
  return said?.[1] ?? 'in order'
}

/** Words of each notice (`database-notice.tsx`). */
const noticeWords = [
  ['has been rebuilt', 'built again, said'],
  ['closed before its database was up to date', 'caught up, said'],
  ['has been repaired', 'rows replaced, said'],
  ['lacked parts of scans', 'pieces of scans fetched, said'],
] as const satisfies readonly (readonly [string, Outcome])[]

const same = (left: DatabaseRows, right: DatabaseRows) =>
  Object.keys(left).length === Object.keys(right).length && Object.entries(right).every(([place, what]) => left[place] === what)

/** RA Desk ends the page's process when it locks. */
const isPageGone = (error: unknown): boolean => error instanceof Error && /crashed|closed/i.test(error.message)

const isSetAsideOffered = (page: Page): Promise<boolean> =>
  page
    .getByRole('button', { name: setAsideAndStart })
    .isVisible()
    .catch(() => false)

/** False when the database cannot be opened: RA Desk locks, and the page's process ends with it. */
async function signIn(page: Page): Promise<boolean> {
  await page.getByLabel('Passphrase').fill(station.passphrase)
  await page.getByRole('button', { name: 'Unlock' }).click()
  return page
    .getByRole('heading', { name: 'Today', exact: true })
    .waitFor({ timeout: 60_000 })
    .then(
      () => true,
      () => false,
    )
}

async function pressSetAside(page: Page): Promise<void> {
  await page.getByRole('button', { name: setAsideAndStart }).click()
  // The page is gone with the click: the app ends.
  await page
    .getByRole('button', { name: 'Set it aside and start again' })
    .click()
    .catch(() => undefined)
}

/** Below a folder: of the database itself, wherever it lies. */
async function hasDatabaseFiles(folder: string): Promise<boolean> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries.some((entry) => entry.isFile() && entry.parentPath.includes('IndexedDB'))
}
