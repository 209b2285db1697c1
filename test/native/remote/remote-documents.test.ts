import { expect, test } from 'vitest'
import type { PrinterState } from '../../../native/ports.ts'
import { createRemoteDocuments } from '../../../native/remote/remote-documents.ts'
import type { DeviceCalls } from '../../../native/remote/device-calls.ts'

const office: PrinterState = { name: 'Office', state: 'ready' }

function bench() {
  const asked: unknown[] = []
  const calls: DeviceCalls = {
    pipe: () => undefined,
    ask: (call, _shape, { lost }) => {
      asked.push('pdf' in call ? { ...call, pdf: 'PDF' } : call)
      return Promise.resolve(lost)
    },
  }
  const remote = createRemoteDocuments(calls)
  const told: (readonly PrinterState[])[] = []
  const watch = () => remote.printer.watch((printers) => told.push(printers))
  return { asked, remote, told, watch }
}

const on = { call: 'watchDocuments', on: true }
const off = { call: 'watchDocuments', on: false }

test('remote documents: the process looks while somebody watches, whoever that is', () => {
  const { asked, remote, told, watch } = bench()
  remote.started()
  expect(asked).toEqual([])
  const first = watch()
  const second = watch()
  expect([asked, told]).toEqual([[on], []])
  remote.see([office])
  expect(told).toEqual([[office], [office]])
  first()
  first()
  expect(asked).toEqual([on])
  second()
  expect(asked).toEqual([on, off])
  remote.see([office])
  expect(told).toHaveLength(2)
})

test('remote documents: what was seen before is not told to a later watcher, nor what a lost process saw', () => {
  const { asked, remote, told, watch } = bench()
  const stop = watch()
  remote.see([office])
  stop()
  watch()
  expect(told).toEqual([[office]])
  remote.see([office])
  remote.lost()
  watch()
  expect(told).toHaveLength(2)
  remote.started()
  expect(asked).toEqual([on, off, on, on])
})

test('remote documents: a job goes to the printers for documents, and a lost one may have printed', async () => {
  const { asked, remote } = bench()
  expect(await remote.printer.print({ printer: 'Office', title: 'label-1', pdf: new Uint8Array(3) })).toMatchObject({
    ok: false,
    error: { code: 'print-unknown' },
  })
  expect(asked).toEqual([{ call: 'print', on: 'documents', printer: 'Office', title: 'label-1', pdf: 'PDF' }])
})
