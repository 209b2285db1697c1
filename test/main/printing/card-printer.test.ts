import { describe, expect, test } from 'vitest'
import type { PrinterChoice } from '../../../domain/card/printer-choice.ts'
import { chooseCardPrinter, printerSetting } from '../../../main/printing/card-printer.ts'
import { readStartOptions } from '../../../main/shell/start-options.ts'
import { deviceSettings } from '../../../native/device-settings.ts'
import type { CardPrinter, Devices, PrinterState } from '../../../native/ports.ts'
import { ok } from '../../../domain/result.ts'

function setUp(first: PrinterChoice, hosts: string | null = 'printer.example') {
  let choice = first
  let restarts = 0
  const printed: string[] = []
  const states: readonly PrinterState[] = [
    { name: 'Cards', state: 'ready' },
    { name: 'Office', state: 'ready' },
  ]
  const printer: CardPrinter = {
    watch: (listener) => {
      listener(states)
      return () => undefined
    },
    print: ({ printer: name }) => {
      printed.push(name)
      return Promise.resolve(ok({ jobId: '1' }))
    },
    close: () => Promise.resolve(),
  }
  const chosen = chooseCardPrinter({ printer } as Devices, {
    read: () => choice,
    keep: (next) => {
      choice = next
    },
    restart: () => {
      restarts++
    },
    hosts: () => hosts,
  })
  const told: (readonly string[])[] = []
  chosen.devices.printer.watch((printers) => told.push(printers.map(({ name }) => name)))
  return { chosen, told, printed, restarts: () => restarts, kept: () => choice }
}

describe('the card printer of the station', () => {
  test('until one is named, every printer is offered', () => {
    expect(setUp({ kind: 'system' }).told).toEqual([['Cards', 'Office']])
  })

  test('once one is named, it alone is offered and printed on; the list of all is still found', async () => {
    const { chosen, told, printed, restarts } = setUp({ kind: 'system' })
    chosen.choice.write({ kind: 'system', card: 'Cards' })
    expect(told.at(-1)).toEqual(['Cards'])
    expect(await chosen.devices.printer.print({ printer: 'Office', title: 'x', pdf: new Uint8Array() })).toMatchObject({
      ok: false,
      error: { code: 'printer-not-found', message: expect.stringContaining('Nothing was printed') },
    })
    expect(await chosen.devices.printer.print({ printer: 'Cards', title: 'x', pdf: new Uint8Array() })).toMatchObject({ ok: true })
    expect(printed).toEqual(['Cards'])
    expect((await chosen.choice.found()).map(({ name }) => name)).toEqual(['Cards', 'Office'])
    // The same kind of devices: nothing is started again.
    expect(restarts()).toBe(0)
  })

  test('another kind starts the devices again', () => {
    const { chosen, restarts, kept } = setUp({ kind: 'system' })
    chosen.choice.write({ kind: 'ipp', uri: 'ipps://printer.example/ipp/print' })
    expect(restarts()).toBe(1)
    expect(kept()).toEqual({ kind: 'ipp', uri: 'ipps://printer.example/ipp/print' })
  })

  test('an address in the clear is refused', () => {
    const refusal = setUp({ kind: 'system' }).chosen.choice.findRefusal({ kind: 'ipp', uri: 'ipp://printer.example/ipp/print' })
    expect(refusal?.error).toMatchObject({ code: 'not-an-address', message: expect.stringContaining('in the clear') })
  })

  test.each([
    [null, 'ipps://10.1.2.3/ipp/print', undefined],
    [null, 'ipps://cards.local/ipp/print', undefined],
    [null, 'ipp://localhost:60000/ipp/print', undefined],
    [null, 'ipps://[fd00::7]/ipp/print', undefined],
    [null, 'ipps://printer.example/ipp/print', 'host-not-allowed'],
    [null, 'ipps://203.0.113.9/ipp/print', 'host-not-allowed'],
    [null, 'ipps://[2001:db8::1]/ipp/print', 'host-not-allowed'],
    ['printer.example', 'ipps://printer.example/ipp/print', undefined],
    ['203.0.113.0/24', 'ipps://203.0.113.9/ipp/print', undefined],
  ])('address: the policy adds %j, %s: %j', (hosts, uri, expected) => {
    expect(setUp({ kind: 'none' }, hosts).chosen.choice.findRefusal({ kind: 'ipp', uri })?.error.code).toBe(expected)
  })

  test('a stored address that the policy does not allow: nothing is printed', async () => {
    const { chosen, printed } = setUp({ kind: 'ipp', uri: 'ipps://printer.example/ipp/print' }, null)
    expect(await chosen.devices.printer.print({ printer: 'Cards', title: 'x', pdf: new Uint8Array() })).toMatchObject({
      ok: false,
      error: { code: 'printer-refused', message: expect.stringContaining('printer.example') },
    })
    expect(printed).toEqual([])
  })

  test('the address is told with the printer, wherever it is listed', async () => {
    const { chosen } = setUp({ kind: 'ipp', uri: 'ipps://10.1.2.3:60000/ipp/print' })
    expect((await chosen.choice.found()).map(({ address }) => address)).toEqual(['10.1.2.3', '10.1.2.3'])
    expect((await setUp({ kind: 'system' }).chosen.choice.found()).map(({ address }) => address)).toEqual([undefined, undefined])
  })

  test.each<PrinterChoice>([
    { kind: 'none' },
    { kind: 'system', card: 'Cards' },
    { kind: 'ipp', uri: 'ipps://printer.example/' },
    { kind: 'virtual', station: true },
    { kind: 'virtual', station: false },
    { kind: 'evolis', port: '/dev/ttyUSB1', queue: 'Cards', reader: 'Reader 00 00' },
  ])('%j is a setting that devices take', (choice) => {
    expect(deviceSettings.shape.printer.safeParse(printerSetting(choice)).success).toBe(true)
  })
})

describe('what the app was started with', () => {
  test.each<readonly [words: readonly string[], packaged: boolean, printer: string | undefined]>([
    [[], true, undefined],
    [['--printer=virtual'], true, undefined],
    [['--printer=virtual-station'], true, undefined],
    [[], false, undefined],
    [['--printer=virtual'], false, 'virtual'],
    [['--printer=virtual-station'], false, 'virtual-station'],
    [['--printer=system'], false, 'system'],
    [['--printer=other'], false, undefined],
    [['--practice', '--printer=virtual-station'], true, 'virtual-station'],
  ])('%j (packaged: %j): printer %j', (words, packaged, printer) => expect(readStartOptions(words, packaged).printer).toBe(printer))
})
