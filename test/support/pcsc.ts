/**
 * A PC/SC of the test's own: a daemon with a socket folder, a configuration and ports that only this test uses. The machine's daemon,
 * its real readers and whatever card is in them are neither seen nor touched, and several tests can run at once.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { findProgram } from './find-program.ts'
import { buildPromptVpcd } from './prompt-vpcd.ts'
import { withParent } from './with-parent.ts'

export const vpcdReader = 'Virtual PCD 00 00'
export const vpcdSecondReader = 'Virtual PCD 00 01'
const root = fileURLToPath(new URL('../..', import.meta.url))
const machineConfiguration = '/etc/reader.conf.d/vpcd'
/** Below the ports that systems give to clients. Each stack has three: one that is held while the stack is in use, and one for each reader. */
const firstPort = 29_600
const stacksAtOnce = 200

const canMakeNamespace = (): boolean => spawnSync('unshare', ['--mount', 'true'], { stdio: 'ignore' }).status === 0

/** Why PC/SC cannot be tested on this machine; undefined when it can. */
export function whyNoPcsc(): string | undefined {
  if (process.platform !== 'linux') return 'the virtual reader vpcd is set up on Linux only'
  if (!findProgram('pcscd')) return 'pcscd is not installed'
  if (!existsSync(machineConfiguration)) return 'vsmartcard-vpcd is not installed'
  if (process.getuid?.() !== 0) return 'starting pcscd needs root'
  return canMakeNamespace() ? undefined : 'this machine allows no mount namespace, which keeps the machine’s own pcscd out of the tests'
}

export interface PcscStack {
  /** Where a virtual card attaches: one port for each reader. */
  readonly ports: { readonly first: number; readonly second: number }
  /** What PC/SC programs need in their environment to find this daemon instead of the machine's. */
  readonly environment: { readonly PCSCLITE_CSOCK_NAME: string }
  /** Holds the daemon's socket: what it sees as `/run/pcscd`. */
  readonly runFolder: string
  stopService(): Promise<void>
  startService(): Promise<void>
  release(): Promise<void>
}

/**
 * A stack that the programs of this process and its children use, until it is released. `asInstalled`: with the driver's own waits, for
 * measuring.
 */
export async function takePcsc(given: { readonly asInstalled?: boolean } = {}): Promise<PcscStack> {
  const stack = await startPcscStack(given)
  Object.assign(process.env, stack.environment)
  return {
    ...stack,
    async release() {
      delete process.env['PCSCLITE_CSOCK_NAME']
      await stack.release()
    },
  }
}

/** A stack that only programs with its `environment` use. */
export async function startPcscStack({ asInstalled = false } = {}): Promise<PcscStack> {
  const { first, held } = await takePorts()
  const folder = mkdtempSync(join(tmpdir(), 'ra-desk-pcsc-'))
  const runFolder = join(folder, 'run')
  const socket = join(runFolder, 'pcscd.comm')
  configure(folder, first)
  const preload = asInstalled ? undefined : buildPromptVpcd(folder)
  let service: ChildProcess | undefined
  const startService = async (): Promise<void> => {
    if (service) return
    for (const stale of ['pcscd.comm', 'pcscd.pid']) rmSync(join(runFolder, stale), { force: true })
    service = startDaemon(folder, preload)
    await until('pcscd answers', () => canConnect({ path: socket }))
  }
  const stopService = async (): Promise<void> => {
    const stopped = service
    service = undefined
    stopped?.kill('SIGTERM')
    if (stopped) await ended(stopped)
  }
  await startService()
  return {
    ports: { first, second: first + 1 },
    environment: { PCSCLITE_CSOCK_NAME: socket },
    runFolder,
    startService,
    stopService,
    async release() {
      await stopService()
      rmSync(folder, { recursive: true, force: true })
      await new Promise((resolve) => held.close(resolve))
    },
  }
}

/** The driver and the configuration of the machine's virtual reader, with other ports. */
function configure(folder: string, port: number): void {
  mkdirSync(join(folder, 'run'))
  mkdirSync(join(folder, 'reader.conf.d'))
  const machine = readFileSync(machineConfiguration, 'utf8')
  const driver = join(folder, 'libifdvpcd.so')
  copyFileSync(/^LIBPATH\s+(\S+)/m.exec(machine)![1]!, driver)
  const hex = `0x${port.toString(16).toUpperCase()}`
  writeFileSync(
    join(folder, 'reader.conf.d/vpcd'),
    `FRIENDLYNAME "Virtual PCD"\nDEVICENAME   /dev/null:${hex}\nLIBPATH      ${driver}\nCHANNELID    ${hex}\n`,
  )
}

/**
 * The daemon's socket folder is fixed when it is compiled, so it gets a mount namespace in which that folder is the test's own. An empty
 * folder in place of the machine's drivers keeps it away from real readers.
 */
function startDaemon(folder: string, preload: string | undefined): ChildProcess {
  const script = [
    'mkdir -p /run/pcscd',
    'mount --bind "$1/run" /run/pcscd',
    'mount -t tmpfs none /usr/lib/pcsc/drivers',
    'exec "$2" --foreground --config "$1/reader.conf.d"',
  ].join(' && ')
  return spawn(...withParent('unshare', ['--mount', 'sh', '-c', script, 'sh', folder, findProgram('pcscd')!]), {
    stdio: 'ignore',
    env: { ...process.env, ...(preload === undefined ? {} : { LD_PRELOAD: preload }) },
  })
}

/** The system gives the held port back even when its holder is killed, so no two stacks of any run on this machine share a reader's port. */
async function takePorts(): Promise<{ readonly first: number; readonly held: Server }> {
  const start = process.pid % stacksAtOnce
  for (let count = 0; count < stacksAtOnce; count++) {
    const port = firstPort + 3 * ((start + count) % stacksAtOnce)
    const held = await listen(port)
    if (!held) continue
    if ((await isFree(port + 1)) && (await isFree(port + 2))) return { first: port + 1, held }
    held.close()
  }
  throw new Error(`no three ports in a row are free from ${String(firstPort)} on`)
}

function listen(port: number): Promise<Server | undefined> {
  const server = createServer()
  return new Promise((resolve) => {
    server.once('error', () => resolve(undefined))
    server.listen({ port }, () => resolve(server))
  })
}

async function isFree(port: number): Promise<boolean> {
  const server = await listen(port)
  if (server) await new Promise((resolve) => server.close(resolve))
  return server !== undefined
}

function canConnect(target: { readonly path: string }): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(target)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

async function until(what: string, holds: () => Promise<boolean>, seconds = 20): Promise<void> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(10)) if (await holds()) return
  throw new Error(`waited ${String(seconds)} s in vain until ${what}`)
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => child.once('exit', () => resolve()))
}

export interface VirtualCardProcess {
  readonly stateFile: string
  stop(): Promise<number | null>
}

/** `npm run virtual-card` as a process of its own, in a reader of vpcd. Resolves when the card is in. */
export async function startVirtualCard(given: {
  readonly stateFile: string
  readonly serial?: number
  readonly port: number
}): Promise<VirtualCardProcess> {
  const { stateFile, serial, port } = given
  const flags = ['--state', stateFile, '--port', String(port), ...(serial === undefined ? [] : ['--new', '--serial', String(serial)])]
  const child = spawn(...withParent(process.execPath, [`${root}tools/virtual-card.ts`, ...flags]), { stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise<void>((resolve, reject) => {
    let said = ''
    child.stdout!.setEncoding('utf8').on('data', (piece: string) => {
      said += piece
      const line = said.split('\n').find((one) => one.startsWith('{'))
      if (line !== undefined && said.includes('\n') && (JSON.parse(line) as { attached?: boolean }).attached) resolve()
    })
    child.once('exit', (code) => reject(new Error(`the virtual card ended with ${String(code)}`)))
  })
  return {
    stateFile,
    async stop() {
      child.kill('SIGTERM')
      await ended(child)
      return child.exitCode
    },
  }
}
