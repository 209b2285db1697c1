/** The controls of the virtual devices in practice mode, over a socket to the device process. */
import { randomInt, randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SimulatorControls } from '../../native/simulator-controls.ts'
import type { PracticeControls } from './practice.ts'

/** A socket that no other program can guess: a named pipe on Windows, a socket file elsewhere. */
export function privatePath(): string {
  const name = `ra-desk-practice-${randomUUID()}`
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`)
}

const newSerial = (): number => randomInt(10_000_000, 100_000_000)

export function connectPracticeControls(path: string): PracticeControls {
  let controls: Promise<SimulatorControls> | undefined
  /** Loaded with the first use: only practice has simulators. */
  const connect = async () => (await import('../../native/simulator-controls.ts')).connectSimulator(path)
  const reach = () => {
    controls ??= connect().catch((error: unknown) => {
      controls = undefined
      throw error
    })
    return controls
  }
  /** After the device process restarts, the old connection is of no use: connect again, once. */
  const withControls = async <Value>(work: (simulator: SimulatorControls) => Promise<Value>): Promise<Value> => {
    try {
      return await work(await reach())
    } catch {
      controls = undefined
      return work(await reach())
    }
  }
  return {
    insertCard: (which) =>
      withControls(async ({ reader }) => {
        const { blankCard } = await import('../../native/card/virtual-card-state.ts')
        await reader.insert(which === 'new' ? blankCard({ serial: newSerial() }) : undefined)
      }),
    removeCard: () => withControls(({ reader }) => reader.remove()),
    loadFeeder: () => withControls(({ station }) => station.load(Array.from({ length: 10 }, newSerial))),
    messages: () => withControls(({ text }) => text.messages()),
  }
}
