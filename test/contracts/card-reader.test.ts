import { fileURLToPath } from 'node:url'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe } from 'vitest'
import { createVirtualCard, type VirtualCard } from '../../native/card/virtual-card.ts'
import { forkDeviceProcess } from '../../native/device-pipe.ts'
import { createRemoteDevices } from '../../native/reader/remote-reader.ts'
import { createVirtualReader } from '../../native/reader/virtual-reader.ts'
import { attachToVpcd, type CardInVpcd } from '../../native/reader/vpicc.ts'
import { random } from '../support/cards.ts'
import { takePcsc, vpcdReader, whyNoPcsc, type Pcsc } from '../support/pcsc.ts'
import { cardReaderContract } from './card-reader.contract.ts'

 
cardReaderContract('the virtual reader', async () => {
  const { reader, hand } = createVirtualReader({ random })
  return {
    reader,
    kind: 'virtual',
    readerName: 'RA Desk virtual reader',
    insert: (state) => Promise.resolve(hand.insert(state)),
    remove: () => Promise.resolve(hand.remove()),
    cardState: hand.cardState,
    service: { stop: () => Promise.resolve(hand.stopService()), start: () => Promise.resolve(hand.startService()) },
    close: () => reader.close(),
  }
})

const missing = whyNoPcsc()
const deviceProcess = fileURLToPath(new URL('../../native/device-process.ts', import.meta.url))

describe.skipIf(missing !== undefined)(`over the machine's PC/SC${missing === undefined ? '' : ` (${missing})`}`, () => {
  let pcsc: Pcsc
  beforeAll(async () => {
    pcsc = await takePcsc()
  }, 300_000)
  afterAll(async () => {
    await pcsc?.release()
  })

  // The real path: the reader lives in the device process, and PC/SC between it and the card.
  cardReaderContract('PC/SC with vpcd, through the device process', async () => {
    const devices = createRemoteDevices(() => forkDeviceProcess(deviceProcess, { reader: 'pcsc', printer: 'virtual', text: 'none' }))
    let card: VirtualCard | undefined
    let inReader: CardInVpcd | undefined
    const attach = async (): Promise<void> => {
      for (let tries = 0; ; tries++) {
        try {
          inReader = await attachToVpcd({ card: card! })
          return
        } catch (reason) {
          if (tries > 50) throw reason
          await sleep(100)
        }
      }
    }
    // The service looks at its readers a few times a second: until it has seen the empty reader, it takes the next card for the last one.
    const untilSeenEmpty = (): Promise<void> => new Promise((resolve) => {
      const late = setTimeout(() => end(), 3_000)
      const end = (): void => {
        clearTimeout(late)
        queueMicrotask(() => stop())
        resolve()
      }
      const stop = devices.reader.watch((state) => {
        if (!state.readers.some(({ name, card: inside }) => name === vpcdReader && inside !== 'empty')) end()
      })
    })
    const remove = async (): Promise<void> => {
      if (!inReader) return
      await inReader.detach()
      inReader = undefined
      await untilSeenEmpty()
    }
    return {
      reader: devices.reader,
      kind: 'pcsc',
      readerName: vpcdReader,
      async insert(state) {
        await remove()
        card = createVirtualCard({ state, random })
        await attach()
      },
      remove,
      cardState: () => card?.state(),
      ...(pcsc.startedHere ? { service: { stop: async () => void await pcsc.stopService(), start: pcsc.startService } } : {}),
      async close() {
        await remove()
        await devices.close()
      },
    }
  })
})
