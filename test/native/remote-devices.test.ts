import { fileURLToPath } from 'node:url'
import { mkdtempSync, rmSync, existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { formatHex, fromHex } from '../../domain/bytes.ts'
import { blankCard } from '../../native/card/virtual-card-state.ts'
import type { MessagePipe } from '../../native/device-messages.ts'
import { forkDeviceProcess } from '../../native/device-pipe.ts'
import { openDevices } from '../../native/devices.ts'
import { connectSimulator } from '../../native/simulator-controls.ts'
import type { Devices, ReadersState } from '../../native/ports.ts'
import { virtualDocumentPrinters } from '../../native/printer/virtual-printer.ts'
import { createRemoteDevices } from '../../native/remote-devices.ts'
import { serveDevices } from '../../native/serve-devices.ts'
import { localSocket } from '../support/local-socket.ts'

const select = fromHex('00A4040005A00000030800')
const sampleText = { to: '+447700900123', body: 'Your numbers are 1 2 3' }
const pdf = new TextEncoder().encode('%PDF-1.7 sample')

/** Two ends in one process; everything goes through JSON as it does between processes. */
function pipePair() {
  const toApp: ((message: unknown) => void)[] = []
  const toDevice: ((message: unknown) => void)[] = []
  const closing: (() => void)[] = []
  let open = true
  const pass = (listeners: readonly ((message: unknown) => void)[]) => (message: unknown) => {
    const json = JSON.stringify(message)
    queueMicrotask(() => {
      if (open) for (const listener of listeners) listener(JSON.parse(json))
    })
  }
  const close = (): void => {
    if (!open) return
    open = false
    for (const listener of closing) listener()
  }
  const app: MessagePipe = {
    send: pass(toDevice),
    onMessage: (listener) => void toApp.push(listener),
    onClose: (listener) => void closing.push(listener),
    close,
  }
  return {
    app,
    device: { send: pass(toApp), onMessage: (listener: (message: unknown) => void) => void toDevice.push(listener) },
    crash: close,
  }
}

function until<State>(watch: (listener: (state: State) => void) => () => void, what: (state: State) => boolean): Promise<State> {
  return new Promise((resolve) => {
    const stop = watch((state) => {
      if (!what(state)) return
      queueMicrotask(() => stop())
      resolve(state)
    })
  })
}

let cleanUp: (() => Promise<void> | void)[] = []
afterEach(async () => {
  vi.useRealTimers()
  for (const clean of cleanUp.reverse()) await clean()
  cleanUp = []
})

describe('devices in another process', () => {
  async function opened() {
    const local = await openDevices({ reader: 'virtual', printer: 'virtual', documents: 'virtual', text: 'virtual' })
    const pairs: ReturnType<typeof pipePair>[] = []
    const devices = createRemoteDevices(() => {
      const pair = pipePair()
      pairs.push(pair)
      serveDevices(pair.device, local)
      return pair.app
    })
    cleanUp.push(() => devices.close())
    await until<ReadersState>(devices.reader.watch, (state) => state.service === 'running')
    return { devices, pairs }
  }

  test('before the first word the service is restarting, then what the process says', async () => {
    const local = await openDevices({ reader: 'virtual', printer: 'virtual', documents: 'virtual', text: 'none' })
    const states: ReadersState[] = []
    const devices = createRemoteDevices(
      () => {
        const pair = pipePair()
        serveDevices(pair.device, local)
        return pair.app
      },
      { kind: 'virtual' },
    )
    cleanUp.push(() => devices.close())
    devices.reader.watch((state) => states.push(state))
    await until<ReadersState>(devices.reader.watch, (state) => state.service === 'running')
    expect(states).toEqual([
      { service: 'restarting', kind: 'virtual', readers: [] },
      { service: 'running', kind: 'virtual', readers: [{ name: 'RA Desk virtual reader', card: 'empty' }] },
    ])
  })

  test('printing and texting answer as the device does', async () => {
    const { devices } = await opened()
    const printers = await until(devices.printer.watch, (state) => state.length > 0)
    expect(await devices.printer.print({ printer: printers[0]!.name, title: 'Card', pdf })).toMatchObject({ ok: true })
    expect(await devices.printer.print({ printer: 'Another', title: 'Card', pdf })).toMatchObject({
      ok: false,
      error: { code: 'printer-not-found' },
    })
    expect(await devices.text.send(sampleText)).toEqual({ ok: true, value: { state: 'sent', reference: '1' } })
    expect(await devices.text.send({ ...sampleText, to: '07700900123' })).toMatchObject({ ok: false, error: { code: 'modem-refused' } })
  })

  test('documents have printers of their own, which a new process is asked for again', async () => {
    const { devices, pairs } = await opened()
    const told: string[][] = []
    devices.documents.watch((printers) => told.push(printers.map(({ name }) => name)))
    await expect.poll(() => told).toEqual([[...virtualDocumentPrinters]])
    const [office] = virtualDocumentPrinters
    expect(await devices.documents.print({ printer: office, title: 'Label', pdf })).toMatchObject({ ok: true })
    expect(await devices.documents.print({ printer: 'RA Desk virtual card printer', title: 'Label', pdf })).toMatchObject({
      ok: false,
      error: { code: 'printer-not-found' },
    })
    expect(await devices.printer.print({ printer: office, title: 'Card', pdf })).toMatchObject({
      ok: false,
      error: { code: 'printer-not-found' },
    })
    pairs[0]!.crash()
    await expect.poll(() => told).toHaveLength(2)
  })

  test('a crash is reported, and a call in progress gets a true answer', async () => {
    const { devices, pairs } = await opened()
    const pending = Promise.all([
      devices.reader.connect('RA Desk virtual reader'),
      devices.text.send(sampleText),
      devices.printer.print({ printer: 'RA Desk virtual card printer', title: 'Card', pdf }),
    ])
    pairs[0]!.crash()
    const [connection, text, print] = await pending
    expect(connection).toMatchObject({ ok: false, error: { code: 'reader-gone' } })
    expect(text).toEqual({ ok: true, value: { state: 'unknown' } })
    expect(print).toMatchObject({
      ok: false,
      error: { code: 'print-unknown', message: expect.stringContaining('may or may not') as string },
    })
    expect((await until<ReadersState>(devices.reader.watch, () => true)).service).toBe('restarting')
    expect(await devices.text.send(sampleText)).toMatchObject({ ok: false, error: { code: 'modem-not-found' } })
    await until<ReadersState>(devices.reader.watch, (state) => state.service === 'running')
    expect(pairs).toHaveLength(2)
  })

  test('a process that keeps dying is started more and more slowly', () => {
    vi.useFakeTimers()
    const starts: number[] = []
    const devices = createRemoteDevices(() => {
      starts.push(Date.now())
      const pair = pipePair()
      queueMicrotask(pair.crash)
      return pair.app
    })
    cleanUp.push(() => devices.close())
    return vi.advanceTimersByTimeAsync(60_000).then(() => {
      const pauses = starts.slice(1).map((start, index) => start - starts[index]!)
      expect(pauses.slice(0, 7)).toEqual([250, 500, 1000, 2000, 4000, 8000, 10_000])
    })
  })

  test('what cannot be read from the process is not believed', async () => {
    const pair = pipePair()
    const devices = createRemoteDevices(() => pair.app)
    cleanUp.push(() => devices.close())
    pair.device.onMessage((message) => {
      const { id } = message as { id: number }
      pair.device.send({ id, result: { ok: true, value: { connection: 'nonsense' } } })
    })
    pair.device.send({ event: 'readers', state: { service: 'running', readers: 'nonsense' } })
    expect(await devices.reader.connect('Reader')).toMatchObject({ ok: false, error: { code: 'reader-gone' } })
    expect((await until<ReadersState>(devices.reader.watch, () => true)).service).toBe('restarting')
  })
})

describe('a device process of its own', () => {
  const entry = fileURLToPath(new URL('../../native/device-process.ts', import.meta.url))

  test('it serves a card, is killed in the middle, comes back, and ends with the app', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ra-desk-device-'))
    cleanUp.push(() => rmSync(folder, { recursive: true, force: true }))
    const handsPath = localSocket(folder, 'hands')
    const pids: number[] = []
    const devices: Devices = createRemoteDevices(() => {
      const pipe = forkDeviceProcess(entry, { reader: 'virtual', printer: 'virtual', documents: 'virtual', text: 'virtual', handsPath })
      pids.push(pipe.pid!)
      return pipe
    })
    cleanUp.push(() => devices.close())
    const ready = () => until<ReadersState>(devices.reader.watch, (state) => state.service === 'running')
    await ready()
    const hands = await connectSimulator(handsPath)
    await hands.reader.insert(blankCard({ serial: 7 }))
    await until<ReadersState>(devices.reader.watch, (state) => state.readers[0]?.card === 'present')
    const made = await devices.reader.connect('RA Desk virtual reader')
    if (!made.ok) throw new Error(made.error.message)
    const answer = await made.value.transmit(select)
    expect(answer.ok && formatHex(answer.value)).toMatch(/9000$/)

    process.kill(pids[0]!, 'SIGKILL')
    await until<ReadersState>(devices.reader.watch, (state) => state.service === 'restarting')
    expect(await made.value.transmit(select)).toMatchObject({ ok: false, error: { code: 'reader-gone' } })
    await expect(hands.text.messages()).rejects.toThrow('gone')
    await ready()
    expect(pids).toHaveLength(2)
    // The socket that the killed process left does not keep the new one from its hands. A pipe of Windows goes with its process.
    expect(existsSync(handsPath) || process.platform === 'win32').toBe(true)
    const again = await connectSimulator(handsPath)
    expect(await again.text.messages()).toEqual([])
    again.close()

    await devices.close()
    await expect
      .poll(() => {
        try {
          process.kill(pids[1]!, 0)
          return 'alive'
        } catch {
          return 'ended'
        }
      })
      .toBe('ended')
  })

  test('devices that cannot be opened are reported in words', async () => {
    const reasons: string[] = []
    const devices = createRemoteDevices(
      () =>
        forkDeviceProcess(entry, {
          reader: 'virtual',
          printer: 'virtual',
          documents: 'virtual',
          text: 'none',
          handsPath: join(tmpdir(), 'no', 'such', 'folder', 'hands'),
        }),
      { failed: (reason) => void reasons.push(reason) },
    )
    cleanUp.push(() => devices.close())
    await expect.poll(() => reasons[0], { timeout: 180_000 }).toMatch(/ENOENT|listen/)
  })
})
