import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { blankCard } from '../../native/card/virtual-card-state.ts'
import { serveDevices } from '../../native/serve-devices.ts'
import type { MessagePipe } from '../../native/device-messages.ts'
import { openSerialPort } from '../../native/modem/serial-port.ts'
import { createAbsentModem } from '../../native/modem/virtual-modem.ts'
import { cardMoves, type CardMove, type CardPrinter } from '../../native/ports.ts'
import { stationPrinterName } from '../../native/printer/virtual-station.ts'
import { createAbsentDocumentPrinter } from '../../native/printer/virtual-printer.ts'
import { createVirtualStationPrinter, type VirtualStationControls } from '../../native/printer/virtual-station-printer.ts'
import { createRemoteDevices } from '../../native/remote-devices.ts'
import { createEvolisSimulator, type EvolisSimulator, type SimulatedFault } from '../support/evolis-simulator.ts'
import { createSampleQueue, openInMemory, openSampleEvolis, queueName } from '../support/evolis-bench.ts'
import { random } from '../support/cards.ts'
import { plugIntoPty, whyNoPty } from '../support/modem-pty.ts'
import { cardPathContract, type PathBench } from './card-path.contract.ts'
import { cardPrinterContract, type PrinterBench } from './card-printer.contract.ts'

const tenCards = () => Array.from({ length: 10 }, (_, index) => blankCard({ serial: 1_000 + index }))

function stationBench(printer: CardPrinter, hand: VirtualStationControls, close: () => Promise<void>): PathBench {
  return {
    path: printer.path!,
    printerName: stationPrinterName,
    trays: () => ({
      feeder: hand.feeder().length,
      inside: hand.inside() !== undefined,
      hopper: hand.hopper().length,
      rejected: hand.rejectTray().length,
    }),
    cover: (open) => hand.problem(open ? 'Cover open' : ''),
    emptyFeeder: () => void hand.takeFromFeeder(),
    failNext: hand.failNext,
    takeOut: () => void hand.takeOut(),
    close,
  }
}

cardPathContract('the virtual printer with a contact station', () => {
  const { printer, hand } = createVirtualStationPrinter({ random })
  hand.load(tenCards())
  return Promise.resolve(stationBench(printer, hand, () => printer.close()))
})

/** A device process without the process: the two ends of a pipe in memory, JSON between them. */
cardPathContract('the virtual printer with a contact station, over the pipe of the device process', () => {
  const { printer, hand, reader } = createVirtualStationPrinter({ random })
  hand.load(tenCards())
  let toApp: (message: unknown) => void = () => undefined
  let toDevices: (message: unknown) => void = () => undefined
  const json = (message: unknown): unknown => JSON.parse(JSON.stringify(message))
  const devices = createRemoteDevices((): MessagePipe => ({
    send: (message) => queueMicrotask(() => toDevices(json(message))),
    onMessage: (listener) => {
      toApp = listener
    },
    onClose: () => undefined,
    close: () => undefined,
  }))
  serveDevices(
    {
      send: (message) => queueMicrotask(() => toApp(json(message))),
      onMessage: (listener) => {
        toDevices = listener
      },
    },
    { reader, printer, documents: createAbsentDocumentPrinter(), text: createAbsentModem(), close: () => Promise.resolve() },
  )
  return Promise.resolve(stationBench(devices.printer, hand, () => devices.close()))
})

describe('when the device process dies', () => {
  test.for(cardMoves)('a %s that was under way is unknown, and one that could not be asked for moved nothing', async (move) => {
    let die: (() => void) | undefined
    const devices = createRemoteDevices((): MessagePipe => ({
      send: () => die?.(),
      onMessage: () => undefined,
      onClose: (listener) => {
        die = listener
      },
      close: () => undefined,
    }))
    expect(await devices.printer.path![move]('Any')).toMatchObject({ ok: false, error: { code: 'move-unknown' } })
    expect(await devices.printer.path![move]('Any')).toMatchObject({
      ok: false,
      error: { code: 'printer-problem', message: expect.stringContaining('No card moved') },
    })
    await devices.close()
  })
})

cardPrinterContract('the virtual printer with a contact station, as a printer', () => {
  const { printer, hand } = createVirtualStationPrinter({ random })
  hand.load(tenCards())
  const words = { 'feeder-empty': 'Feeder empty', 'cover-open': 'Cover open' } as const
  return Promise.resolve({
    printer: withoutPathInStates(printer),
    printerName: stationPrinterName,
    printed: () => hand.hopper().flatMap(({ face }) => face.map(({ title, pdf }) => ({ title, document: pdf }))),
    settled: () => Promise.resolve(),
    trouble: (what, there) => Promise.resolve(hand.problem(there ? words[what] : '')),
    close: () => printer.close(),
  })
})

/** The contract of printers knows nothing of paths. */
function withoutPathInStates(printer: CardPrinter): CardPrinter {
  return { ...printer, watch: (listener) => printer.watch((printers) => listener(printers.map(({ path: _path, ...state }) => state))) }
}

const letters: Readonly<Record<CardMove, string>> = { feed: 'Si', toContacts: 'Sis', eject: 'Se', reject: 'Ss' }
const faults: Readonly<Record<Parameters<PathBench['failNext']>[1], SimulatedFault>> = {
  refused: { does: 'nack', code: 'C' },
  jam: { does: 'jam' },
  'lost-after': { does: 'says-nothing', carriesOut: true },
  'lost-before': { does: 'says-nothing', carriesOut: false },
}

function evolisBench(simulator: EvolisSimulator, printer: CardPrinter, unplug: () => Promise<void>): PathBench {
  return {
    path: printer.path!,
    printerName: queueName,
    trays: () => {
      const { feeder, inside, hopper, rejected } = simulator.trays()
      return { feeder, inside, hopper, rejected }
    },
    cover: simulator.setCover,
    emptyFeeder: () => simulator.setCards(0),
    takeOut: simulator.takeOut,
    failNext: (move, fault) => simulator.failNext(letters[move], faults[fault]),
    async close() {
      await printer.close()
      await unplug()
    },
  }
}

cardPathContract('an Evolis printer on a port in memory', () => {
  const simulator = createEvolisSimulator()
  const printer = openSampleEvolis(createSampleQueue(simulator).queue, { path: 'COM4', openPort: openInMemory(simulator) })
  return Promise.resolve(evolisBench(simulator, printer, () => Promise.resolve()))
})

const missing = whyNoPty()
describe.skipIf(missing !== undefined)(`over a pseudo terminal of the system${missing === undefined ? '' : ` (${missing})`}`, () => {
  let folder: string
  let count = 0
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ra-desk-evolis-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const plug = async () => {
    const simulator = createEvolisSimulator()
    const path = join(folder, `printer-${String(count++)}`)
    const { unplug } = await plugIntoPty(simulator, path)
    return { simulator, path, unplug, openPort: (port: string) => openSerialPort(port, 9_600) }
  }

  cardPathContract('an Evolis printer through the binding', async () => {
    const { simulator, path, unplug, openPort } = await plug()
    return evolisBench(simulator, openSampleEvolis(createSampleQueue(simulator).queue, { path, openPort, patience: 1_500 }), unplug)
  })

  cardPrinterContract('an Evolis printer through the binding, as a printer', async (): Promise<PrinterBench> => {
    const { simulator, path, unplug, openPort } = await plug()
    const { queue, hand } = createSampleQueue(simulator)
    const printer = openSampleEvolis(queue, { path, openPort, patience: 1_500 })
    await new Promise<void>(
      (resolve) =>
        void printer.watch(([first]) => {
          if (first?.state === 'ready') resolve()
        }),
    )
    return {
      printer: withoutPathInStates(printer),
      printerName: queueName,
      printed: () => hand.jobs().map(({ title, pdf }) => ({ title, document: pdf })),
      settled: () => Promise.resolve(),
      trouble: (what, there) => Promise.resolve(what === 'feeder-empty' ? simulator.setCards(there ? 0 : 10) : simulator.setCover(there)),
      async close() {
        await printer.close()
        await unplug()
      },
    }
  })
})
