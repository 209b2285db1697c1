import { beforeEach, describe, expect, test, vi } from 'vitest'
import { connectPracticeControls, privatePath } from '../../../main/devices/practice-controls.ts'
import { blankCard } from '../../../native/card/virtual-card-state.ts'
import type { VirtualCardState } from '../../../native/card/virtual-card-state.ts'
import { connectSimulator } from '../../../native/simulator-controls.ts'

vi.mock('../../../native/simulator-controls.ts', () => ({ connectSimulator: vi.fn() }))

const loaded: number[][] = []
const inserted: (VirtualCardState | undefined)[] = []
const simulator = (fails = false) =>
  ({
    reader: { insert: async (card?: VirtualCardState) => void inserted.push(card), remove: async () => {} },
    station: { load: async (serials: number[]) => void loaded.push(serials) },
    text: {
      messages: async () => {
        if (fails) throw new Error('the device process ended')
        return [{ to: '+447700900123', body: 'Invented' }]
      },
    },
  }) as never
beforeEach(() => void vi.mocked(connectSimulator).mockReset().mockResolvedValue(simulator()))

describe('controls of the virtual devices', () => {
  test('connect at the first use, once for all', async () => {
    const controls = connectPracticeControls('path')
    expect(connectSimulator).not.toHaveBeenCalled()
    await controls.insertCard('last')
    await controls.removeCard()
    expect(await controls.messages()).toHaveLength(1)
    expect(vi.mocked(connectSimulator).mock.calls).toEqual([['path']])
  })

  test('after the device process restarts, they connect again, and the same request succeeds', async () => {
    vi.mocked(connectSimulator).mockResolvedValueOnce(simulator(true))
    expect(await connectPracticeControls('path').messages()).toHaveLength(1)
    expect(connectSimulator).toHaveBeenCalledTimes(2)
  })

  test('a second failure is the answer; the next request connects again', async () => {
    const gone = new Error('no device process')
    vi.mocked(connectSimulator).mockRejectedValueOnce(gone).mockRejectedValueOnce(gone)
    const controls = connectPracticeControls('path')
    await expect(controls.messages()).rejects.toThrow('no device process')
    expect(connectSimulator).toHaveBeenCalledTimes(2)
    expect(await controls.messages()).toHaveLength(1)
  })

  test('new blank cards: as many as are asked for, each with a serial of its own; the last card keeps what was on it', async () => {
    const controls = connectPracticeControls('path')
    inserted.length = 0
    for (let count = 0; count < 20; count += 1) await controls.insertCard('new')
    expect(new Set(inserted.map((card) => card!.serial)).size).toBe(20)
    for (const card of inserted) expect(card).toEqual(blankCard({ serial: card!.serial }))
    inserted.length = 0
    await controls.insertCard('last')
    // The simulator puts back the card that it took out.
    expect(inserted).toEqual([undefined])
  })

  test('a feeder is loaded with ten cards of eight digits', async () => {
    await connectPracticeControls('path').loadFeeder!()
    expect(loaded).toHaveLength(1)
    expect(loaded[0]).toHaveLength(10)
    for (const serial of loaded[0]!) expect(String(serial)).toMatch(/^\d{8}$/)
  })
})

test('each socket has a name of its own', () => {
  expect(privatePath()).not.toBe(privatePath())
  expect(privatePath()).toMatch(process.platform === 'win32' ? /^\\\\\.\\pipe\\/ : /\.sock$/)
})
