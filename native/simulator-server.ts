/**
 * Serves the controls of the virtual devices on a local socket: for demonstrations and tests that see the app only from outside.
 * Opened only when the settings ask for it; only this user can connect.
 */
import { chmod, rm } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { z } from 'zod'
import { readUnsigned, toBase64 } from '../domain/bytes.ts'
import { blankCard } from './card/virtual-card-state.ts'
import type { VirtualModemControls } from './modem/virtual-modem.ts'
import type { VirtualPrinterControls } from './printer/virtual-printer.ts'
import type { TrayCard } from './printer/virtual-station.ts'
import type { VirtualStationControls } from './printer/virtual-station-printer.ts'
import type { VirtualReaderControls } from './reader/virtual-reader.ts'
import { onLines, requestId, simulatorRequest, type SeenCard, type SeenStation, type SimulatorRequest } from './simulator-messages.ts'

export interface SimulatorServer {
  close(): Promise<void>
}

/** The virtual devices of this station; `undefined` where the device is real. */
export interface SimulatedDevices {
  readonly random: (length: number) => Uint8Array
  readonly reader: VirtualReaderControls | undefined
  /** Further virtual readers beside the first, by name. */
  readonly readers?: { find(name: string): VirtualReaderControls | undefined; add(name: string): void }
  readonly text: VirtualModemControls | undefined
  readonly printer: Omit<VirtualPrinterControls, 'hold'>
  readonly documents?: Omit<VirtualPrinterControls, 'hold'> | undefined
  readonly station?: VirtualStationControls | undefined
}

type Of<Device extends string> = Extract<SimulatorRequest, { do: `${Device}.${string}` }>

function perform(asked: SimulatorRequest, devices: SimulatedDevices): unknown {
  switch (asked.do) {
    case 'text.messages':
      return findModem(devices).messages()
    case 'text.cutAfterSubmit':
      return findModem(devices).cutAfterSubmit()
    case 'text.setSignal':
      return findModem(devices).setSignal(asked.there)
    case 'printer.jobs':
      return listJobs(devices.printer)
    case 'printer.problem':
      return devices.printer.problem(asked.words)
    case 'documents.jobs':
      return listJobs(findDocuments(devices))
    case 'documents.problem':
      return findDocuments(devices).problem(asked.words)
    case 'station.load':
    case 'station.see':
    case 'station.failNext':
    case 'station.answerAt':
    case 'station.takeOut':
      return performOnStation(asked, devices.station ?? refuse('this station has no virtual printer with a contact station'))
    case 'reader.plugIn':
      if (asked.at !== undefined && devices.reader && !devices.readers?.find(asked.at)) devices.readers?.add(asked.at)
      return findReader(asked.at, devices).plugIn()
    case 'reader.insert': {
      const reader = findReader(asked.at, devices)
      const state = asked.state ?? reader.cardState() ?? blankCard({ serial: readUnsigned(devices.random(4)) >>> 4 })
      reader.insert(state)
      return { serial: state.serial }
    }
    case 'reader.remove':
    case 'reader.removeAfter':
    case 'reader.answerNext':
    case 'reader.muteNext':
    case 'reader.silenceNext':
    case 'reader.mute':
    case 'reader.hold':
    case 'reader.unplug':
    case 'reader.commandCount':
    case 'reader.stopService':
    case 'reader.startService':
    case 'card.state':
      return performOnReader(asked, findReader(asked.at, devices))
  }
}

const listJobs = ({ jobs }: Pick<VirtualPrinterControls, 'jobs'>) => jobs().map(({ pdf, ...job }) => ({ ...job, pdf: toBase64(pdf) }))

const findDocuments = ({ documents }: SimulatedDevices) => documents ?? refuse('this station has no virtual printer for documents')

const findModem = ({ text }: SimulatedDevices): VirtualModemControls => text ?? refuse('this station has no virtual modem')

function findReader(name: string | undefined, { reader, readers }: SimulatedDevices): VirtualReaderControls {
  if (!reader) return refuse('the reader of this station is real')
  return name === undefined ? reader : (readers?.find(name) ?? refuse(`there is no reader “${name}”`))
}

function performOnReader(
  asked: Exclude<Of<'reader' | 'card'>, { do: 'reader.insert' | 'reader.plugIn' }>,
  reader: VirtualReaderControls,
): unknown {
  switch (asked.do) {
    case 'reader.remove':
      return reader.remove()
    case 'reader.removeAfter':
      return reader.removeAfter(asked.count)
    case 'reader.answerNext':
      return reader.answerNext(asked.sw)
    case 'reader.muteNext':
      return reader.muteNext()
    case 'reader.silenceNext':
      return reader.silenceNext(asked.done)
    case 'reader.mute':
      return reader.mute()
    case 'reader.hold':
      return reader.holdCard(asked.by)
    case 'reader.unplug':
      return reader.unplug()
    case 'reader.commandCount':
      return reader.commandCount()
    case 'reader.stopService':
      return reader.stopService()
    case 'reader.startService':
      return reader.startService()
    case 'card.state':
      return reader.cardState()
  }
}

function performOnStation(asked: Of<'station'>, controls: VirtualStationControls): unknown {
  switch (asked.do) {
    case 'station.load':
      return controls.load(asked.serials.map((serial) => blankCard({ serial })))
    case 'station.see':
      return see(controls)
    case 'station.failNext':
      return controls.failNext(asked.what, asked.fault)
    case 'station.answerAt':
      return controls.station.failAt(asked.index, { kind: 'status', sw: asked.sw })
    case 'station.takeOut':
      return controls.takeOut()?.state.serial
  }
}

function see({ feeder, inside, hopper, rejectTray }: VirtualStationControls): SeenStation {
  const within = inside()
  return {
    feeder: feeder().map(({ serial }) => serial),
    ...(within ? { inside: seen(within) } : {}),
    hopper: hopper().map(seen),
    rejectTray: rejectTray().map(seen),
  }
}

const seen = ({ state, face }: TrayCard): SeenCard => ({
  serial: state.serial,
  written: Object.keys(state.objects).length > 0,
  faces: face.map(({ title }) => title),
})

function refuse(why: string): never {
  throw new Error(why)
}

/** The answer to one line. */
function answerLine(line: string, devices: SimulatedDevices): unknown {
  let parsed: unknown
  try {
    parsed = JSON.parse(line)
  } catch {
    return { id: null, ok: false, error: 'not JSON' }
  }
  const asked = simulatorRequest.safeParse(parsed)
  const id = z.object({ id: requestId }).safeParse(parsed).data?.id ?? null
  if (!asked.success) return { id, ok: false, error: z.prettifyError(asked.error) }
  try {
    return { id, ok: true, value: perform(asked.data, devices) ?? null }
  } catch (reason) {
    return { id, ok: false, error: reason instanceof Error ? reason.message : String(reason) }
  }
}

/** A named pipe of Windows: not a file. */
const isPipe = (path: string): boolean => path.startsWith('\\\\')

export async function serveSimulatorControls(given: SimulatedDevices & { readonly path: string }): Promise<SimulatorServer> {
  const { path } = given
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    onLines(socket, (line) => void socket.write(`${JSON.stringify(answerLine(line, given))}\n`))
  })
  // A socket left by a process that was killed would keep us from listening.
  if (!isPipe(path)) await rm(path, { force: true })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, () => resolve())
  })
  if (!isPipe(path)) await chmod(path, 0o600)
  return {
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}
