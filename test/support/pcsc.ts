/** The machine's PC/SC for tests: one test at a time has it, what was started here is stopped here, and what is missing is named. */
import { spawn, type ChildProcess } from 'node:child_process'
import { accessSync, constants, existsSync, rmSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { fileURLToPath } from 'node:url'
import { setTimeout as sleep } from 'node:timers/promises'

export const vpcdReader = 'Virtual PCD 00 00'
export const vpcdSecondReader = 'Virtual PCD 00 01'
const vpcdPort = 35_963
export const vpcdSecondPort = 35_964
/** Held while a test uses PC/SC: a port is given back by the system even when its holder is killed. */
const mutexPort = 35_960
const runFolder = '/run/pcscd'
const root = fileURLToPath(new URL('../..', import.meta.url))

export function findProgram(name: string): string | undefined {
  for (const folder of [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/sbin']) {
    try {
      accessSync(`${folder}/${name}`, constants.X_OK)
      return `${folder}/${name}`
    } catch {
      // Look on.
    }
  }
  return undefined
}

/** Why PC/SC cannot be tested on this machine; undefined when it can. */
export function whyNoPcsc(): string | undefined {
  if (process.platform !== 'linux') return 'the virtual reader vpcd is set up on Linux only'
  if (!findProgram('pcscd')) return 'pcscd is not installed'
  if (!existsSync('/etc/reader.conf.d/vpcd')) return 'vsmartcard-vpcd is not installed'
  return process.getuid?.() === 0 ? undefined : 'starting pcscd needs root'
}

function canConnect(target: { readonly path: string } | { readonly port: number; readonly host: string }): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(target)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

const serviceRuns = (): Promise<boolean> => canConnect({ path: `${runFolder}/pcscd.comm` })

async function until(what: string, holds: () => Promise<boolean> | boolean, seconds = 20): Promise<void> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(50)) if (await holds()) return
  throw new Error(`waited ${String(seconds)} s in vain until ${what}`)
}

async function takeMutex(): Promise<Server> {
  for (const end = Date.now() + 240_000; Date.now() < end; await sleep(200)) {
    const server = createServer()
    const held = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false))
      server.listen({ port: mutexPort, host: '127.0.0.1' }, () => resolve(true))
    })
    if (held) return server
  }
  throw new Error('another test has held PC/SC for four minutes')
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => child.once('exit', () => resolve()))
}

export interface Pcsc {
  /** Only then may it be stopped. */
  readonly startedHere: boolean
  stopService(): Promise<boolean>
  startService(): Promise<void>
  /** Gives PC/SC to the next test, and stops the service if it was started here. */
  release(): Promise<void>
}

export async function takePcsc(): Promise<Pcsc> {
  const mutex = await takeMutex()
  let service: ChildProcess | undefined
  const startService = async (): Promise<void> => {
    if (await serviceRuns()) return
    // What a killed service leaves behind keeps the next one from starting.
    for (const stale of ['pcscd.comm', 'pcscd.pid']) rmSync(`${runFolder}/${stale}`, { force: true })
    service = spawn(findProgram('pcscd')!, ['-f'], { stdio: 'ignore' })
    await until('pcscd answers', serviceRuns)
  }
  const stopService = async (): Promise<boolean> => {
    if (!service) return false
    service.kill('SIGTERM')
    await ended(service)
    service = undefined
    return true
  }
  await startService()
  const startedHere = service !== undefined
  return {
    startedHere,
    startService,
    stopService,
    async release() {
      await stopService()
      await new Promise((resolve) => mutex.close(resolve))
    },
  }
}

export interface VirtualCardProcess {
  readonly stateFile: string
  stop(): Promise<number | null>
}

/** `npm run virtual-card` as a process of its own, in the first reader of vpcd. Resolves when the card is in. */
export async function startVirtualCard(given: {
  readonly stateFile: string
  readonly serial?: number
  readonly port?: number
}): Promise<VirtualCardProcess> {
  const { stateFile, serial, port = vpcdPort } = given
  const flags = ['--state', stateFile, '--port', String(port), ...(serial === undefined ? [] : ['--new', '--serial', String(serial)])]
  const child = spawn(process.execPath, [`${root}tools/virtual-card.ts`, ...flags], { stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise<void>((resolve, reject) => {
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (piece: string) => {
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
