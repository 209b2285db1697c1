import { EventEmitter } from 'node:events'
import { createHash, randomUUID } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createConnection, createServer, type Server } from 'node:net'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { standIn } from './lacks.ts'
import { preventable } from './events.ts'
import { RELAUNCH } from '../relaunch.ts'

const name = 'ra-desk'
const events = new EventEmitter()
const started = process.argv.slice(1)

function defaultUserData(): string {
  const given = started.find((argument) => argument.startsWith('--user-data-dir='))
  if (given) return given.slice('--user-data-dir='.length)
  if (process.platform === 'win32') return join(process.env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), name)
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', name)
  return join(process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), name)
}

const set = new Map<string, string>()
function getPath(which: string): string {
  const chosen = set.get(which)
  if (chosen) return chosen
  if (which === 'userData') return defaultUserData()
  if (which === 'sessionData') return getPath('userData')
  if (which === 'logs') return join(getPath('userData'), 'logs')
  if (which === 'documents') return existsSync(join(homedir(), 'Documents')) ? join(homedir(), 'Documents') : homedir()
  if (which === 'home') return homedir()
  if (which === 'temp') return tmpdir()
  if (which === 'exe') return process.execPath
  throw new Error(`The Chromium stand-in for Electron lacks app.getPath('${which}')`)
}

/* Who takes part in quitting: windows first, then the browser. Set by browser-window.ts. */
export const shutdown = {
  /** Asks every window to close; false when one refuses. */
  closeWindows: (): boolean => true,
  closeBrowser: (): Promise<void> => Promise.resolve(),
  killBrowser: (): void => undefined,
}

let lock: { readonly file: string; readonly socket: string; readonly server: Server } | undefined
let poke: Promise<void> = Promise.resolve()
let quitting = false
let ended = false
let again = false

/** The words after the program, for the next start: told to the process that starts it, and printed for tests. */
function tellRelaunch(words: readonly string[]): void {
  process.send?.({ relaunch: words })
  if (process.env['RA_DESK_TEST_PORT'] !== undefined) process.stdout.write(`${JSON.stringify({ relaunch: words })}\n`)
}

function quit(): void {
  if (quitting || ended) return
  quitting = true
  if (!preventable(events, 'before-quit') || !shutdown.closeWindows()) {
    quitting = false
    return
  }
  void end(0)
}

async function end(code: number): Promise<void> {
  if (ended) return
  ended = true
  preventable(events, 'will-quit')
  await shutdown.closeBrowser()
  await poke
  events.emit('quit', {}, code)
  process.exit(again ? RELAUNCH : code)
}

function letGo(): void {
  shutdown.killBrowser()
  if (!lock) return
  rmSync(lock.file, { force: true })
  if (process.platform !== 'win32') rmSync(lock.socket, { force: true })
  lock = undefined
}
process.once('exit', letGo)
process.once('SIGINT', () => {
  quit()
})
process.once('SIGTERM', () => {
  quit()
})

interface LockFile {
  readonly pid: number
  readonly began: string
  readonly socket: string
}

/** When a process began, where the system tells (Linux): a pid that was given out again is not the one that held the lock. */
function beganAt(pid: number): string {
  try {
    return (
      readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')[19] ?? ''
    )
  } catch {
    return ''
  }
}

function isAlive(held: LockFile): boolean {
  // Of a start that was killed: this process has its number now.
  if (held.pid === process.pid) return false
  try {
    process.kill(held.pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
  }
  return beganAt(held.pid) === held.began
}

function requestSingleInstanceLock(additionalData: unknown = {}): boolean {
  if (lock) return true
  const folder = getPath('userData')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, 'instance.lock')
  const socket = socketIn(folder)
  const mine = JSON.stringify({ pid: process.pid, began: beganAt(process.pid), socket } satisfies LockFile)
  const draft = `${file}.${process.pid}`
  const left: string[] = [socket]
  for (;;) {
    // Written whole before it is linked into place: no process can read half a lock.
    writeFileSync(draft, mine, { mode: 0o600 })
    try {
      linkSync(draft, file)
      rmSync(draft)
      break
    } catch (error) {
      rmSync(draft, { force: true })
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    let text: string
    try {
      text = readFileSync(file, 'utf8')
    } catch {
      continue
    }
    const held = JSON.parse(text) as LockFile
    if (isAlive(held)) {
      poke = pokeFirst(held.socket, additionalData)
      return false
    }
    takeAway(file, text)
    left.push(held.socket)
  }
  // Sockets of instances that were killed: ours to remove now that the lock is ours.
  if (process.platform !== 'win32') for (const old of left) if (old.endsWith('.sock')) rmSync(old, { force: true })
  const server = createServer((connection) => {
    let received = ''
    connection.on('error', () => undefined)
    connection.on('data', (chunk) => {
      received += chunk.toString()
      if (received.length > 65_536) connection.destroy()
    })
    connection.on('end', () => {
      const { argv, cwd, data } = JSON.parse(received) as { argv: string[]; cwd: string; data: unknown }
      events.emit('second-instance', {}, argv, cwd, data)
      connection.end()
    })
  })
  server.on('error', () => undefined)
  server.listen(socket)
  server.unref()
  lock = { file, socket, server }
  return true
}

/** In the data folder, where only its owner reaches it; where that path is too long for a socket (`sun_path`), among the temporary files. */
function socketIn(folder: string): string {
  const unique = `${createHash('sha256').update(folder).digest('hex').slice(0, 16)}-${randomUUID().slice(0, 8)}`
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}-${unique}`
  const beside = join(folder, 'instance.sock')
  return Buffer.byteLength(beside) < 100 ? beside : join(tmpdir(), `${name}-${unique}.sock`)
}

/** Removes a dead instance's lock, unless another start was quicker and it is no longer the one we read. */
function takeAway(file: string, expected: string): void {
  const aside = `${file}.${process.pid}.dead`
  try {
    renameSync(file, aside)
    if (readFileSync(aside, 'utf8') !== expected) {
      try {
        linkSync(aside, file)
      } catch {
        /* held again already */
      }
    }
  } catch {
    /* taken away by another start */
  }
  rmSync(aside, { force: true })
}

function pokeFirst(socket: string, data: unknown): Promise<void> {
  return new Promise((resolve) => {
    const connection = createConnection(socket, () => {
      connection.end(JSON.stringify({ argv: process.argv, cwd: process.cwd(), data }))
    })
    connection.setTimeout(1_000, () => {
      connection.destroy()
    })
    connection
      .on('error', () => undefined)
      .on('close', () => {
        resolve()
      })
    connection.resume()
  })
}

/** What main appended to the command line: the browser's own, in Electron and here. */
export const switches: string[] = []

const isReady = new Promise<void>((resolve) => {
  setImmediate(resolve)
})
let ready = false
void isReady.then(() => {
  ready = true
  events.emit('ready', {}, {})
})

export const app = standIn(
  'app',
  Object.assign(events, {
    name,
    /** The tests of packaging start what was packed. */
    isPackaged: process.env['RA_DESK_TEST_PACKAGED'] === '1',
    getName: () => name,
    getVersion: () => process.env['npm_package_version'] ?? versionBeside(),
    getAppPath: () => process.cwd(),
    getPath,
    setPath: (which: string, path: string) => {
      mkdirSync(path, { recursive: true })
      set.set(which, path)
    },
    setAppLogsPath: (path?: string) => {
      if (path) set.set('logs', path)
    },
    isReady: () => ready,
    whenReady: () => isReady,
    quit,
    relaunch: ({ args = started }: { readonly args?: readonly string[] } = {}) => {
      again = true
      tellRelaunch(args)
    },
    exit: (code = 0) => {
      if (ended) return
      ended = true
      // The first instance still has to be told; Electron has done that by now.
      void poke.then(() => {
        process.exit(code)
      })
    },
    focus: () => undefined,
    requestSingleInstanceLock,
    hasSingleInstanceLock: () => lock !== undefined,
    releaseSingleInstanceLock: () => {
      lock?.server.close()
      if (lock) rmSync(lock.file, { force: true })
      lock = undefined
    },
    /** The browser is started with its sandbox anyway, except for root on Linux, where Chromium refuses. */
    enableSandbox: () => undefined,
    setAppUserModelId: () => undefined,
    commandLine: standIn('app.commandLine', {
      hasSwitch: (which: string) => started.some((argument) => argument === `--${which}` || argument.startsWith(`--${which}=`)),
      /** For the browser, which is started with the first window. */
      appendSwitch: (which: string, value?: string) => {
        switches.push(value === undefined ? `--${which}` : `--${which}=${value}`)
      },
      getSwitchValue: (which: string) => started.find((argument) => argument.startsWith(`--${which}=`))?.slice(which.length + 3) ?? '',
    }),
  }),
)

function versionBeside(): string {
  try {
    return (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version
  } catch {
    return '0.0.0'
  }
}

/** The last window went. Without a listener Electron quits; with one it is the app's choice. */
export function allWindowsClosed(): void {
  if (quitting || ended) return
  if (!events.emit('window-all-closed')) quit()
}
