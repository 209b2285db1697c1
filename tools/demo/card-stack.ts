/**
 * The machine's own PC/SC with a virtual card in it: `pcscd`, the virtual reader `vpcd`, and `npm run virtual-card` as a process of its own.
 * Starts what is not running and stops what it started. Only the virtual reader is ever chosen: a real reader may hold somebody's card.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { projectFolder } from '../../test/shells/shells.ts'
import { findProgram } from '../../test/support/find-program.ts'
import { vpcdReader } from '../../test/support/pcsc.ts'
import { chooseBinding } from '../../native/reader/choose-binding.ts'
import type { DevicesView } from '../../preload/contract.ts'
import { lookAtDevices } from '../look-at-devices.ts'

const vpcdPort = 35_963
/** Held by the process that uses the virtual reader. Tests have virtual readers of their own. */
const turnPort = 35_960
const serviceSocket = '/run/pcscd/pcscd.comm'

export interface CardStack {
  readonly reader: string
  /** Of the card that is in the reader now. */
  readonly stateFile: string
  /** What was started for this, in words. */
  readonly started: string
  /** Takes the card out and puts in a blank one. */
  changeCard(): Promise<void>
  /** Takes out the card and stops the service, if they were started here. */
  stop(): Promise<void>
  /** Leaves both running. Answers the command that stops them. */
  leave(): string
}

/** Or why the machine's PC/SC is not used. */
export async function openCardStack(folder: string): Promise<CardStack | string> {
  if (process.platform !== 'linux') return 'a virtual reader for PC/SC is set up on Linux only'
  const pcscd = findProgram('pcscd')
  if (!pcscd) return 'pcscd is not installed'
  if (!existsSync('/etc/reader.conf.d/vpcd')) return 'vsmartcard-vpcd is not installed'
  try {
    chooseBinding()
  } catch {
    return 'no card reader binding was built'
  }
  const turn = await takeTurn()
  if (!turn) return 'another program of RA Desk is using the virtual reader'
  const leaveTurn = () =>
    new Promise<void>((resolve) => {
      turn.close(() => resolve())
    })
  if (cardIsInVpcd()) {
    await leaveTurn()
    return 'there is a card in the virtual reader already (left there by --keep-card?)'
  }

  const service = await startService(pcscd)
  if (typeof service === 'string') {
    await leaveTurn()
    return service
  }
  let inReader = startCard(folder, 1)
  const stop = async () => {
    await end(inReader.card)
    if (service) await end(service)
    await leaveTurn()
  }
  if (!(await waitForCard('present'))) {
    await stop()
    return `the virtual card did not come up in ${vpcdReader}`
  }
  let cards = 1
  return {
    reader: vpcdReader,
    get stateFile() {
      return inReader.stateFile
    },
    started: service ? 'pcscd and a virtual card were started for this' : 'pcscd was running; a virtual card was started for this',
    async changeCard() {
      await end(inReader.card)
      // The app must see an empty reader between the two cards.
      if (!(await waitForCard('absent'))) throw new Error(`the virtual card cannot be taken out of ${vpcdReader}`)
      cards += 1
      inReader = startCard(folder, cards)
      if (!(await waitForCard('present'))) throw new Error(`the next virtual card did not come up in ${vpcdReader}`)
    },
    stop,
    leave() {
      turn.close()
      inReader.card.unref()
      service?.unref()
      return `${service && process.getuid?.() !== 0 ? 'sudo ' : ''}kill ${[inReader.card.pid, service?.pid].filter((pid) => pid !== undefined).join(' ')}`
    },
  }
}

function startCard(folder: string, number: number): { readonly card: ChildProcess; readonly stateFile: string } {
  const stateFile = join(folder, `virtual-card-${number}.json`)
  const log = openSync(join(folder, 'virtual-card.log'), 'a', 0o600)
  const card = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(projectFolder, 'tools/virtual-card.ts'), '--state', stateFile, '--new', '--wait', '10'],
    { detached: true, stdio: ['ignore', log, log] },
  )
  closeSync(log)
  return { card, stateFile }
}

async function waitForCard(wanted: 'present' | 'absent'): Promise<boolean> {
  const isSo = ({ reader }: DevicesView) =>
    reader.readers.some(({ name, card: inside }) => name === vpcdReader && (inside === 'present') === (wanted === 'present'))
  const { view } = await lookAtDevices(
    { reader: 'pcsc', text: 'none', printer: 'none', documents: 'none' },
    { milliseconds: 10_000, enough: isSo },
  )
  return isSo(view)
}

async function startService(pcscd: string): Promise<ChildProcess | undefined | string> {
  if (await serviceAnswers()) return undefined
  const asRoot = process.getuid?.() === 0
  const sudo = asRoot ? undefined : findProgram('sudo')
  if (!asRoot && !sudo) return 'pcscd does not run, and starting it needs root'
  // What a killed service leaves behind keeps the next one from starting.
  if (asRoot) for (const stale of [serviceSocket, '/run/pcscd/pcscd.pid']) rmSync(stale, { force: true })
  const service = sudo
    ? spawn(sudo, ['-n', pcscd, '-f'], { detached: true, stdio: 'ignore' })
    : spawn(pcscd, ['-f'], { detached: true, stdio: 'ignore' })
  for (const late = Date.now() + 8_000; Date.now() < late && service.exitCode === null; await sleep(50))
    if (await serviceAnswers()) return service
  await end(service)
  return 'pcscd could not be started'
}

function serviceAnswers(): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(serviceSocket)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => {
      resolve(false)
    })
  })
}

async function takeTurn(): Promise<Server | undefined> {
  for (const late = Date.now() + 3_000; Date.now() < late; await sleep(200)) {
    const server = createServer()
    const held = await new Promise<boolean>((resolve) => {
      server.once('error', () => {
        resolve(false)
      })
      server.listen({ port: turnPort, host: '127.0.0.1' }, () => {
        resolve(true)
      })
    })
    if (held) return server
  }
  return undefined
}

/** Asked of the kernel: connecting to the reader would itself be a card. */
function cardIsInVpcd(): boolean {
  const established = new RegExp(`^\\s*\\d+: \\S+:${vpcdPort.toString(16).toUpperCase()} \\S+ 01 `, 'm')
  return ['/proc/net/tcp', '/proc/net/tcp6'].some((file) => {
    try {
      return established.test(readFileSync(file, 'utf8'))
    } catch {
      return false
    }
  })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await Promise.race([
    gone,
    sleep(5_000).then(() => {
      child.kill('SIGKILL')
    }),
  ])
}
