import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe } from 'vitest'
import type { VirtualCardState } from '../../native/card/virtual-card-state.ts'
import { createVirtualCard, type VirtualCard } from '../../native/card/virtual-card.ts'
import { forkDeviceProcess } from '../../native/device-pipe.ts'
import { createRemoteDevices } from '../../native/remote-devices.ts'
import { connectSimulator, type SimulatorControls } from '../../native/simulator-controls.ts'
import { bindingNames, type BindingName } from '../../native/reader/binding-names.ts'
import { chooseBinding } from '../../native/reader/choose-binding.ts'
import { createVirtualReaders } from '../../native/reader/virtual-readers.ts'
import { attachToVpcd, type CardInVpcd } from '../../native/reader/vpicc.ts'
import { random } from '../support/cards.ts'
import { takePcsc, vpcdReader, vpcdSecondReader, whyNoPcsc, type PcscStack } from '../support/pcsc.ts'
import { cardReaderContract, type ReaderBench } from './card-reader.contract.ts'

const secondName = 'RA Desk virtual reader, second'
const deviceProcess = fileURLToPath(new URL('../../native/device-process.ts', import.meta.url))
/** Long enough for a slow machine, and short for the one command that a bench leaves without an answer. */
const limit = (command: Uint8Array): number => (command[1] === 0xf8 ? 1_500 : 60_000)

cardReaderContract('the virtual reader', async () => {
  const { reader, hand, readers } = createVirtualReaders({ random })
  const second = readers.add(secondName)
  return {
    reader,
    kind: 'virtual',
    readerName: 'RA Desk virtual reader',
    insert: (state) => Promise.resolve(hand.insert(state)),
    remove: () => Promise.resolve(hand.remove()),
    cardState: hand.cardState,
    service: { stop: () => Promise.resolve(hand.stopService()), start: () => Promise.resolve(hand.startService()) },
    second: { name: secondName, insert: (state) => Promise.resolve(second.insert(state)), remove: () => Promise.resolve(second.remove()) },
    plug: { unplug: () => Promise.resolve(hand.unplug()), plugIn: () => Promise.resolve(hand.plugIn()) },
    resetByAnother: () => Promise.resolve(hand.failAt(0, { kind: 'reset-by-another' })),
    close: () => reader.close(),
  }
})

cardReaderContract('the virtual reader, through the device process', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ra-desk-contract-'))
  const handsPath = join(folder, 'hands')
  const devices = createRemoteDevices(
    () => forkDeviceProcess(deviceProcess, { reader: 'virtual', printer: 'none', documents: 'none', text: 'none', handsPath }),
    { kind: 'virtual', limit },
  )
  let hands: SimulatorControls | undefined
  /** The hands go with the device process, and come back with the next one. */
  const reach = async (): Promise<SimulatorControls> => {
    for (let tries = 0; ; tries++) {
      try {
        hands ??= await connectSimulator(handsPath)
        await hands.reader.commandCount()
        return hands
      } catch (reason) {
        hands?.close()
        hands = undefined
        if (tries > 100) throw reason
        await sleep(50)
      }
    }
  }
  let known: VirtualCardState | undefined
  const noteCard = async (): Promise<void> => {
    known = (await (await reach()).card.state()) ?? known
  }
  await (await reach()).readerNamed(secondName).plugIn()
  return {
    reader: devices.reader,
    kind: 'virtual',
    readerName: 'RA Desk virtual reader',
    async insert(state) {
      await (await reach()).reader.insert(state)
      known = state
    },
    async remove() {
      await noteCard()
      await (await reach()).reader.remove()
    },
    async cardState() {
      await noteCard()
      return known
    },
    service: { stop: async () => (await reach()).reader.stopService(), start: async () => (await reach()).reader.startService() },
    second: {
      name: secondName,
      insert: async (state) => void (await (await reach()).readerNamed(secondName).insert(state)),
      remove: async () => (await reach()).readerNamed(secondName).remove(),
    },
    plug: { unplug: async () => (await reach()).reader.unplug(), plugIn: async () => (await reach()).reader.plugIn() },
    silenceNext: async () => (await reach()).reader.silenceNext(true),
    async close() {
      hands?.close()
      await devices.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
})

const missing = whyNoPcsc()

function whyNoBinding(name: BindingName): string | undefined {
  try {
    return chooseBinding(name).name === name ? undefined : `${name} was not built`
  } catch {
    return 'neither binding was built'
  }
}

describe.skipIf(missing !== undefined)(`over PC/SC${missing === undefined ? '' : ` (${missing})`}`, () => {
  let pcsc: PcscStack
  beforeAll(async () => {
    pcsc = await takePcsc()
  })
  afterAll(async () => {
    await pcsc?.release()
  })

  // The real path: the reader lives in the device process, and PC/SC between it and the card.
  const setUp = async (readerBinding: BindingName): Promise<ReaderBench> => {
    const devices = createRemoteDevices(
      () => forkDeviceProcess(deviceProcess, { reader: 'pcsc', readerBinding, printer: 'virtual', documents: 'virtual', text: 'none' }),
      { limit },
    )
    let silent = false
    let second: CardInVpcd | undefined
    let card: VirtualCard | undefined
    let inReader: CardInVpcd | undefined
    const attach = async (inside: VirtualCard, port: number): Promise<CardInVpcd> => {
      const silenceable = {
        ...inside,
        transmit: (command: Uint8Array) => {
          const answer = inside.transmit(command)
          if (!silent) return answer
          silent = false
          return undefined
        },
      }
      for (let tries = 0; ; tries++) {
        try {
          return await attachToVpcd({ card: silenceable, port })
        } catch (reason) {
          if (tries > 50) throw reason
          await sleep(100)
        }
      }
    }
    // The service looks at its readers a few times a second: until it has seen the empty reader, it takes the next card for the last one.
    const untilSeen = (reader: string, full: boolean): Promise<void> =>
      new Promise((resolve) => {
        const late = setTimeout(() => end(), 3_000)
        const end = (): void => {
          clearTimeout(late)
          queueMicrotask(() => stop())
          resolve()
        }
        const stop = devices.reader.watch((state) => {
          const inside = state.readers.find(({ name }) => name === reader)?.card ?? 'empty'
          if ((inside !== 'empty') === full) end()
        })
      })
    const remove = async (): Promise<void> => {
      if (!inReader) return
      // A device process that has just come back looks first: what it never saw come, it does not see go.
      await untilSeen(vpcdReader, true)
      await inReader.detach()
      inReader = undefined
      await untilSeen(vpcdReader, false)
    }
    return {
      reader: devices.reader,
      kind: 'pcsc',
      readerName: vpcdReader,
      async insert(state) {
        await remove()
        card = createVirtualCard({ state, random })
        inReader = await attach(card, pcsc.ports.first)
      },
      remove,
      cardState: () => card?.state(),
      second: {
        name: vpcdSecondReader,
        async insert(state) {
          second = await attach(createVirtualCard({ state, random }), pcsc.ports.second)
        },
        async remove() {
          await second?.detach()
          second = undefined
          await untilSeen(vpcdSecondReader, false)
        },
      },
      silenceNext() {
        silent = true
        return Promise.resolve()
      },
      service: { stop: pcsc.stopService, start: pcsc.startService },
      async close() {
        await remove()
        await second?.detach()
        await devices.close()
      },
    }
  }

  describe.each(bindingNames)('by %s', (binding) => {
    const notBuilt = whyNoBinding(binding)
    describe.skipIf(notBuilt !== undefined)(notBuilt ?? 'built', () => {
      cardReaderContract('PC/SC with vpcd, through the device process', () => setUp(binding))
    })
  })
})
