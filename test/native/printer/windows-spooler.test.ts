import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openWindowsSpooler } from '../../../native/printer/windows-spooler.ts'
import type { PrinterState } from '../../../native/ports.ts'
import type { ProgramCall, ProgramEnd } from '../../../native/printer/windows-program.ts'
import { cardPdf, samplePdf } from '../../support/print-samples.ts'

const program = 'C:\\RA Desk\\resources\\printing\\SumatraPDF.exe'
const papers = [
  { name: 'CR100', kind: 257, width: 264, height: 389 },
  { name: 'CR80', kind: 256, width: 213, height: 337 },
  { name: '100 x 150', kind: 258, width: 394, height: 591 },
]
const queues = [
  { name: 'Office', status: 0, jobs: 0 },
  { name: 'Cards: "Ward 3"', status: 0, jobs: 1 },
  { name: 'Paused', status: 1, jobs: 0 },
]
const cards = queues[1]!.name

/** Windows as data: what its PowerShell writes, and how the printing program ends. */
function sampleWindows(given: { answer?: string; end?: ProgramEnd; bothSides?: boolean } = {}) {
  const printed: (ProgramCall & { readonly path: string; readonly bytes: Uint8Array })[] = []
  const asked: ProgramCall[] = []
  const run = (call: ProgramCall): Promise<ProgramEnd> => {
    if (call.program !== program) {
      asked.push(call)
      const wanted = call.environment['RA_DESK_PRINTER']
      const output = given.answer ?? JSON.stringify(queues.map((queue) => (queue.name === wanted ? { ...queue, papers } : queue)))
      return Promise.resolve({ outcome: 'ended', code: 0, output })
    }
    const path = call.words.at(-1)!
    printed.push({ ...call, path, bytes: new Uint8Array(readFileSync(path)) })
    return Promise.resolve(given.end ?? { outcome: 'ended', code: 0, output: '' })
  }
  const spooler = openWindowsSpooler({
    run,
    environment: { SystemRoot: 'C:\\Windows' },
    program: () => program,
    lookEvery: 10,
    bothSides: given.bothSides ?? true,
  })
  return { printed, asked, spooler }
}

const firstStates = (spooler: ReturnType<typeof openWindowsSpooler>): Promise<readonly PrinterState[]> =>
  new Promise((resolve) => {
    spooler.watch((printers) => {
      if (printers.length > 0) resolve(printers)
    })
  })

describe('the spooler of Windows', () => {
  test('its printers are listed with their state in words', async () => {
    const { spooler } = sampleWindows()
    expect(await firstStates(spooler)).toEqual([
      { name: 'Office', state: 'ready' },
      { name: cards, state: 'ready', problem: '1 job waits' },
      { name: 'Paused', state: 'problem', problem: 'Paused' },
    ])
    await spooler.close()
  })

  test('a Windows that does not answer is shown as such', async () => {
    const { spooler } = sampleWindows({ answer: 'Access denied' })
    expect(await firstStates(spooler)).toEqual([
      { name: 'Print spooler of this workstation', state: 'offline', problem: 'Does not answer', isService: true },
    ])
    await spooler.close()
  })

  test.each([
    ['a card face', () => cardPdf('Windows'), 'noscale,1x,simplex,paperkind=256'],
    ['both sides of a card', () => samplePdf('SAMPLE', [85.6, 53.98], [85.6, 53.98]), 'noscale,1x,duplexshort,paperkind=256'],
    ['labels', () => samplePdf('SAMPLE', [100, 150], [100, 150]), 'noscale,1x,simplex,paperkind=258'],
  ])('%s: printed once, at 100 %, on the paper of its size; the file it came from is gone after', async (_title, draw, settings) => {
    const { asked, printed, spooler } = sampleWindows()
    const pdf = await draw()
    expect(await spooler.print({ printer: cards, title: 'Card face RA-0001', pdf })).toMatchObject({ ok: true })
    expect(asked.map(({ environment }) => environment['RA_DESK_PRINTER'])).toEqual([cards])
    expect(printed.map(({ words, bytes }) => [words.slice(0, -1), bytes])).toEqual([
      [['-silent', '-print-to', cards, '-print-settings', settings], pdf],
    ])
    expect(existsSync(dirname(printed[0]!.path))).toBe(false)
    expect(printed[0]!.path).not.toContain('RA-0001')
    await spooler.close()
  })

  test('documents: each page on a sheet of its own', async () => {
    const { printed, spooler } = sampleWindows({ bothSides: false })
    await spooler.print({ printer: cards, title: 'x', pdf: await samplePdf('SAMPLE', [150, 100], [150, 100]) })
    expect(printed.map(({ words }) => words[4])).toEqual(['noscale,1x,simplex,paperkind=258'])
    await spooler.close()
  })

  test.each([
    ['fails', { outcome: 'ended', code: 1, output: '' }, 'print-unknown'],
    ['takes too long', { outcome: 'cut' }, 'print-unknown'],
    ['may not start', { outcome: 'not-started' }, 'printer-refused'],
  ] as const)('a printing program that %s: %s is told apart, and the file is removed', async (_title, end, code) => {
    const { printed, spooler } = sampleWindows({ end })
    expect(await spooler.print({ printer: cards, title: 'x', pdf: await cardPdf('Windows') })).toMatchObject({ ok: false, error: { code } })
    expect(existsSync(dirname(printed[0]!.path))).toBe(false)
    await spooler.close()
  })

  test.each([
    ['a printer that is not there', 'Other', 'printer-not-found', () => cardPdf('x')],
    ['the same name in other letters', cards.toUpperCase(), 'printer-not-found', () => cardPdf('x')],
    ['a paused printer, where the job would wait', 'Paused', 'printer-problem', () => cardPdf('x')],
    ['what is no PDF', cards, 'printer-refused', () => Promise.resolve(new TextEncoder().encode('not a PDF'))],
    ['a page of a size that the printer does not have', cards, 'printer-refused', () => samplePdf('SAMPLE', [90, 29])],
  ])('%s: nothing is handed over', async (_title, printer, code, draw) => {
    const { printed, spooler } = sampleWindows()
    expect(await spooler.print({ printer, title: 'x', pdf: await draw() })).toMatchObject({
      ok: false,
      error: { code, message: expect.stringContaining('Nothing was printed') },
    })
    expect(printed).toEqual([])
    await spooler.close()
  })

  test('a Windows that does not answer: nothing is handed over', async () => {
    const { printed, spooler } = sampleWindows({ answer: '{' })
    expect(await spooler.print({ printer: cards, title: 'x', pdf: await cardPdf('Windows') })).toMatchObject({
      ok: false,
      error: { code: 'printer-not-found', message: expect.stringContaining('Nothing was printed') },
    })
    expect(printed).toEqual([])
    await spooler.close()
  })

  test('a face that a computer left behind when it was switched off is removed at the next start, and no print under way', async () => {
    const [old, fresh] = ['ra-desk-print-', 'ra-desk-print-'].map((prefix) => mkdtempSync(join(tmpdir(), prefix))) as [string, string]
    mkdirSync(old, { recursive: true })
    for (const folder of [old, fresh]) writeFileSync(join(folder, 'page.pdf'), 'x')
    const yesterday = new Date(Date.now() - 24 * 3_600_000)
    utimesSync(old, yesterday, yesterday)
    const { spooler } = sampleWindows()
    await expect.poll(() => existsSync(old)).toBe(false)
    expect(existsSync(fresh)).toBe(true)
    rmSync(fresh, { recursive: true })
    await spooler.close()
  })
})
