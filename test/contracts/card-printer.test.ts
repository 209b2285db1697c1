import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fileURLToPath } from 'node:url'
import { forkDeviceProcess } from '../../native/device-pipe.ts'
import type { DocumentPrinter } from '../../native/ports.ts'
import { findIppGroup, ippAttributes, ippGroup, ippOperation } from '../../native/printer/ipp.ts'
import { askIpp } from '../../native/printer/ipp-client.ts'
import { findIppPlace } from '../../native/printer/ipp-place.ts'
import { describeIppRefusal } from '../../native/printer/ipp-refusal.ts'
import { createDocumentQueues } from '../../native/printer/document-queues.ts'
import { openSystemPrinter } from '../../native/printer/system-queue.ts'
import { createVirtualPrinter, virtualDocumentPrinters } from '../../native/printer/virtual-printer.ts'
import { createRemoteDevices } from '../../native/remote-devices.ts'
import { buildShim, startForeignPrinter, whyNoIppPrinter, type ForeignPrinter } from '../support/ipp-printer.ts'
import { cardPdf } from '../support/print-samples.ts'
import { cardPrinterContract, type PrinterBench } from './card-printer.contract.ts'

cardPrinterContract('the virtual printer', () => {
  const { printer, hand } = createVirtualPrinter()
  const words = { 'feeder-empty': 'Feeder empty', 'cover-open': 'Cover open' } as const
  return Promise.resolve({
    printer,
    printerName: 'RA Desk virtual card printer',
    printed: () => hand.jobs().map(({ title, pdf }) => ({ title, document: pdf })),
    settled: () => Promise.resolve(),
    trouble: (what, there) => Promise.resolve(hand.problem(there ? words[what] : '')),
    close: () => printer.close(),
  })
})

cardPrinterContract('the virtual printers for documents', () => {
  const { printer, hand } = createVirtualPrinter(virtualDocumentPrinters)
  const words = { 'feeder-empty': 'Feeder empty', 'cover-open': 'Cover open' } as const
  return Promise.resolve({
    printer,
    printerName: virtualDocumentPrinters[1],
    printed: () => hand.jobs().map(({ title, pdf }) => ({ title, document: pdf })),
    settled: () => Promise.resolve(),
    trouble: (what, there) => Promise.resolve(hand.problem(there ? words[what] : '')),
    close: () => printer.close(),
  })
})

/** A printer has its own name once it was heard. */
function untilReady(printer: DocumentPrinter, name: string): Promise<void> {
  return new Promise((resolve) => {
    const stop = printer.watch((printers) => {
      if (!printers.some((one) => one.name === name && one.state === 'ready')) return
      queueMicrotask(() => stop())
      resolve()
    })
  })
}

const missing = whyNoIppPrinter()
const deviceProcess = fileURLToPath(new URL('../../native/device-process.ts', import.meta.url))

describe.skipIf(missing !== undefined)(`over IPP, to a printer of others${missing === undefined ? '' : ` (${missing})`}`, () => {
  let shim: ReturnType<typeof buildShim>
  beforeAll(() => {
    shim = buildShim()
  })
  afterAll(() => shim?.remove())

  const ownQueue = (uri: string, more: { readonly bothSides?: false } = {}) =>
    openSystemPrinter({ uri, userName: 'sample-agent', lookEvery: 100, ...more })

  async function benchOver(open: (uri: string) => DocumentPrinter): Promise<PrinterBench> {
    const foreign = await startForeignPrinter(shim.path)
    const printer = open(foreign.uri)
    await untilReady(printer, foreign.name)
    return {
      printer,
      printerName: foreign.name,
      printed: foreign.jobs,
      settled: foreign.settled,
      trouble: (what, there) => (what === 'feeder-empty' ? foreign.setCards(there ? 0 : 25) : foreign.setReason('cover-open', there)),
      cardMedium: { x: 5400, y: 8600 },
      power: { off: foreign.stop, on: foreign.start },
      async close() {
        await printer.close()
        await foreign.close()
      },
    }
  }

  cardPrinterContract('ippeveprinter', () => benchOver((uri) => ownQueue(uri)))

  cardPrinterContract('ippeveprinter, as a queue for documents', () =>
    benchOver((uri) => {
      const printer = createDocumentQueues(() => ownQueue(uri, { bothSides: false }))
      // Whoever watches while another does is told at once.
      printer.watch(() => undefined)
      return printer
    }),
  )

  test('the whole way: from the app through the device process to the printer', async () => {
    const foreign = await startForeignPrinter(shim.path)
    const devices = createRemoteDevices(() =>
      forkDeviceProcess(deviceProcess, { reader: 'virtual', printer: { ipp: foreign.uri }, documents: 'none', text: 'none' }),
    )
    try {
      await untilReady(devices.printer, foreign.name)
      const pdf = await cardPdf('device process')
      expect(await devices.printer.print({ printer: foreign.name, title: 'Card face RA-0002', pdf })).toMatchObject({ ok: true })
      await foreign.settled()
      expect(foreign.jobs()).toEqual([{ title: 'Card face RA-0002', document: pdf, mediaSize: { x: 5400, y: 8600 } }])
    } finally {
      await devices.close()
      await foreign.close()
    }
  })

  test('how a job ended is learned from the printer', async () => {
    const foreign = await startForeignPrinter(shim.path)
    const printer = openSystemPrinter({ uri: foreign.uri, userName: 'sample-agent', lookEvery: 20, jobPatience: 5_000 })
    try {
      const printed = await printer.print({ printer: foreign.uri, title: 'Card face RA-0003', pdf: await cardPdf('job end') })
      if (!printed.ok) throw new Error(printed.error.message)
      expect(await printer.jobEnd({ printer: foreign.uri, jobId: printed.value.jobId })).toBe('completed')
      expect(foreign.jobs().map(({ title }) => title)).toEqual(['Card face RA-0003'])
      await foreign.setCards(0)
      await foreign.stop()
      const impatient = openSystemPrinter({ uri: foreign.uri, userName: 'sample-agent', lookEvery: 20, jobPatience: 100 })
      expect(await impatient.jobEnd({ printer: foreign.uri, jobId: printed.value.jobId })).toBe('unknown')
      await impatient.close()
    } finally {
      await printer.close()
      await foreign.close()
    }
  })

  test('the printer itself refuses another size, in the way that we read', async () => {
    const foreign = await startForeignPrinter(shim.path)
    try {
      const integer = (value: number) => ({ kind: 'integer', value }) as const
      const size = ippAttributes({ 'x-dimension': integer(9000), 'y-dimension': integer(2900) })
      const asked = await askIpp(findIppPlace(foreign.uri)!, {
        operation: ippOperation.validateJob,
        patience: { idle: 5_000, whole: 5_000 },
        groups: [
          {
            tag: ippGroup.operation,
            attributes: ippAttributes({
              'attributes-charset': { kind: 'charset', value: 'utf-8' },
              'attributes-natural-language': { kind: 'naturalLanguage', value: 'en' },
              'printer-uri': { kind: 'uri', value: foreign.uri },
              'document-format': { kind: 'mimeMediaType', value: 'application/pdf' },
              'ipp-attribute-fidelity': { kind: 'boolean', value: true },
            }),
          },
          {
            tag: ippGroup.job,
            attributes: ippAttributes({
              'media-col': { kind: 'collection', members: ippAttributes({ 'media-size': { kind: 'collection', members: size } }) },
            }),
          },
        ],
      })
      if (asked.outcome !== 'answered') throw new Error(asked.outcome)
      expect(asked.answer.code).toBe(0x040b)
      expect(findIppGroup(asked.answer, ippGroup.unsupported).has('media-col')).toBe(true)
      expect(describeIppRefusal(asked.answer)).toMatchObject({
        error: { code: 'printer-refused', message: 'The printer does not support pages of this size. Nothing was printed.' },
      })
    } finally {
      await foreign.close()
    }
  })

  describe('ippeveprinter over TLS', () => {
    let foreign: ForeignPrinter
    beforeAll(async () => {
      foreign = await startForeignPrinter(shim.path)
    })
    afterAll(() => foreign?.close())

    const open = (certificates?: readonly string[]) =>
      openSystemPrinter({ uri: foreign.secureUri, userName: 'sample-agent', ...(certificates ? { certificates } : {}) })

    test('printer with an untrusted certificate: nothing is sent; once trusted, it prints', async () => {
      const pdf = await cardPdf('TLS')
      const stranger = open()
      const told = await new Promise<string | undefined>(
        (resolve) =>
          void stranger.watch(([first]) => {
            if (first) resolve(first.problem)
          }),
      )
      expect(told).toBe('Its certificate is not one that this workstation trusts')
      expect(await stranger.print({ printer: foreign.secureUri, title: 'Stranger', pdf })).toMatchObject({
        ok: false,
        error: { code: 'printer-problem', message: expect.stringMatching(/certificate.*Nothing was printed/) },
      })
      await stranger.close()

      const friend = open([foreign.certificate()])
      expect(await friend.print({ printer: foreign.secureUri, title: 'Friend', pdf })).toMatchObject({ ok: true })
      await friend.close()
      await foreign.settled()
      expect(foreign.jobs().map(({ title }) => title)).toEqual(['Friend'])
    })
  })
})
