/**
 * Starts the app as a person does, in either shell, and gives a test its page. Tests see the page, what main prints, and the virtual
 * hands; never the inside of main. `import { test, expect } from '…/shells/app-fixture.ts'`, then `const app = await launch()`.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, expect, test as base, type Browser, type BrowserContext, type Page } from '@playwright/test'
import { withParent } from '../support/with-parent.ts'
import { findElectron, projectFolder, whyNot, type ShellName } from './shells.ts'

export { expect }

// In a worker whose runner was killed: the apps that its tests started end with it.
process.once('disconnect', () => process.exit(1))

export interface LaunchOptions {
  /** Kept between starts; a new one by default, removed with the test. */
  readonly dataFolder?: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Folder of a build: `dist` by default. */
  readonly build?: string
  /** Instead of `build`: main of a packed app that was laid out for the stand-in (`tools/packaging/lay-out.ts`). */
  readonly packedMain?: string
  readonly shell?: ShellName
}

export interface RunningApp {
  readonly page: Page
  readonly context: BrowserContext
  readonly dataFolder: string
  /** Where saved documents go (there are no file dialogs in the stand-in). */
  readonly saveFolder: string
  /** Socket of the virtual hands, given to main as RA_DESK_HANDS. */
  readonly handsPath: string
  readonly pid: number
  /** Lines main printed, so far. */
  readonly stdout: readonly string[]
  readonly stderr: () => string
  /** The first line, from `from` on, that fits; waits for it. */
  waitForLine(fits: (line: string) => boolean, from?: number): Promise<string>
  /** Playwright lets go of a page whose process ended (as at lock): connects again and gives the page that is there now. */
  freshPage(): Promise<Page>
  /** Ends main at once (SIGKILL), as a power cut would. */
  kill(): Promise<void>
  signal(name: NodeJS.Signals): void
  /** Closes the window as a person does, and waits for the end. Answers the exit code. */
  close(): Promise<number | null>
  /** The end of main, for any reason. */
  readonly exited: Promise<number | null>
  /** The same app again, after `kill` or `close`. */
  relaunch(more?: Pick<LaunchOptions, 'args' | 'env'>): Promise<RunningApp>
}

const appAddress = /^(app:\/\/ra-desk|https:\/\/ra-desk\.invalid)\//
const patience = 120_000
/** A file that starts main on another system, as `windows/start-main.ts`. */
const starter = process.env['RA_DESK_TEST_STARTER']

export interface StartedProcess {
  readonly child: ChildProcess
  readonly stdout: string[]
  readonly stderr: () => string
  readonly exited: Promise<number | null>
}

/** Main alone, without waiting for a page. */
export function startProcess(options: LaunchOptions & { readonly dataFolder: string; readonly handsPath?: string }): StartedProcess {
  const build = options.build ?? join(projectFolder, 'dist')
  const common = [`--user-data-dir=${options.dataFolder}`, ...(options.args ?? [])]
  const [program, args] =
    options.shell === 'electron'
      ? [
          findElectron()!,
          [join(build, 'electron/main.mjs'), '--remote-debugging-port=0', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...common],
        ]
      : [process.execPath, [...(starter === undefined ? [] : [starter]), options.packedMain ?? join(build, 'chromium/main.mjs'), ...common]]
  const child = spawn(...withParent(program, args), {
    cwd: options.packedMain === undefined ? projectFolder : options.dataFolder.replace(/[^/\\]+$/, ''),
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      RA_DESK_TEST_PORT: '0',
      RA_DESK_HEADLESS: '1',
      ...(options.packedMain === undefined ? {} : { RA_DESK_TEST_PACKAGED: '1' }),
      RA_DESK_SAVE_FOLDER: join(options.dataFolder, '..', 'saved'),
      ...(options.handsPath ? { RA_DESK_HANDS: options.handsPath } : {}),
      ...options.env,
    },
  })
  const stdout: string[] = []
  let rest = ''
  let errors = ''
  child.stdout!.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split('\n')
    rest = lines.pop()!
    stdout.push(...lines)
    child.emit('line')
  })
  child.stderr!.on('data', (chunk: Buffer) => {
    errors += chunk.toString()
    child.emit('line')
  })
  const exited = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => {
      resolve(code)
      child.emit('line')
    })
  })
  return { child, stdout, stderr: () => errors, exited }
}

async function until<Value>(child: ChildProcess, find: () => Value | undefined, failed: () => string): Promise<Value> {
  const found = find()
  if (found !== undefined) return found
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      stop()
      reject(new Error(`${failed()} (waited ${patience / 1_000} s)`))
    }, patience)
    const look = () => {
      const now = find()
      if (now !== undefined) {
        stop()
        resolve(now)
      } else if (child.exitCode !== null || child.signalCode !== null) {
        stop()
        reject(new Error(`${failed()} (main has ended)`))
      }
    }
    const stop = () => {
      clearTimeout(late)
      child.off('line', look)
    }
    child.on('line', look)
  })
}

export async function launchApp(options: LaunchOptions = {}): Promise<RunningApp> {
  const dataFolder = options.dataFolder ?? join(mkdtempSync(join(tmpdir(), 'ra-desk-test-')), 'data')
  const handsName = `ra-desk-hands-${randomUUID().slice(0, 8)}`
  const handsPath = process.platform === 'win32' ? `\\\\.\\pipe\\${handsName}` : join(tmpdir(), `${handsName}.sock`)
  const { child, stdout, stderr, exited } = startProcess({ ...options, dataFolder, handsPath })
  const said = (what: string) => `${what}\n${stdout.slice(-20).join('\n')}\n${stderr().slice(-4_000)}`
  const endpoint = await until(
    child,
    () => findEndpoint(stdout, stderr(), options),
    () => said('The app did not say where its page can be reached'),
  )

  let browser: Browser = await chromium.connectOverCDP(endpoint, { timeout: patience })
  /** Playwright never sees a page that was just beginning again when it connected: it connects once more every few seconds. */
  const pageNow = async (): Promise<Page> => {
    for (const end = performance.now() + patience; ;) {
      for (let look = 0; look < 80; look += 1) {
        const page = browser
          .contexts()[0]
          ?.pages()
          .find((each) => appAddress.test(each.url()))
        if (page) return page
        await new Promise((resolve) => {
          setTimeout(resolve, 50)
        })
      }
      if (performance.now() > end) throw new Error(said('The app opened no page'))
      await browser.close()
      browser = await chromium.connectOverCDP(endpoint, { timeout: patience })
    }
  }
  const page = await pageNow()
  await page.waitForLoadState('load')

  return {
    page,
    context: page.context(),
    dataFolder,
    saveFolder: join(dataFolder, '..', 'saved'),
    handsPath,
    pid: child.pid!,
    stdout,
    stderr,
    exited,
    waitForLine: (fits, from = 0) =>
      until(
        child,
        () => stdout.slice(from).find(fits),
        () => said('Main did not print the line'),
      ),
    freshPage: async () => {
      await browser.close()
      browser = await chromium.connectOverCDP(endpoint, { timeout: patience })
      const fresh = await pageNow()
      await fresh.waitForLoadState('load')
      return fresh
    },
    kill: async () => {
      child.kill('SIGKILL')
      await exited
      await browser.close().catch(() => undefined)
    },
    signal: (name) => {
      child.kill(name)
    },
    close: async () => {
      const open = browser.contexts()[0]?.pages() ?? []
      for (const each of open) await each.close().catch(() => undefined)
      const late = setTimeout(() => {
        child.kill('SIGKILL')
      }, patience)
      const code = await exited
      clearTimeout(late)
      return code
    },
    relaunch: (more = {}) => launchApp({ ...options, ...more, dataFolder }),
  }
}

/** Where the page can be reached, once the app has said so. */
function findEndpoint(stdout: readonly string[], stderr: string, { shell }: LaunchOptions): string | undefined {
  for (const line of stdout) {
    const found = /^\{"devtools":"(ws:[^"]+)"\}$/.exec(line)
    if (found) return found[1]
  }
  return shell === 'electron' ? /DevTools listening on (ws:\S+)/.exec(stderr)?.[1] : undefined
}

/** Processes (of the browser, of devices) that were started for a data folder and are still there. Linux only. */
export function processesFor(dataFolder: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(dataFolder)
      } catch {
        return false
      }
    })
    .map(Number)
}

interface Options {
  shell: ShellName
  build: string | undefined
}
interface Fixtures {
  launch: (options?: LaunchOptions) => Promise<RunningApp>
}

/** Skips, by name and reason, when the project's shell is not here: reported as not run, never as passed. */
export const test = base.extend<Fixtures & Options>({
  shell: ['chromium-stand-in', { option: true }],
  build: [undefined, { option: true }],
  launch: async ({ shell, build }, provide, testInfo) => {
    const reason = whyNot(shell)
    testInfo.skip(reason !== undefined, reason ?? '')
    const folder = mkdtempSync(join(tmpdir(), 'ra-desk-test-'))
    const started: RunningApp[] = []
    const tracked = (app: RunningApp): RunningApp => {
      const each = { ...app, relaunch: async (more?: Pick<LaunchOptions, 'args' | 'env'>) => tracked(await app.relaunch(more)) }
      started.push(each)
      return each
    }
    await provide(async (options = {}) => {
      return tracked(
        await launchApp({
          shell,
          ...(build === undefined ? {} : { build }),
          dataFolder: join(folder, `data-${started.length}`),
          ...options,
        }),
      )
    })
    if (testInfo.status !== testInfo.expectedStatus) {
      for (const app of started)
        await testInfo.attach('main', { body: `${app.stdout.join('\n')}\n${app.stderr()}`, contentType: 'text/plain' })
    }
    for (const app of started) await app.kill().catch(() => undefined)
    for (const app of started) if (existsSync(app.handsPath)) rmSync(app.handsPath, { force: true })
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  },
})
