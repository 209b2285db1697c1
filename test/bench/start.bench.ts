/**
 * Start to first paint, and one whole journey.
 *
 * First paint: from the start of the process to the first contentful paint, as the browser itself reports it; the baseline is the same
 * Chromium with the same flags that opens one small page from a file. Each start has a fresh data folder.
 * Whole journey: from the first field of the set-up to the closed case, typed by a program that waits for nothing but the app. The baseline is what that
 * program needs by itself: the same screens as dead pages in the same kind of window, the same fields filled in, and the same kind of card
 * written straight through the card code. No keys, no saving, no documents, no second process.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium, type Page } from '@playwright/test'
import { ok } from '../../domain/result.ts'
import { personalise } from '../../native/card/personalise.ts'
import { createVirtualCard } from '../../native/card/virtual-card.ts'
import { blankCard } from '../../native/card/virtual-card-state.ts'
import { launchApp, processesFor, type LaunchOptions, type RunningApp } from '../shells/app-fixture.ts'
import { findChromium } from '../shells/chromium/find-chromium.ts'
import { inTurns, toRow, type BenchRow } from '../support/bench.ts'
import { now, random, samplePlan } from '../support/cards.ts'
import { startWalk, virtualDevices } from '../support/e2e.ts'
import { journeySteps } from '../support/journey/steps.ts'

const STARTS = 7
const JOURNEYS = 3

interface DeadScreen {
  readonly html: string
  readonly typed: readonly (readonly [id: string, value: string])[]
  readonly ticked: readonly string[]
}

export default async function run(say: (line: string) => void): Promise<BenchRow[]> {
  if (process.platform !== 'linux') throw new Error('The flags of the app’s browser are read from /proc: this benchmark runs on Linux')
  const flags = await readFlags()
  say(`First paint, ${STARTS} starts of each in turns`)
  const paint = await inTurns(STARTS, paintOfApp, () => paintOfChromium(flags))
  const screens = new Map<string, DeadScreen>()
  await journeyInApp(screens)
  say(`One whole journey, ${JOURNEYS} of each in turns (${screens.size} screens)`)
  const journey = await inTurns(
    JOURNEYS,
    () => journeyInApp(),
    () => journeyBare([...screens.values()], flags),
  )
  return [
    toRow('start to first paint (baseline: bare Chromium, one page)', 'ms', paint.ours, paint.baseline),
    toRow('one whole journey (baseline: the same screens dead, the same fields, the card alone)', 's', journey.ours, journey.baseline),
  ]
}

async function withApp<Value>(work: (launch: (options?: LaunchOptions) => Promise<RunningApp>) => Promise<Value>): Promise<Value> {
  const folder = mkdtempSync(join(tmpdir(), 'ra-desk-bench-'))
  const apps: RunningApp[] = []
  try {
    return await work(async (options = {}) => {
      const app = await launchApp({ dataFolder: join(folder, 'data'), args: virtualDevices, ...options })
      apps.push(app)
      return app
    })
  } finally {
    for (const app of apps) await app.kill()
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
}

/** What the app gives its Chromium, without what belongs to one start only. */
function readFlags(): Promise<string[]> {
  return withApp(async (launch) => {
    const { dataFolder, pid } = await launch()
    const words = processesFor(dataFolder)
      .filter((each) => each !== pid)
      .map((each) => readFileSync(`/proc/${each}/cmdline`, 'utf8').split('\0').filter(Boolean))
      .find((line) => line.some((word) => word.startsWith('--host-resolver-rules')) && !line.some((word) => word.startsWith('--type=')))
    if (!words) throw new Error('The app’s browser was not found')
    return words
      .slice(1)
      .filter((word) => word.startsWith('--') && !/^--(?:user-data-dir|remote-debugging-pipe|remote-debugging-port|app)\b/.test(word))
  })
}

/** Milliseconds from `started`, by the clock of the machine. */
async function firstPaint(page: Page, started: number): Promise<number> {
  const painted = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const found = (entries: PerformanceEntryList) => {
          const entry = entries.find(({ name }) => name === 'first-contentful-paint')
          if (entry) resolve(performance.timeOrigin + entry.startTime)
        }
        new PerformanceObserver((list) => {
          found(list.getEntries())
        }).observe({ type: 'paint', buffered: true })
      }),
  )
  return painted - started
}

function paintOfApp(): Promise<number> {
  return withApp(async (launch) => {
    const started = Date.now()
    return firstPaint((await launch()).page, started)
  })
}

async function withChromium<Value>(
  flags: readonly string[],
  url: string,
  work: (page: Page, started: number) => Promise<Value>,
): Promise<Value> {
  const folder = mkdtempSync(join(tmpdir(), 'ra-desk-bare-'))
  const started = Date.now()
  const child = spawn(findChromium(), [...flags, `--user-data-dir=${folder}`, '--remote-debugging-port=0', url], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  try {
    const endpoint = await new Promise<string>((resolve, reject) => {
      let said = ''
      child.stderr.on('data', (chunk: Buffer) => {
        said += chunk.toString()
        const found = /DevTools listening on (ws:\S+)/.exec(said)?.[1]
        if (found) resolve(found)
      })
      child.once('exit', () => {
        reject(new Error(`Chromium ended: ${said.slice(-500)}`))
      })
    })
    const browser = await chromium.connectOverCDP(endpoint)
    const [context] = browser.contexts()
    const page = context!.pages().find((each) => each.url() === url) ?? (await context!.waitForEvent('page'))
    const value = await work(page, started)
    await browser.close()
    return value
  } finally {
    child.kill('SIGKILL')
    await ended
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
}

async function paintOfChromium(flags: readonly string[]): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'ra-desk-page-'))
  const file = join(folder, 'page.html')
  writeFileSync(file, '<!doctype html><title>RA Desk</title><h1>RA Desk</h1>')
  try {
    return await withChromium(flags, pathToFileURL(file).href, firstPaint)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Seconds. With `screens`, each screen is kept as it stands just before it is left. */
function journeyInApp(screens?: Map<string, DeadScreen>): Promise<number> {
  return withApp(async (launch) => {
    const keep = async (name: string, page: Page) => {
      screens?.set(name, await readScreen(page))
    }
    const { journey } = await startWalk(launch, screens ? { seen: keep } : {})
    const started = performance.now()
    for (const step of journeySteps) await step.run(journey)
    const took = (performance.now() - started) / 1_000
    journey.hands.close()
    return took
  })
}

function readScreen(page: Page): Promise<DeadScreen> {
  return page.evaluate(() => {
    const inputs = [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('main input, main textarea')].filter(
      ({ id }) => id !== '',
    )
    const ticks = inputs.filter(({ type }) => type === 'radio' || type === 'checkbox') as HTMLInputElement[]
    const styles = [...document.styleSheets]
      .flatMap((sheet) => [...sheet.cssRules].map(({ cssText }) => cssText))
      .filter((rule) => !rule.startsWith('@font-face'))
      .join('\n')
    const body = document.body.cloneNode(true) as HTMLElement
    for (const dead of body.querySelectorAll('script, img, canvas')) dead.remove()
    return {
      html: `<!doctype html><meta charset="utf-8"><style>${styles}</style>${body.outerHTML}`,
      typed: inputs
        .filter(({ type, value }) => !['radio', 'checkbox', 'file', 'range'].includes(type) && value !== '')
        .map(({ id, value }) => [id, value] as const),
      ticked: ticks.filter(({ checked }) => checked).map(({ id }) => id),
    }
  })
}

async function journeyBare(screens: readonly DeadScreen[], flags: readonly string[]): Promise<number> {
  return withChromium(flags, 'about:blank', async (page) => {
    await page.setViewportSize({ width: 1366, height: 768 })
    const started = performance.now()
    for (const { html, typed, ticked } of screens) {
      await page.setContent(html)
      for (const [id, value] of typed) await page.locator(`[id="${id}"]`).fill(value)
      for (const id of ticked) await page.locator(`[id="${id}"]`).setChecked(true, { force: true })
    }
    const card = createVirtualCard({ state: blankCard({ serial: 1 }), random, changed: () => undefined })
    const written = await personalise({
      connection: { atr: card.state().atr, transmit: (command) => Promise.resolve(ok(card.transmit(command))) },
      plan: samplePlan(),
      random,
      now,
      journal: () => undefined,
    })
    if (written.outcome !== 'done') throw new Error(`The card was not written: ${written.outcome}`)
    return (performance.now() - started) / 1_000
  })
}
