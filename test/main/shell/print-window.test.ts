import { expect, test } from 'vitest'
import { createPrinting, type PrintWindow } from '../../../main/shell/print-window.ts'

const page = { title: 'Recovery sheet', body: '<p>AB0C1</p>', style: 'p{color:#000}' }

function world(answer: (done: (isSent: boolean, reason: string) => void) => void, load = () => Promise.resolve()) {
  const served = new Map<string, { body: string; policy: string }>()
  const seen = { destroyed: 0, printed: 0 }
  const printing = createPrinting({
    randomId: () => 'id',
    serveOnce: (path, body, _mime, policy) => {
      served.set(`app://x${path}`, { body, policy })
      return `app://x${path}`
    },
    withdraw: (address) => served.delete(address),
    openWindow: (): PrintWindow => ({
      loadURL: load,
      isDestroyed: () => seen.destroyed > 0,
      destroy: () => {
        seen.destroyed += 1
      },
      webContents: {
        print: (options, done) => {
          expect(options.silent).toBe(false)
          seen.printed += 1
          answer(done)
        },
      },
    }),
  })
  return { printing, served, seen }
}

test.each([
  ['sent', true, '', 'printed'],
  ['cancelled in the dialog', false, 'Print job canceled', 'cancelled'],
  ['refused by the printer', false, 'Print job failed', 'failed'],
] as const)('printing a page: %s; the page and its window are gone afterwards', async (_, isSent, reason, end) => {
  const { printing, served, seen } = world((done) => done(isSent, reason))
  expect(await printing.print(page)).toBe(end)
  expect([served.size, seen.destroyed]).toEqual([0, 1])
})

test('printing a page: RA Desk locks while the dialog is open, and the page goes', async () => {
  const { printing, served, seen } = world(() => undefined)
  const printed = printing.print(page)
  await Promise.resolve()
  expect([...served.values()][0]).toMatchObject({
    body: expect.stringContaining('AB0C1') as string,
    policy: expect.stringContaining("default-src 'none'") as string,
  })
  printing.closeAll()
  expect([await printed, served.size, seen.destroyed]).toEqual(['cancelled', 0, 1])
})

test('printing a page: a page that does not load is a failure', async () => {
  const { printing, served, seen } = world(
    () => undefined,
    () => Promise.reject(new Error('ERR_ABORTED')),
  )
  expect([await printing.print(page), served.size, seen.printed]).toEqual(['failed', 0, 0])
})
