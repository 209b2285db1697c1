import { connect } from 'node:net'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { blankCard } from '../../native/card/virtual-card-state.ts'
import { openDevices } from '../../native/devices.ts'
import { connectSimulator, type SimulatorControls } from '../../native/simulator-controls.ts'
import { serveSimulatorControls } from '../../native/simulator-server.ts'
import { createVirtualPrinter } from '../../native/printer/virtual-printer.ts'
import type { Devices, ReadersState } from '../../native/ports.ts'
import { random } from '../support/cards.ts'
import { localSocket } from '../support/local-socket.ts'

let folder: string
let path: string
let devices: Devices
let hands: SimulatorControls

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ra-desk-hands-'))
  path = localSocket(folder, 'hands')
  devices = await openDevices({ reader: 'virtual', printer: 'virtual', documents: 'virtual', text: 'virtual', handsPath: path })
  hands = await connectSimulator(path)
})
afterEach(async () => {
  hands.close()
  await devices.close()
  rmSync(folder, { recursive: true, force: true })
})

function raw(line: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const socket = connect(path)
    socket.once('error', reject)
    socket.setEncoding('utf8').once('data', (answer: string) => {
      socket.destroy()
      resolve(JSON.parse(answer))
    })
    socket.write(`${line}\n`)
  })
}

describe('simulator controls over a socket', () => {
  // On Windows it is a pipe, which has none.
  test.skipIf(process.platform === 'win32')('the socket is for this user alone', () => {
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  test('a card goes in and out, and what it remembers can be seen', async () => {
    expect(await hands.card.state()).toBeUndefined()
    await hands.reader.insert(blankCard({ serial: 11 }))
    expect(await devices.reader.connect('RA Desk virtual reader')).toMatchObject({ ok: true })
    expect((await hands.card.state())?.serial).toBe(11)
    await hands.reader.remove()
    expect(await devices.reader.connect('RA Desk virtual reader')).toMatchObject({ ok: false, error: { code: 'no-card' } })
    expect(await hands.reader.insert()).toEqual({ serial: 11 })
  })

  test('a further reader is plugged in by its name, and each holds its own card', async () => {
    const further = hands.readerNamed('Example Reader 01 00')
    await expect(further.insert()).rejects.toThrow('there is no reader “Example Reader 01 00”')
    await further.plugIn()
    await further.insert(blankCard({ serial: 12 }))
    await hands.reader.insert(blankCard({ serial: 11 }))
    expect([(await hands.card.state())?.serial, (await hands.card.state('Example Reader 01 00'))?.serial]).toEqual([11, 12])
    let state: ReadersState | undefined
    devices.reader.watch((now) => {
      state = now
    })
    expect(state?.readers.map(({ name, card }) => [name, card])).toEqual([
      ['RA Desk virtual reader', 'present'],
      ['Example Reader 01 00', 'present'],
    ])
    await further.unplug()
    expect(state?.readers).toHaveLength(1)
    // Plugged in again it is the same one, with its card still in it.
    await further.plugIn()
    expect(state?.readers[1]).toMatchObject({ name: 'Example Reader 01 00', card: 'present' })
    await hands.reader.stopService()
    expect(state).toEqual({ service: 'stopped', kind: 'virtual', readers: [] })
    expect(await devices.reader.connect('Example Reader 01 00')).toMatchObject({ ok: false, error: { code: 'reader-service-stopped' } })
  })

  test('a card is muted, and held by another program', async () => {
    await hands.reader.insert(blankCard({ serial: 11 }))
    await hands.reader.hold('another-program')
    expect(await devices.reader.connect('RA Desk virtual reader')).toMatchObject({ ok: false, error: { code: 'card-in-use' } })
    await hands.reader.hold('none')
    await hands.reader.mute()
    expect(await devices.reader.connect('RA Desk virtual reader')).toMatchObject({ ok: false, error: { code: 'card-mute' } })
    expect(await hands.reader.commandCount()).toBe(0)
  })

  test('without a card it makes a blank one', async () => {
    const { serial } = await hands.reader.insert()
    expect(await hands.card.state()).toEqual(blankCard({ serial }))
  })

  test('texts arrive, with no signal they do not, and a cut leaves them unknown', async () => {
    const text = { to: '+447700900123', body: 'é 004217' }
    expect(await devices.text.send(text)).toMatchObject({ ok: true, value: { state: 'sent' } })
    await hands.text.setSignal(false)
    expect(await devices.text.send(text)).toMatchObject({ ok: false, error: { code: 'no-signal' } })
    await hands.text.setSignal(true)
    await hands.text.cutAfterSubmit()
    expect(await devices.text.send(text)).toEqual({ ok: true, value: { state: 'unknown' } })
    expect(await devices.text.send(text)).toMatchObject({ ok: true, value: { state: 'sent' } })
    expect((await hands.text.messages()).map(({ to, body }) => ({ to, body }))).toEqual([text, text, text])
  })

  test('the printer keeps what it printed and reports its problems', async () => {
    const printer = 'RA Desk virtual card printer'
    const pdf = new TextEncoder().encode('%PDF-1.7 sample')
    const states: unknown[] = []
    devices.printer.watch((state) => states.push(state))
    await hands.printer.problem('Feeder empty')
    expect(await devices.printer.print({ printer, title: 'Card', pdf })).toMatchObject({
      ok: false,
      error: { code: 'printer-problem', message: expect.stringContaining('Feeder empty') as string },
    })
    await hands.printer.problem()
    expect(await devices.printer.print({ printer, title: 'Card', pdf })).toMatchObject({ ok: true })
    expect(await devices.printer.print({ printer, title: 'Card', pdf: new Uint8Array(4) })).toMatchObject({
      ok: false,
      error: { code: 'printer-refused' },
    })
    expect(await hands.printer.jobs()).toEqual([{ jobId: 'virtual-1', printer, title: 'Card', pdf }])
    expect(states.map((state) => (state as { state: string }[])[0]!.state)).toEqual(['ready', 'problem', 'ready'])
  })

  test('the printers for documents keep what they printed, apart from the cards', async () => {
    const pdf = new TextEncoder().encode('%PDF-1.7 sample')
    const job = { printer: 'RA Desk virtual label printer', title: 'label-1', pdf }
    await hands.documents.problem('Out of paper')
    expect(await devices.documents.print(job)).toMatchObject({ ok: false, error: { code: 'printer-problem' } })
    await hands.documents.problem()
    expect(await devices.documents.print(job)).toMatchObject({ ok: true })
    expect(await hands.documents.jobs()).toEqual([{ jobId: 'virtual-1', ...job }])
    expect(await hands.printer.jobs()).toEqual([])
  })

  test.each([
    ['not JSON', { id: null, ok: false, error: 'not JSON' }],
    ['{"id":1,"do":"reader.explode"}', { id: 1, ok: false }],
    ['{"id":1,"do":"reader.removeAfter","count":-1}', { id: 1, ok: false }],
    ['{"id":1,"do":"reader.remove","extra":true}', { id: 1, ok: false }],
    ['{"id":1,"do":"reader.insert","state":{"serial":1}}', { id: 1, ok: false }],
  ])('%s is refused', async (line, answer) => {
    expect(await raw(line)).toMatchObject(answer)
  })

  test('two lines in one piece get two answers, in order', async () => {
    const [first, second] = await Promise.all([hands.text.messages(), hands.card.state()])
    expect([first, second]).toEqual([[], undefined])
  })

  test('hands of what is real say so', async () => {
    const other = localSocket(folder, 'other')
    const server = await serveSimulatorControls({
      path: other,
      random,
      reader: undefined,
      text: undefined,
      printer: createVirtualPrinter().hand,
    })
    const far = await connectSimulator(other)
    await expect(far.reader.insert()).rejects.toThrow('the reader of this station is real')
    await expect(far.text.messages()).rejects.toThrow('no virtual modem')
    expect(await far.printer.jobs()).toEqual([])
    far.close()
    await server.close()
  })

  test('no path, no hands; no modem, no texts', async () => {
    const plain = await openDevices({ reader: 'virtual', printer: 'virtual', documents: 'virtual', text: 'none' })
    expect(await plain.text.send({ to: '+447700900123', body: '' })).toMatchObject({ ok: false, error: { code: 'modem-not-found' } })
    await plain.close()
  })
})
