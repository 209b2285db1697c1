import { expect, test } from 'vitest'
import { ok } from '../../../domain/result.ts'
import type { CardPrinter, PrinterState } from '../../../native/ports.ts'
import { createDocumentQueues } from '../../../native/printer/document-queues.ts'
import { pollAgain } from '../../../native/printer/poll.ts'

const office: PrinterState = { name: 'Office', state: 'ready' }

/** Queues that are looked at when the test says so. */
function bench(seen: readonly PrinterState[]) {
  let opened = 0
  let looks = 0
  let printers = seen
  const look = () => {
    looks += 1
    return Promise.resolve(printers)
  }
  const printed: string[] = []
  const open = (): CardPrinter => {
    opened += 1
    const poll = pollAgain(look, 10)
    return {
      watch: poll.watch,
      close: poll.close,
      print: ({ title }) => {
        printed.push(title)
        return Promise.resolve(ok({ jobId: '1' }))
      },
    }
  }
  return {
    documents: createDocumentQueues(open),
    opened: () => opened,
    looks: () => looks,
    printed,
    change: (now: readonly PrinterState[]) => {
      printers = now
    },
  }
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 40))

test('document queues: opened by the first watcher or the first job, once, and never without one', async () => {
  const { documents, opened, looks, printed } = bench([office])
  expect([opened(), looks()]).toEqual([0, 0])
  await documents.print({ printer: 'Office', title: 'label-1', pdf: new Uint8Array() })
  expect([opened(), looks(), printed]).toEqual([1, 0, ['label-1']])
  documents.watch(() => undefined)()
  expect(opened()).toBe(1)
  await documents.close()
})

test('document queues: closed without ever having been opened', async () => {
  const { documents, opened } = bench([])
  await documents.close()
  expect(opened()).toBe(0)
})

test.each<readonly [what: string, seen: readonly PrinterState[]]>([
  ['a printer', [office]],
  ['no printer at all', []],
])('document queues: a watcher is told of %s once it was looked, and not before', async (_, seen) => {
  const { documents } = bench(seen)
  const told: (readonly PrinterState[])[] = []
  documents.watch((printers) => told.push(printers))
  expect(told).toEqual([])
  await settle()
  expect(told).toEqual([seen])
  const later: (readonly PrinterState[])[] = []
  documents.watch((printers) => later.push(printers))
  expect(later).toEqual([seen])
  await documents.close()
})

test('document queues: nothing is looked at while nobody watches, and the next watcher hears how it is then', async () => {
  const { documents, looks, change } = bench([office])
  const stop = documents.watch(() => undefined)
  await settle()
  stop()
  stop()
  const before = looks()
  await settle()
  expect(looks()).toBe(before)
  change([{ ...office, state: 'offline', problem: 'Switched off' }])
  const told: (readonly PrinterState[])[] = []
  documents.watch((printers) => told.push(printers))
  await settle()
  expect(told).toEqual([[{ name: 'Office', state: 'offline', problem: 'Switched off' }]])
  await documents.close()
})
