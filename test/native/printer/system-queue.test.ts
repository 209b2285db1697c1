import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import {
  findIppGroup,
  findIppNumber,
  type IppAttributeGroup,
  ippAttributes,
  ippGroup,
  ippOperation,
  readIppStrings,
} from '../../../native/printer/ipp.ts'
import { askIpp } from '../../../native/printer/ipp-client.ts'
import { keyword, printerGroup, type Reaction, size, startIppServer } from '../../support/ipp-server.ts'
import { samplePdf } from '../../support/print-samples.ts'
import { nothing, printBench, idle, job, name, queue, state, stopped } from '../../support/system-queue-bench.ts'

const perhaps = {
  ok: false,
  error: {
    code: 'print-unknown',
    message: expect.stringContaining('may or may not have printed'),
    next: expect.stringContaining('Check what came out'),
  },
}

const bench = printBench()
const { print } = bench
const printJobs = () => bench.cups.asked.filter(({ message }) => message.code === ippOperation.printJob)

describe('a job', () => {
  test('asks for its medium and true size, is checked first, and goes once to its queue', async () => {
    bench.cups.answer(ippOperation.cupsGetPrinters, { status: 0, groups: [queue('Front desk/2')] })
    expect(await print('Front desk/2')).toEqual({ ok: true, value: { jobId: '12' } })
    expect(bench.cups.asked.map(({ message }) => message.code)).toEqual([
      ippOperation.getPrinterAttributes,
      ippOperation.validateJob,
      ippOperation.printJob,
    ])
    const [, checked, printed] = bench.cups.asked
    expect(printed!.path).toBe('/printers/Front%20desk%2F2')
    expect(checked!.message.groups).toEqual(printed!.message.groups)
    expect(Buffer.compare(printed!.message.data, bench.pdf)).toBe(0)
    expect(checked!.message.data).toHaveLength(0)
    const operation = findIppGroup(printed!.message, ippGroup.operation)
    expect([...operation.keys()].slice(0, 3)).toEqual(['attributes-charset', 'attributes-natural-language', 'printer-uri'])
    expect(operation.get('ipp-attribute-fidelity')).toEqual([{ kind: 'boolean', value: true }])
    expect(readIppStrings(operation, 'requesting-user-name')).toEqual(['sample-agent'])
    expect(readIppStrings(operation, 'job-name')).toEqual(['Card face RA-0001'])
    const wanted = findIppGroup(printed!.message, ippGroup.job)
    expect(wanted).toEqual(
      ippAttributes({
        copies: { kind: 'integer', value: 1 },
        'media-col': { kind: 'collection', members: ippAttributes({ 'media-size': size(5398, 8560) }) },
        'print-scaling': { kind: 'keyword', value: 'none' },
      }),
    )
    expect(findIppNumber(wanted, 'copies')).toBe(1)
  })

  test.each<readonly [what: string, supported: readonly string[], pages: number, asked: string | undefined]>([
    ['one side', ['one-sided', 'two-sided-short-edge'], 1, 'one-sided'],
    ['both sides', ['one-sided', 'two-sided-short-edge'], 2, 'two-sided-short-edge'],
    ['both sides of a printer that would turn the back upside down', ['one-sided', 'two-sided-long-edge'], 2, undefined],
    ['both sides of a printer that prints one', ['one-sided'], 2, undefined],
  ])('%s: the printer is asked for it, or the card is refused', async (_what, supported, pages, asked) => {
    bench.cups.answer(ippOperation.getPrinterAttributes, {
      status: 0,
      groups: [queue('Cards', { more: { 'sides-supported': keyword(...supported) } })],
    })
    const printed = await bench.printer.print({
      printer: 'Cards',
      title: 'Card face RA-0001',
      pdf: await samplePdf('both', ...Array.from({ length: pages }, () => [85.6, 53.98] as const)),
    })
    if (asked === undefined) expect(printed).toMatchObject(nothing('printer-refused', /print both sides/))
    else expect(readIppStrings(findIppGroup(printJobs()[0]!.message, ippGroup.job), 'sides')).toEqual([asked])
  })

  test('does not name what the printer does not know, since fidelity would refuse the job for it', async () => {
    bench.cups.answer(ippOperation.getPrinterAttributes, {
      status: 0,
      groups: [printerGroup({ 'printer-name': name('Cards'), 'printer-state': state(idle), 'media-size-supported': size(5400, 8600) })],
    })
    expect(await print()).toMatchObject({ ok: true })
    expect([...findIppGroup(printJobs()[0]!.message, ippGroup.job).keys()]).toEqual(['media-col'])
  })

  const media = { 'media-size-supported': size(21_000, 29_700) }
  test.each<readonly [what: string, group: IppAttributeGroup, code: string, words: RegExp]>([
    ['a paused queue', queue('Cards', { state: stopped, reasons: ['paused'] }), 'printer-problem', /Paused/],
    [
      'a queue that rejects jobs',
      queue('Cards', { more: { 'printer-is-accepting-jobs': { kind: 'boolean', value: false } } }),
      'printer-problem',
      /Takes no jobs/,
    ],
    [
      'a printer without pages of this size',
      queue('Cards', { more: media }),
      'printer-refused',
      /not take pages of 85\.6 × 54 mm: it takes 210 × 297 mm/,
    ],
    [
      'a printer that always scales',
      queue('Cards', { more: { 'print-scaling-supported': keyword('fit', 'fill') } }),
      'printer-refused',
      /true size/,
    ],
    [
      'a printer that takes pictures only',
      queue('Cards', { more: { 'document-format-supported': { kind: 'mimeMediaType', value: 'image/urf' } } }),
      'printer-refused',
      /no PDF/,
    ],
  ])('%s is refused before anything is handed over', async (_what, group, code, words) => {
    bench.cups.answer(ippOperation.getPrinterAttributes, { status: 0, groups: [group] })
    expect(await print()).toMatchObject(nothing(code, words))
    expect(bench.cups.asked.map(({ message }) => message.code)).toEqual([ippOperation.getPrinterAttributes])
  })

  const unsupported: IppAttributeGroup = {
    tag: ippGroup.unsupported,
    attributes: ippAttributes({ 'media-col': { kind: 'other', tag: 0x10, bytes: new Uint8Array() } }),
  }
  test.each<readonly [what: string, reaction: Reaction, code: string, words: RegExp]>([
    ['refused with the attribute', { status: 0x040b, groups: [unsupported] }, 'printer-refused', /does not support pages of this size/],
    [
      'passed, but for an attribute that would be ignored',
      { status: 0x0001, groups: [unsupported] },
      'printer-refused',
      /does not support pages of this size/,
    ],
    ['refused for another reason', { status: 0x0499 }, 'printer-refused', /IPP status 0499/],
    ['refused by HTTP', 401, 'printer-problem', /refuses RA Desk/],
    ['not answered', 'hang up', 'printer-problem', /Does not answer/],
    ['answered with noise', new TextEncoder().encode('<html>'), 'printer-problem', /Does not answer/],
  ])('whose check is %s is not handed over', async (_what, reaction, code, words) => {
    bench.cups.answer(ippOperation.validateJob, reaction)
    expect(await print()).toMatchObject(nothing(code, words))
    expect(printJobs()).toEqual([])
  })

  test.each<readonly [what: string, reaction: Reaction]>([
    ['the link breaks after it', 'hang up'],
    ['the server fails over it', 500],
    ['a gateway loses it', 504],
    ['the answer is noise', new TextEncoder().encode('<html>')],
    ['the answer names no job', { status: 0 }],
    ['the answer is for another question', new Uint8Array([2, 0, 0, 0, 0, 0, 0, 99, 3])],
    ['the printer has an internal error', { status: 0x0500 }],
    ['the device fails', { status: 0x0504 }],
    ['the job was given up at once', { status: 0, groups: [job(13, 8)] }],
  ])('may or may not have printed when %s, and is handed over only once', async (_what, reaction) => {
    bench.cups.answer(ippOperation.printJob, reaction)
    expect(await print()).toMatchObject(perhaps)
    await sleep(50)
    expect(printJobs()).toHaveLength(1)
  })

  test.each<readonly [what: string, reaction: Reaction, words: RegExp]>([
    ['busy', { status: 0x0507 }, /busy with another job/],
    ['not accepting', { status: 0x0506 }, /takes no jobs/],
    ['forbidden', { status: 0x0403 }, /does not let this user print/],
  ])('that the printer refuses as %s was not printed', async (_what, reaction, words) => {
    bench.cups.answer(ippOperation.printJob, reaction)
    expect(await print()).toMatchObject(nothing('printer-refused', words))
    expect(printJobs()).toHaveLength(1)
  })

  test('for a queue that is not there is not handed over', async () => {
    bench.cups.answer(ippOperation.getPrinterAttributes, { status: 0x0406 })
    expect(await print('Gone')).toMatchObject(nothing('printer-not-found', /no printer of this name/))
    expect(await print('')).toMatchObject(nothing('printer-not-found', /./))
    expect(printJobs()).toEqual([])
  })

  test('with a long title is cut at 255 bytes, between characters', async () => {
    await bench.printer.print({ printer: 'Cards', title: 'é'.repeat(200), pdf: bench.pdf })
    expect(readIppStrings(findIppGroup(printJobs()[0]!.message, ippGroup.operation), 'job-name')).toEqual(['é'.repeat(127)])
  })

  test('after closing goes nowhere', async () => {
    await bench.printer.close()
    expect(await print()).toMatchObject(nothing('printer-not-found', /closed/))
    expect(bench.cups.asked).toEqual([])
  })
})

describe('how a question ended', () => {
  const groups = [{ tag: ippGroup.operation, attributes: ippAttributes({ 'attributes-charset': { kind: 'charset', value: 'utf-8' } }) }]
  const ask = (port: number, data = new Uint8Array(), patience = { idle: 300, whole: 2_000 }) =>
    askIpp({ host: '127.0.0.1', port, path: '/ipp/print', secure: false }, { operation: ippOperation.printJob, groups, data, patience })

  test('no server there: not a byte went out', async () => {
    const server = await startIppServer()
    await server.close()
    expect(await ask(server.port)).toEqual({ outcome: 'unreachable' })
  })

  test('no answer: it went out', async () => {
    const server = await startIppServer()
    server.answer(ippOperation.printJob, 'silence')
    expect(await ask(server.port)).toEqual({ outcome: 'cut' })
    await server.close()
  })

  test('an answer that trickles for ever, or has no end, is given up', async () => {
    const served = new Set<NodeJS.Timeout>()
    const server = createServer((socket) => {
      socket.on('error', () => undefined)
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/ipp\r\ncontent-length: 100000\r\n\r\n')
        const timer = setInterval(() => socket.write('\u0002'), 50)
        served.add(timer)
        socket.on('close', () => clearInterval(timer))
      })
    })
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    expect(await ask(port, new Uint8Array(), { idle: 1_000, whole: 400 })).toEqual({ outcome: 'cut' })
    expect(served.size).toBe(1)
    await new Promise((resolve) => server.close(resolve))
  })

  test('a redirection is not followed', async () => {
    const server = await startIppServer()
    server.answer(ippOperation.printJob, 307)
    expect(await ask(server.port)).toEqual({ outcome: 'refused' })
    expect(server.asked).toHaveLength(1)
    await server.close()
  })
})
