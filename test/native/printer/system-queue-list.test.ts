import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { deviceSettings } from '../../../native/device-settings.ts'
import { ippOperation } from '../../../native/printer/ipp.ts'
import { findIppPlace } from '../../../native/printer/ipp-place.ts'
import { openSystemPrinter } from '../../../native/printer/system-queue.ts'
import type { PrinterState } from '../../../native/ports.ts'
import { nothing, printBench, queue, stopped } from '../../support/system-queue-bench.ts'

const bench = printBench()
const { print } = bench
function until(holds: (printers: readonly PrinterState[]) => boolean): Promise<readonly PrinterState[]> {
  return new Promise((resolve) => {
    const stop = bench.printer.watch((printers) => {
      if (!holds(printers)) return
      queueMicrotask(() => stop())
      resolve(printers)
    })
  })
}

describe('the queues of this workstation', () => {
  test('are listed with what they say, and again when it changes', async () => {
    bench.cups.answer(ippOperation.cupsGetPrinters, {
      status: 0,
      groups: [queue('Cards', { state: stopped, reasons: ['paused'] }), queue('Office')],
    })
    expect(await until((printers) => printers.length > 0)).toEqual([
      { name: 'Cards', state: 'problem', problem: 'Paused' },
      { name: 'Office', state: 'ready' },
    ])
    bench.cups.answer(ippOperation.cupsGetPrinters, { status: 0, groups: [queue('Cards')] })
    expect(await until((printers) => printers.length === 1)).toEqual([{ name: 'Cards', state: 'ready' }])
    expect(bench.cups.asked.every(({ path }) => path === '/')).toBe(true)
  })

  test('print queues: polled only while a watcher listens', async () => {
    await until((printers) => printers.length > 0)
    await sleep(60)
    const before = bench.cups.asked.length
    await sleep(120)
    expect(bench.cups.asked.length).toBe(before)
  })

  test('none at all is not a fault', async () => {
    await until((printers) => printers.length > 0)
    bench.cups.answer(ippOperation.cupsGetPrinters, { status: 0x0406 })
    expect(await until((printers) => printers.length === 0)).toEqual([])
  })

  test('are offline while CUPS does not answer, and CUPS itself is named when none was known', async () => {
    await until((printers) => printers.length > 0)
    await bench.cups.close()
    const problem = 'The print service (CUPS) does not answer'
    expect(await until((printers) => printers[0]?.state === 'offline')).toEqual([{ name: 'Cards', state: 'offline', problem }])
    expect(await print()).toMatchObject(nothing('printer-not-found', /print service/))
    const fresh = openSystemPrinter({ userName: 'sample-agent', cups: { socketPath: join(bench.folder, 'not-there') }, lookEvery: 20 })
    const told = await new Promise<readonly PrinterState[]>(
      (resolve) =>
        void fresh.watch((printers) => {
          if (printers.length > 0) resolve(printers)
        }),
    )
    expect(told).toEqual([{ name: 'Print service of this workstation', state: 'offline', problem, isService: true }])
    expect(await fresh.print({ printer: told[0]!.name, title: 'x', pdf: bench.pdf })).toMatchObject(nothing('printer-not-found', /./))
    await fresh.close()
  })
})

describe('the address of a printer', () => {
  test.each([
    ['ipps://printer.example/ipp/print', { host: 'printer.example', port: 631, path: '/ipp/print', secure: true }],
    ['ipp://localhost:60000/ipp/print', { host: 'localhost', port: 60_000, path: '/ipp/print', secure: false }],
    ['ipp://[::1]/ipp/print?which=1', { host: '::1', port: 631, path: '/ipp/print?which=1', secure: false }],
  ])('%s', (uri, place) => expect(findIppPlace(uri)).toEqual(place))

  test.each([
    'ipp://printer.example/ipp/print',
    'ipp://127.0.0.1.example/ipp/print',
    'http://localhost/ipp/print',
    'file:///dev/usb/lp0',
    'ipps://agent:secret@printer.example/',
    'ipps:///ipp',
    'Cards',
    '',
  ])('%j is not one: personal data crosses no network in the clear', (uri) => {
    expect(findIppPlace(uri)).toBeUndefined()
    expect(deviceSettings.safeParse({ reader: 'virtual', documents: 'none', text: 'none', printer: { ipp: uri } }).success).toBe(false)
    expect(() => openSystemPrinter({ uri, userName: 'sample-agent' })).toThrow(TypeError)
  })

  test.each([
    ['virtual', true],
    ['none', true],
    ['system', true],
    [{ ipp: 'ipps://printer.example/ipp/print' }, true],
    ['cups', false],
    [{}, false],
  ])('printer %j as a setting: %j', (wanted, good) =>
    expect(deviceSettings.safeParse({ reader: 'virtual', documents: 'none', text: 'none', printer: wanted }).success).toBe(good),
  )
})
