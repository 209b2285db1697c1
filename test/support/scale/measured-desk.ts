/** The real app on a filled station: unlocks it and does what an agent does, with the time of each act from the hand to the paint. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { stretch } from '../../../main/vault/argon2.ts'
import { goTo } from '../at-the-screen.ts'
import { launchApp, processesFor, type RunningApp } from '../../shells/app-fixture.ts'
import { virtualDevices } from '../e2e.ts'
import { PASSPHRASE } from '../main-app.ts'
import { processesOf } from '../process-memory.ts'
import { kdfOfApp } from './open-to-fill.ts'
import { measurePaint, type Watched } from './paint-watch.ts'
import { memoryOf, processorOf } from './process-figures.ts'

/** An unlock of a large station may take minutes. */
const UNLOCK_MILLISECONDS = 1_800_000
/** The app is at rest when main and the page together used less than this part of a processor for three seconds. */
const REST = 0.1
const SECONDS_OF_REST = 3
const MOST_SECONDS_TO_REST = 3_600
/** Drafts are kept a moment after the last key. */
const DRAFT_KEPT_MILLISECONDS = 1_500
const MOUSE_EVERY_MILLISECONDS = 60_000
const firstRow = '[role=grid] [role=row][aria-rowindex="2"]'
const noteSaved = { selector: '.desk-toast', text: 'Note saved' }

export interface Unlocked {
  readonly app: RunningApp
  /** From the click to the first painted row of the list, the stretching of the passphrase included. */
  readonly milliseconds: number
}

export async function startAndUnlock(dataFolder: string, env: Readonly<Record<string, string>>): Promise<Unlocked> {
  const app = await launchApp({ dataFolder, args: virtualDevices, env })
  const { page } = app
  page.setDefaultTimeout(UNLOCK_MILLISECONDS)
  await page.setViewportSize({ width: 1366, height: 768 })
  // The list is measured, not the page that is opened first.
  await goTo(page, '/work-list')
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE)
  const answered = await measurePaint(page, { on: 'click', until: { selector: firstRow, text: '' } }, () =>
    page.getByRole('button', { name: 'Unlock', exact: true }).click(),
  )
  if (answered === undefined) throw new Error('no list was painted')
  return { app, milliseconds: answered.painted }
}

/** The browser forgets everything, as after damage. Only while the app is closed. */
export function loseDatabase(dataFolder: string): void {
  rmSync(join(dataFolder, 'session'), { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
}

/** Milliseconds that the app's own stretching of a passphrase takes here and now: the shorter of two, so that never too much is taken off. */
export async function measureArgon2(): Promise<number> {
  const took: number[] = []
  for (let turn = 0; turn < 2; turn += 1) {
    const started = performance.now()
    await stretch(kdfOfApp, PASSPHRASE, new Uint8Array(16), kdfOfApp.parameters)
    took.push(performance.now() - started)
  }
  return Math.min(...took)
}

/** The mouse moves now and then: what takes minutes at this size would otherwise end in an idle lock. */
export async function watched<Value>(page: Page, work: () => Promise<Value>): Promise<Value> {
  let moves = 0
  const moving = setInterval(() => void page.mouse.move(200 + (moves += 1), 4), MOUSE_EVERY_MILLISECONDS)
  try {
    return await work()
  } finally {
    clearInterval(moving)
  }
}

/** What runs after the unlock, in main and in the page, would be measured with the acts otherwise. Throws if it does not end. */
export async function waitForRest(app: RunningApp): Promise<void> {
  const used = () => processesOf(app).reduce((sum, { pid, kind }) => sum + (kind === 'other' ? 0 : processorOf(pid)), 0)
  const isQuiet = await watched(app.page, async () => {
    for (let second = 0, quiet = 0; second < MOST_SECONDS_TO_REST && quiet < SECONDS_OF_REST; second += 1) {
      const before = used()
      await pause(1_000)
      quiet = used() - before < REST ? quiet + 1 : 0
      if (quiet === SECONDS_OF_REST) return true
    }
    return false
  })
  if (!isQuiet) throw new Error(`the app still works ${String(MOST_SECONDS_TO_REST)} s after the unlock`)
}

/**
 * Before memory is measured: what Chromium was sent over its debugging port, by which the stand-in carries IPC, stays in the page's process
 * until its garbage is collected, and nothing there asks for that. Electron's IPC goes another way.
 */
export async function collectGarbage(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  await session.detach()
}

/** MB: of the page's process, the largest where there are several, and of main. */
export function memoryOfApp(app: RunningApp): { readonly page: number; readonly main: number } {
  const pages = processesOf(app).filter(({ kind }) => kind === 'renderer')
  return { page: Math.max(...pages.map(({ pid }) => memoryOf(pid))), main: memoryOf(app.pid) }
}

/** MB of the largest page process of a bare browser. */
export function memoryOfBarePage(folder: string): number {
  const renderers = processesOf({ pid: 0, dataFolder: folder }).filter(({ kind }) => kind === 'renderer')
  return Math.max(...renderers.map(({ pid }) => memoryOf(pid)))
}

/** Opens cases from the list, one after another, and goes back after each. Milliseconds of each but the first, which loads the screen's code. */
export async function openCases(page: Page, times: number): Promise<number[]> {
  const took: number[] = []
  for (let turn = 0; turn <= times; turn += 1) {
    const rows = page.locator('[role=grid] [role=row][data-index]')
    const row = rows.nth(turn % Math.min(8, await rows.count()))
    await row.waitFor()
    const opened = await measurePaint(page, { on: 'click', until: { selector: 'h1', text: 'Registration steps' } }, () => row.click())
    if (opened !== undefined && turn > 0) took.push(opened.painted)
    await page.getByRole('link', { name: 'Work list', exact: true }).first().click()
    await page.locator(firstRow).waitFor()
  }
  return took
}

/** The same in a plain page that lists cases as buttons. */
export async function openBareCases(page: Page, times: number): Promise<number[]> {
  const took: number[] = []
  for (let turn = 0; turn <= times; turn += 1) {
    const opened = await measurePaint(page, { on: 'click', until: { selector: 'pre', text: 'caseReference' } }, () =>
      page.locator('button').nth(turn).click(),
    )
    if (opened !== undefined && turn > 0) took.push(opened.painted)
  }
  return took
}

export interface Saved {
  /** Milliseconds from the click until "Note saved" is on the page, and until it was painted. */
  readonly said: number[]
  readonly painted: number[]
}

async function save(page: Page, saved: Saved, counts: boolean, button: string, until: Watched['until']): Promise<void> {
  const answered = await measurePaint(page, { on: 'click', ...(until ? { until } : {}) }, () =>
    page.getByRole('button', { name: button, exact: true }).click(),
  )
  if (answered === undefined || !counts) return
  saved.said.push(answered.changed)
  saved.painted.push(answered.painted)
}

/** Saves notes on one case, one after another. The first does not count. */
export async function saveNotes(page: Page, times: number): Promise<Saved> {
  const saved: Saved = { said: [], painted: [] }
  await page.locator(firstRow).click()
  const field = page.getByLabel('Add a note')
  await field.waitFor()
  for (let turn = 0; turn <= times; turn += 1) {
    await field.fill(`Invented note ${String(turn)}`)
    await pause(DRAFT_KEPT_MILLISECONDS)
    await page.evaluate(() => document.querySelector<HTMLElement>('.desk-toast__close')?.click())
    await page.locator(noteSaved.selector).waitFor({ state: 'detached' })
    await save(page, saved, turn > 0, 'Save note', noteSaved)
  }
  await page.getByRole('link', { name: 'Work list', exact: true }).first().click()
  await page.locator(firstRow).waitFor()
  return saved
}

/** The same in a plain page whose button puts a case and says so. */
export async function saveBare(page: Page, times: number): Promise<Saved> {
  const saved: Saved = { said: [], painted: [] }
  for (let turn = 0; turn <= times; turn += 1) {
    await page.evaluate(() => document.querySelector('main')?.replaceChildren())
    await save(page, saved, turn > 0, 'Save', { selector: 'main', text: 'Saved' })
  }
  return saved
}

/** Types each query letter by letter. Milliseconds from each key to the paint of what it found. */
export async function typeQueries(page: Page, field: string, queries: readonly string[]): Promise<number[]> {
  const took: number[] = []
  for (const query of queries) {
    await page.locator(field).fill('')
    await pause(300)
    await page.locator(field).focus()
    for (const letter of query) {
      const answered = await measurePaint(page, { on: 'keydown' }, () => page.keyboard.press(letter))
      if (answered !== undefined) took.push(answered.painted)
    }
  }
  await page.locator(field).fill('')
  return took
}

/** Closes the app as a person does, and waits until none of its processes is left. */
export async function closeDesk(app: RunningApp): Promise<void> {
  await app.close()
  for (let look = 0; look < 100 && processesFor(app.dataFolder).length > 0; look += 1) await pause(100)
}
