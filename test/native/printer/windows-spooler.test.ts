import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openWindowsSpooler, type SpoolerLibrary } from '../../../native/printer/windows-spooler.ts'
import type { PrinterState } from '../../../native/ports.ts'
import { cardPdf } from '../../support/print-samples.ts'

const queues = [
  { name: 'Office', paperSizes: ['A4', 'Letter'] },
  { name: 'Cards', paperSizes: ['CR100', 'CR80 (54 x 86 mm)'] },
]

function sampleLibrary(fails = false) {
  const asked: { path: string; bytes: Uint8Array; options: Parameters<SpoolerLibrary['print']>[1] }[] = []
  const library: SpoolerLibrary = {
    getPrinters: () => Promise.resolve(queues),
    print: (path, options) => {
      asked.push({ path, bytes: new Uint8Array(readFileSync(path)), options })
      return fails ? Promise.reject(new Error('exit code 1')) : Promise.resolve()
    },
  }
  return { asked, spooler: openWindowsSpooler({ load: () => Promise.resolve({ library, program: 'C:\\SumatraPDF.exe' }), lookEvery: 10 }) }
}

describe('the spooler of Windows', () => {
  test('its printers are listed, with an unknown state', async () => {
    const { spooler } = sampleLibrary()
    const told = await new Promise<readonly PrinterState[]>(
      (resolve) =>
        void spooler.watch((printers) => {
          if (printers.length > 0) resolve(printers)
        }),
    )
    expect(told.map(({ name, state, problem }) => [name, state, problem])).toEqual([
      ['Office', 'ready', 'Windows does not tell its state'],
      ['Cards', 'ready', 'Windows does not tell its state'],
    ])
    await spooler.close()
  })

  test('a card goes once, at 100 %, on the paper that is a card; the file it came from is gone after', async () => {
    const { asked, spooler } = sampleLibrary()
    const pdf = await cardPdf('Windows')
    expect(await spooler.print({ printer: 'Cards', title: 'Card face RA-0001', pdf })).toMatchObject({ ok: true })
    expect(asked).toEqual([
      {
        path: expect.any(String),
        bytes: pdf,
        options: {
          printer: 'Cards',
          scale: 'noscale',
          silent: true,
          copies: 1,
          paperSize: 'CR80 (54 x 86 mm)',
          sumatraPdfPath: 'C:\\SumatraPDF.exe',
        },
      },
    ])
    expect(existsSync(dirname(asked[0]!.path))).toBe(false)
    expect(asked[0]!.path).not.toContain('RA-0001')
    await spooler.close()
  })

  test('a program that fails may have printed; the file is gone all the same', async () => {
    const { asked, spooler } = sampleLibrary(true)
    expect(await spooler.print({ printer: 'Cards', title: 'x', pdf: await cardPdf('Windows') })).toMatchObject({
      ok: false,
      error: { code: 'print-unknown' },
    })
    expect(existsSync(dirname(asked[0]!.path))).toBe(false)
    await spooler.close()
  })

  test.each([
    ['Other', 'printer-not-found', '%PDF'],
    ['Cards', 'printer-refused', 'not a PDF'],
  ])('%s: %s, and nothing is handed over', async (printer, code, text) => {
    const { asked, spooler } = sampleLibrary()
    expect(await spooler.print({ printer, title: 'x', pdf: new TextEncoder().encode(text) })).toMatchObject({
      ok: false,
      error: { code, message: expect.stringContaining('Nothing was printed') },
    })
    expect(asked).toEqual([])
    await spooler.close()
  })

  test('a spooler that does not answer is reported', async () => {
    const spooler = openWindowsSpooler({ load: () => Promise.reject(new Error('not Windows')), lookEvery: 10 })
    expect(await spooler.print({ printer: 'Cards', title: 'x', pdf: await cardPdf('Windows') })).toMatchObject({
      ok: false,
      error: { code: 'printer-not-found', message: expect.stringContaining('spooler') },
    })
    await spooler.close()
  })

  test.skipIf(process.platform === 'win32')('its library is not loaded where there is no Windows', () => {
    const devices = new URL('../../../native/devices.ts', import.meta.url).href
    const said = spawnSync(
      process.execPath,
      [
        '--input-type=module',
        '--eval',
        `
      const { openDevices } = await import(${JSON.stringify(devices)})
      const devices = await openDevices({ reader: 'virtual', printer: 'system', text: 'none' })
      devices.printer.watch(() => undefined)
      const { createRequire } = await import('node:module')
      process.stdout.write(String(Object.keys(createRequire(${JSON.stringify(devices)}).cache).some((path) => path.includes('pdf-to-printer'))))
      process.exit(0)
    `,
      ],
      { encoding: 'utf8' },
    )
    expect(said.stdout).toBe('false')
  })
})
