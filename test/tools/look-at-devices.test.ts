import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Devices, ReadersState } from '../../native/ports.ts'
import { lookForReport } from '../../tools/look-at-devices.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const running: ReadersState = { service: 'running', kind: 'pcsc', readers: [{ name: 'Sample reader', card: 'empty' }] }

/** Devices whose process needs `seconds` to start; `failed`: it says instead why it cannot. */
function slow(seconds: number, state: ReadersState, failed?: string) {
  const closed = vi.fn(() => Promise.resolve())
  const open = (tell: (reason: string) => void): Devices => {
    if (failed !== undefined) setTimeout(() => tell(failed), seconds * 1_000)
    return {
      reader: {
        watch: (listener: (now: ReadersState) => void) => {
          listener({ service: 'restarting', kind: 'pcsc', readers: [] })
          const late = failed === undefined ? setTimeout(() => listener(state), seconds * 1_000) : undefined
          return () => clearTimeout(late)
        },
      },
      printer: { watch: () => () => undefined },
      text: { watch: () => () => undefined },
      close: closed,
    } as unknown as Devices
  }
  return { open, closed }
}

async function look(devices: ReturnType<typeof slow>) {
  const waits: number[] = []
  const looking = lookForReport({ open: devices.open, waiting: (seconds) => waits.push(seconds) })
  await vi.advanceTimersByTimeAsync(60_000)
  return { ...(await looking), waits }
}

test('doctor: a device process that needs twelve seconds is waited for, and the wait is shown', async () => {
  const devices = slow(12, running)
  const { view, waits } = await look(devices)
  expect(view.reader).toMatchObject({ service: 'running', readers: [{ name: 'Sample reader' }] })
  expect(waits).toEqual([2, 4, 6, 8, 10, 12])
  expect(devices.closed).toHaveBeenCalledOnce()
})

test('doctor: a quick answer ends the wait, without a word', async () => {
  expect((await look(slow(1, running))).waits).toEqual([])
})

test('doctor: a service that is not running is an answer', async () => {
  expect((await look(slow(3, { service: 'stopped', kind: 'pcsc', readers: [] }))).view.reader.service).toBe('stopped')
})

test('doctor: no answer within the limit is said as that, never as a restart', async () => {
  const { view } = await look(slow(40, running))
  expect(view.reader.problem).toMatchObject({ message: 'The card readers did not answer within 30 seconds.', lasting: true })
})

test('doctor: devices that cannot be opened end the wait, with the reason', async () => {
  const { view, failed, waits } = await look(slow(1, running, 'was compiled against another Node\nstack'))
  expect(failed).toContain('compiled against')
  expect(view.reader.problem?.message).toBe('The part of RA Desk that talks to devices did not start: was compiled against another Node')
  expect(waits).toEqual([])
})
