/** A print system for tests: its answers about queues and jobs, and a printer that uses it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect } from 'vitest'
import type { CardPrinter } from '../../native/ports.ts'
import { openSystemPrinter } from '../../native/printer/system-queue.ts'
import { localSocket } from './local-socket.ts'
import { cardPdf } from './print-samples.ts'
import { type IppAttributeGroup, ippOperation, ippAttributes, ippGroup, type IppValue } from '../../native/printer/ipp.ts'
import { startIppServer, type IppServer, keyword, printerGroup, type Reaction, size } from './ipp-server.ts'

export const [idle, stopped] = [3, 5]
export const name = (value: string): IppValue => ({ kind: 'name', value })
export const state = (value: number): IppValue => ({ kind: 'enum', value })

export function queue(
  called: string,
  given: {
    readonly state?: number
    readonly reasons?: readonly string[]
    readonly more?: Readonly<Record<string, IppValue | readonly IppValue[]>>
  } = {},
): IppAttributeGroup {
  return printerGroup({
    'printer-name': name(called),
    'printer-state': state(given.state ?? idle),
    'printer-state-reasons': keyword(...(given.reasons ?? ['none'])),
    'printer-is-accepting-jobs': { kind: 'boolean', value: true },
    'media-size-supported': [size(21_000, 29_700), size(5398, 8560)],
    'document-format-supported': [{ kind: 'mimeMediaType', value: 'application/pdf' }],
    'print-scaling-supported': keyword('auto', 'fit', 'none'),
    'copies-supported': { kind: 'rangeOfInteger', low: 1, high: 99 },
    ...given.more,
  })
}

export const job = (id: number, jobState = 3): IppAttributeGroup => ({
  tag: ippGroup.job,
  attributes: ippAttributes({ 'job-id': { kind: 'integer', value: id }, 'job-state': state(jobState) }),
})
const taken: Reaction = { status: 0, groups: [job(12)] }

/** A refusal after which nothing was printed. */
export const nothing = (code: string, words: RegExp) => ({
  ok: false,
  error: { code, message: expect.stringMatching(new RegExp(`${words.source}.*Nothing was printed\\.$`, words.flags)) },
})

export interface PrintBench {
  /** Holds the socket of `cups`. */
  folder: string
  cups: IppServer
  printer: CardPrinter
  pdf: Uint8Array
  print(called?: string): ReturnType<CardPrinter['print']>
}

/** Call it once at the top of a test file: a print system with one idle queue, and a printer that uses it, new for each test. */
export function printBench(): PrintBench {
  const bench = {
    print: (called = 'Cards') => bench.printer.print({ printer: called, title: 'Card face RA-0001', pdf: bench.pdf }),
  } as PrintBench
  beforeEach(async () => {
    bench.folder = mkdtempSync(join(tmpdir(), 'ra-desk-cups-'))
    const socketPath = localSocket(bench.folder, 'cups.sock')
    const cups = await startIppServer(socketPath)
    bench.cups = cups
    bench.printer = openSystemPrinter({ userName: 'sample-agent', cups: { socketPath }, lookEvery: 20 })
    cups.answer(ippOperation.cupsGetPrinters, { status: 0, groups: [queue('Cards')] })
    cups.answer(ippOperation.getPrinterAttributes, { status: 0, groups: [queue('Cards')] })
    cups.answer(ippOperation.validateJob, { status: 0 })
    cups.answer(ippOperation.printJob, taken)
    bench.pdf = await cardPdf('queue')
  })
  afterEach(async () => {
    await bench.printer.close()
    await bench.cups.close()
    rmSync(bench.folder, { recursive: true, force: true })
  })
  return bench
}
