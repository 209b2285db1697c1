import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { forkDeviceProcess } from '../../native/device-pipe.ts'
import { createSerialModem } from '../../native/modem/serial-modem.ts'
import { openSerialPort } from '../../native/modem/serial-port.ts'
import { createVirtualModem } from '../../native/modem/virtual-modem.ts'
import { createRemoteDevices } from '../../native/remote-devices.ts'
import { createModemSimulator } from '../support/modem-simulator.ts'
import { createSimulatedSocket } from '../support/simulated-socket.ts'
import { plugIntoPty, whyNoPty, type PluggedPty } from '../support/modem-pty.ts'
import { textSenderContract } from './text-sender.contract.ts'

textSenderContract('the virtual modem', async () => {
  await Promise.resolve()
  const { text, hand } = createVirtualModem({ now: () => '2025-01-06T09:00:00Z' })
  return { text, arrived: hand.messages, setSignal: hand.setSignal, cutAfterSubmit: hand.cutAfterSubmit, close: () => text.close() }
})

textSenderContract('a serial modem on a port in memory', async () => {
  await Promise.resolve()
  const modem = createModemSimulator()
  const socket = createSimulatedSocket(modem)
  const text = createSerialModem({ path: 'COM3', openPort: socket.open, timing: { quiet: 1, poll: 5, reopen: 5 } })
  return {
    text,
    arrived: modem.arrived,
    setSignal: modem.setRegistered,
    cutAfterSubmit: () => modem.next({ does: 'pulled-after-sending' }),
    close: () => text.close(),
  }
})

const missing = whyNoPty()

describe.skipIf(missing !== undefined)(`over a pseudo terminal of the system${missing === undefined ? '' : ` (${missing})`}`, () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ra-desk-modem-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  let count = 0
  const plug = async () => {
    const modem = createModemSimulator()
    const path = join(folder, `modem-${count++}`)
    let plugged: Promise<PluggedPty>
    // A modem that was pulled out is put back at once.
    const plugIn = (): Promise<PluggedPty> => {
      plugged = plugIntoPty(modem, path, () => {
        modem.restart()
        void plugIn()
      })
      return plugged
    }
    const { device } = await plugIn()
    return { modem, path, device, unplug: async () => (await plugged).unplug() }
  }

  textSenderContract('a serial modem through the binding', async () => {
    const { modem, path, unplug } = await plug()
    const text = createSerialModem({ path, openPort: openSerialPort, timing: { quiet: 20, poll: 50, reopen: 50 } })
    return {
      text,
      arrived: modem.arrived,
      setSignal: modem.setRegistered,
      cutAfterSubmit: () => modem.next({ does: 'pulled-after-sending' }),
      async close() {
        await text.close()
        await unplug()
      },
    }
  })

  test('a text goes from the device process, set up with the path of the modem', async () => {
    const { modem, device, unplug } = await plug()
    const entry = fileURLToPath(new URL('../../native/device-process.ts', import.meta.url))
    const devices = createRemoteDevices(() =>
      forkDeviceProcess(entry, { reader: 'virtual', printer: 'none', documents: 'none', text: { serial: device } }),
    )
    try {
      await new Promise<void>((resolve) => void devices.text.watch(({ state }) => state === 'ready' && resolve()))
      expect(await devices.text.send({ to: '+447700900123', body: 'Your numbers are 000 017.' })).toEqual({
        ok: true,
        value: { state: 'sent', reference: '41' },
      })
      expect(modem.arrived()).toEqual([{ to: '+447700900123', body: 'Your numbers are 000 017.' }])
    } finally {
      await devices.close()
      await unplug()
    }
  })
})
