/** The app's Chromium without the app: the same program with the same flags, for baselines. And first paint, as the browser reports it. */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium, type Page } from '@playwright/test'
import { launchApp, processesFor, type LaunchOptions, type RunningApp } from '../../shells/app-fixture.ts'
import { findChromium } from '../../shells/chromium/find-chromium.ts'
import { virtualDevices } from '../e2e.ts'

const gone = { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }

/** The app, with a data folder of its own that goes with it unless a folder is given. */
export async function withApp<Value>(
  work: (launch: (options?: LaunchOptions) => Promise<RunningApp>) => Promise<Value>,
  given?: string,
): Promise<Value> {
  const folder = given ?? mkdtempSync(join(tmpdir(), 'ra-desk-bench-'))
  const apps: RunningApp[] = []
  try {
    return await work(async (options = {}) => {
      const app = await launchApp({ dataFolder: join(folder, 'data'), args: virtualDevices, ...options })
      apps.push(app)
      return app
    })
  } finally {
    for (const app of apps) await app.kill()
    if (given === undefined) rmSync(folder, gone)
  }
}

/** What the app gives its Chromium, without what belongs to one start only. */
export function readFlags(): Promise<string[]> {
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

/** `profile`: what the browser keeps between starts; one that goes with it when absent. */
export async function withChromium<Value>(
  { flags, url, profile }: { readonly flags: readonly string[]; readonly url: string; readonly profile?: string },
  work: (page: Page, started: number, folder: string) => Promise<Value>,
): Promise<Value> {
  const folder = profile ?? mkdtempSync(join(tmpdir(), 'ra-desk-bare-'))
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
    const value = await work(page, started, folder)
    // A profile that is used again is closed as a person would: what is still in memory is written.
    if (profile !== undefined) await (await browser.newBrowserCDPSession()).send('Browser.close').catch(() => undefined)
    if (profile !== undefined) await ended
    await browser.close()
    return value
  } finally {
    child.kill('SIGKILL')
    await ended
    if (profile === undefined) rmSync(folder, gone)
  }
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

/** `folder`: one that was started from before, for a warm start; it stays. A new one, and so a cold start, when absent. */
export function paintOfApp(folder?: string): Promise<number> {
  return withApp(async (launch) => {
    const started = Date.now()
    const app = await launch()
    const painted = await firstPaint(app.page, started)
    if (folder !== undefined) await app.close()
    return painted
  }, folder)
}

/** One page with a heading. `folder` as above. */
export async function paintOfChromium(flags: readonly string[], folder?: string): Promise<number> {
  const made = folder ?? mkdtempSync(join(tmpdir(), 'ra-desk-page-'))
  const file = join(made, 'page.html')
  writeFileSync(file, '<!doctype html><title>RA Desk</title><h1>RA Desk</h1>')
  try {
    return await withChromium(
      { flags, url: pathToFileURL(file).href, ...(folder === undefined ? {} : { profile: join(folder, 'profile') }) },
      firstPaint,
    )
  } finally {
    if (folder === undefined) rmSync(made, gone)
  }
}
