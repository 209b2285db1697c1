/** The controls of the virtual devices, from another process: for demonstrations and tests. `simulator-server.ts` is the other end. */
import { connect, type Socket } from 'node:net'
import { z } from 'zod'
import { fromBase64 } from '../domain/bytes.ts'
import { virtualCardState, type VirtualCardState } from './card/virtual-card-state.ts'
import type { DeliveredText } from './modem/virtual-modem.ts'
import type { CardMove } from './ports.ts'
import type { PrintedJob } from './printer/virtual-printer.ts'
import type { MoveFault } from './printer/virtual-station.ts'
import { onLines, seenStation, simulatorAnswer, type SeenStation, type SimulatorQuestion } from './simulator-messages.ts'

export interface RemoteReaderControls {
  insert(state?: VirtualCardState): Promise<{ readonly serial: number }>
  remove(): Promise<void>
  removeAfter(count: number): Promise<void>
  answerNext(sw: string): Promise<void>
  muteNext(): Promise<void>
  silenceNext(done: boolean): Promise<void>
  mute(): Promise<void>
  hold(by: 'none' | 'another-program' | 'another-program-shared'): Promise<void>
  unplug(): Promise<void>
  plugIn(): Promise<void>
  stopService(): Promise<void>
  startService(): Promise<void>
  commandCount(): Promise<number>
}

export interface RemotePrinterControls {
  jobs(): Promise<readonly PrintedJob[]>
  problem(words?: string): Promise<void>
}

export interface SimulatorControls {
  readonly reader: RemoteReaderControls
  /** A further reader of the same station: `plugIn` makes it when it was never there. */
  readerNamed(name: string): RemoteReaderControls
  readonly card: { state(reader?: string): Promise<VirtualCardState | undefined> }
  readonly text: {
    messages(): Promise<readonly DeliveredText[]>
    cutAfterSubmit(): Promise<void>
    setSignal(there: boolean): Promise<void>
  }
  readonly printer: RemotePrinterControls
  readonly documents: RemotePrinterControls
  /** Of the virtual printer with a contact station. */
  readonly station: {
    load(serials: readonly number[]): Promise<void>
    see(): Promise<SeenStation>
    failNext(what: CardMove | 'print', fault: MoveFault): Promise<void>
    answerAt(index: number, sw: string): Promise<void>
    takeOut(): Promise<void>
  }
  close(): void
}

type Ask = (asked: SimulatorQuestion) => Promise<unknown>

async function openConversation(path: string): Promise<{ ask: Ask; close(): void }> {
  const waiting = new Map<number, { readonly resolve: (value: unknown) => void; readonly reject: (reason: Error) => void }>()
  const socket = await new Promise<Socket>((resolve, reject) => {
    const opening = connect(path)
    opening.once('error', reject)
    opening.once('connect', () => {
      opening.off('error', reject)
      resolve(opening)
    })
  })
  let next = 1
  socket.on('error', () => socket.destroy())
  socket.on('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('the simulator is gone'))
    waiting.clear()
  })
  onLines(socket, (line) => {
    const reply = simulatorAnswer.parse(JSON.parse(line))
    const pending = reply.id === null ? undefined : waiting.get(reply.id)
    if (!pending || reply.id === null) return
    waiting.delete(reply.id)
    if (reply.ok) pending.resolve(reply.value)
    else pending.reject(new Error(reply.error))
  })
  const ask = (asked: SimulatorQuestion): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (socket.destroyed) return reject(new Error('the simulator is gone'))
      const number = next++
      waiting.set(number, { resolve, reject })
      socket.write(`${JSON.stringify({ id: number, ...asked })}\n`)
    })
  return { ask, close: () => socket.destroy() }
}

function controlReader(ask: Ask, at?: string): RemoteReaderControls {
  const tell = async (asked: SimulatorQuestion): Promise<void> => {
    await ask(asked)
  }
  const which = at === undefined ? {} : { at }
  return {
    insert: async (state) =>
      z.object({ serial: z.number() }).parse(await ask({ do: 'reader.insert', ...which, ...(state ? { state } : {}) })),
    remove: () => tell({ do: 'reader.remove', ...which }),
    removeAfter: (count) => tell({ do: 'reader.removeAfter', count, ...which }),
    answerNext: (sw) => tell({ do: 'reader.answerNext', sw, ...which }),
    muteNext: () => tell({ do: 'reader.muteNext', ...which }),
    silenceNext: (done) => tell({ do: 'reader.silenceNext', done, ...which }),
    mute: () => tell({ do: 'reader.mute', ...which }),
    hold: (by) => tell({ do: 'reader.hold', by, ...which }),
    unplug: () => tell({ do: 'reader.unplug', ...which }),
    plugIn: () => tell({ do: 'reader.plugIn', ...which }),
    stopService: () => tell({ do: 'reader.stopService', ...which }),
    startService: () => tell({ do: 'reader.startService', ...which }),
    commandCount: async () => z.number().parse(await ask({ do: 'reader.commandCount', ...which })),
  }
}

const printedJobs = z.array(z.object({ jobId: z.string(), printer: z.string(), title: z.string(), pdf: z.string() }))
const readJobs = (answer: unknown): readonly PrintedJob[] => printedJobs.parse(answer).map((job) => ({ ...job, pdf: fromBase64(job.pdf) }))

/** Connects to a simulator's socket. Each call rejects with the reason when the device could not do it. */
export async function connectSimulator(path: string): Promise<SimulatorControls> {
  const { ask, close } = await openConversation(path)
  const tell = async (asked: SimulatorQuestion): Promise<void> => {
    await ask(asked)
  }
  const readerNamed = (name?: string): RemoteReaderControls => controlReader(ask, name)
  return {
    reader: readerNamed(),
    readerNamed,
    card: {
      state: async (at) =>
        virtualCardState.nullable().parse(await ask({ do: 'card.state', ...(at === undefined ? {} : { at }) })) ?? undefined,
    },
    text: {
      messages: async () =>
        z.array(z.object({ to: z.string(), body: z.string(), at: z.string() })).parse(await ask({ do: 'text.messages' })),
      cutAfterSubmit: () => tell({ do: 'text.cutAfterSubmit' }),
      setSignal: (there) => tell({ do: 'text.setSignal', there }),
    },
    printer: {
      jobs: async () => readJobs(await ask({ do: 'printer.jobs' })),
      problem: (words) => tell({ do: 'printer.problem', ...(words === undefined ? {} : { words }) }),
    },
    documents: {
      jobs: async () => readJobs(await ask({ do: 'documents.jobs' })),
      problem: (words) => tell({ do: 'documents.problem', ...(words === undefined ? {} : { words }) }),
    },
    station: {
      load: (serials) => tell({ do: 'station.load', serials: [...serials] }),
      see: async () => seenStation.parse(await ask({ do: 'station.see' })),
      failNext: (what, fault) => tell({ do: 'station.failNext', what, fault }),
      answerAt: (index, sw) => tell({ do: 'station.answerAt', index, sw }),
      takeOut: () => tell({ do: 'station.takeOut' }),
    },
    close,
  }
}
