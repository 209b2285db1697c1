/**
 * The hands of the virtual devices over a local socket, one JSON object a line: for demonstrations and tests that see the app only from outside.
 * Opened only when the settings ask for it; the socket is for this user alone.
 */
import { chmod, rm } from 'node:fs/promises'
import { connect, createServer, type Socket } from 'node:net'
import { z } from 'zod'
import { fromBase64, readUnsigned, toBase64 } from '../domain/bytes.ts'
import { blankCard, virtualCardState, type VirtualCardState } from './card/virtual-card-state.ts'
import type { DeliveredText, VirtualModemControls } from './modem/virtual-modem.ts'
import type { PrintedJob, VirtualPrinterControls } from './printer/virtual-printer.ts'
import type { MoveFault, VirtualStationControls, TrayCard } from './printer/virtual-station-printer.ts'
import { cardMoves, type CardMove } from './ports.ts'
import type { VirtualReaderControls } from './reader/virtual-reader.ts'

const id = z.number()
/** The reader by its name; absent: the first one. */
const at = z.string().min(1).max(128).optional()
const request = z.discriminatedUnion('do', [
  /** Without a card: the one that was last taken out, or a new blank one. */
  z.strictObject({ id, at, do: z.literal('reader.insert'), state: virtualCardState.optional() }),
  z.strictObject({ id, at, do: z.literal('reader.remove') }),
  z.strictObject({ id, at, do: z.literal('reader.removeAfter'), count: z.int().min(0) }),
  z.strictObject({ id, at, do: z.literal('reader.answerNext'), sw: z.string().regex(/^[0-9a-fA-F]{4}$/) }),
  z.strictObject({ id, at, do: z.literal('reader.muteNext') }),
  z.strictObject({ id, at, do: z.literal('reader.silenceNext'), done: z.boolean() }),
  z.strictObject({ id, at, do: z.literal('reader.mute') }),
  z.strictObject({ id, at, do: z.literal('reader.hold'), by: z.enum(['nobody', 'another-program', 'another-program-shared']) }),
  z.strictObject({ id, at, do: z.literal('reader.unplug') }),
  /** A reader that was never there is a further one of this station. */
  z.strictObject({ id, at, do: z.literal('reader.plugIn') }),
  z.strictObject({ id, at, do: z.literal('reader.stopService') }),
  z.strictObject({ id, at, do: z.literal('reader.startService') }),
  z.strictObject({ id, at, do: z.literal('reader.commandCount') }),
  z.strictObject({ id, at, do: z.literal('card.state') }),
  z.strictObject({ id, do: z.literal('text.messages') }),
  z.strictObject({ id, do: z.literal('text.cutAfterSubmit') }),
  z.strictObject({ id, do: z.literal('text.setSignal'), there: z.boolean() }),
  z.strictObject({ id, do: z.literal('printer.jobs') }),
  /** Blank cards with these serial numbers under the stack of the feeder. */
  z.strictObject({ id, do: z.literal('station.load'), serials: z.array(z.int().min(0).max(0xffffffff)).max(200) }),
  z.strictObject({ id, do: z.literal('station.see') }),
  z.strictObject({
    id,
    do: z.literal('station.failNext'),
    what: z.enum([...cardMoves, 'print']),
    fault: z.enum(['refused', 'jam', 'lost-after', 'lost-before']),
  }),
  /** The command number `index` from now to the card at the contact station is answered so. */
  z.strictObject({ id, do: z.literal('station.answerAt'), index: z.int().min(0), sw: z.string().regex(/^[0-9a-fA-F]{4}$/) }),
  z.strictObject({ id, do: z.literal('station.takeOut') }),
  z.strictObject({ id, do: z.literal('printer.problem'), words: z.string().optional() }),
])

/** A card in a tray, as a person who looks at it sees it. */
const seenCard = z.object({ serial: z.number(), written: z.boolean(), faces: z.array(z.string()) })
export type SeenCard = z.infer<typeof seenCard>
const seenStation = z.object({
  feeder: z.array(z.number()),
  inside: seenCard.optional(),
  hopper: z.array(seenCard),
  rejectTray: z.array(seenCard),
})
export type SeenStation = z.infer<typeof seenStation>

type Request = z.infer<typeof request>
type WithoutId<One> = One extends unknown ? Omit<One, 'id'> : never
const answer = z.union([
  z.object({ id: z.number(), ok: z.literal(true), value: z.unknown() }),
  z.object({ id: z.number().nullable(), ok: z.literal(false), error: z.string() }),
])

export interface SimulatorServer {
  close(): Promise<void>
}

function perform(asked: Request, hands: Omit<HandsParts, 'path'>): unknown {
  const reader = (): VirtualReaderControls => {
    if (!hands.reader) return refuse('the reader of this station is real')
    const name = 'at' in asked ? asked.at : undefined
    return name === undefined ? hands.reader : (hands.readers?.find(name) ?? refuse(`there is no reader “${name}”`))
  }
  const text = (): VirtualModemControls => hands.text ?? refuse('this station has no virtual modem')
  const station = (): VirtualStationControls => hands.station ?? refuse('this station has no virtual printer with a contact station')
  switch (asked.do) {
    case 'reader.insert': {
      const state = asked.state ?? reader().cardState() ?? blankCard({ serial: readUnsigned(hands.random(4)) >>> 4 })
      reader().insert(state)
      return { serial: state.serial }
    }
    case 'reader.remove':
      return reader().remove()
    case 'reader.removeAfter':
      return reader().removeAfter(asked.count)
    case 'reader.answerNext':
      return reader().answerNext(asked.sw)
    case 'reader.muteNext':
      return reader().muteNext()
    case 'reader.silenceNext':
      return reader().silenceNext(asked.done)
    case 'reader.mute':
      return reader().mute()
    case 'reader.hold':
      return reader().holdCard(asked.by)
    case 'reader.unplug':
      return reader().unplug()
    case 'reader.plugIn':
      if (asked.at !== undefined && hands.reader && !hands.readers?.find(asked.at)) hands.readers?.add(asked.at)
      return reader().plugIn()
    case 'reader.commandCount':
      return reader().commandCount()
    case 'reader.stopService':
      return reader().stopService()
    case 'reader.startService':
      return reader().startService()
    case 'card.state':
      return reader().cardState()
    case 'text.messages':
      return text().messages()
    case 'text.cutAfterSubmit':
      return text().cutAfterSubmit()
    case 'text.setSignal':
      return text().setSignal(asked.there)
    case 'printer.jobs':
      return hands.printer.jobs().map(({ pdf, ...job }) => ({ ...job, pdf: toBase64(pdf) }))
    case 'station.load':
      return station().load(asked.serials.map((serial) => blankCard({ serial })))
    case 'station.see': {
      const { feeder, inside, hopper, rejectTray } = station()
      const within = inside()
      return {
        feeder: feeder().map(({ serial }) => serial),
        ...(within ? { inside: seen(within) } : {}),
        hopper: hopper().map(seen),
        rejectTray: rejectTray().map(seen),
      }
    }
    case 'station.failNext':
      return station().failNext(asked.what, asked.fault)
    case 'station.answerAt':
      return station().station.failAt(asked.index, { kind: 'status', sw: asked.sw })
    case 'station.takeOut':
      return station().takeOut()?.state.serial
    case 'printer.problem':
      return hands.printer.problem(asked.words)
  }
}

const seen = ({ state, face }: TrayCard): SeenCard => ({
  serial: state.serial,
  written: Object.keys(state.objects).length > 0,
  faces: face.map(({ title }) => title),
})

function refuse(why: string): never {
  throw new Error(why)
}

/** Calls back once for each whole line. */
function onLines(socket: Socket, line: (text: string) => void): void {
  let rest = ''
  socket.setEncoding('utf8')
  socket.on('data', (piece: string) => {
    const lines = (rest + piece).split('\n')
    rest = lines.pop()!
    for (const text of lines) line(text)
  })
}

const isPipe = (path: string): boolean => path.startsWith('\\\\')

interface HandsParts {
  readonly path: string
  readonly random: (length: number) => Uint8Array
  readonly reader: VirtualReaderControls | undefined
  /** Further virtual readers beside the first, by name. */
  readonly readers?: { find(name: string): VirtualReaderControls | undefined; add(name: string): void }
  readonly text: VirtualModemControls | undefined
  readonly printer: Omit<VirtualPrinterControls, 'hold'>
  readonly station?: VirtualStationControls | undefined
}

export async function serveSimulatorControls(given: HandsParts): Promise<SimulatorServer> {
  const { path } = given
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    onLines(socket, (line) => {
      const reply = (value: unknown): void => {
        socket.write(`${JSON.stringify(value)}\n`)
      }
      let parsed: unknown
      try {
        parsed = JSON.parse(line)
      } catch {
        return reply({ id: null, ok: false, error: 'not JSON' })
      }
      const asked = request.safeParse(parsed)
      const number = z.object({ id }).safeParse(parsed).data?.id ?? null
      if (!asked.success) return reply({ id: number, ok: false, error: z.prettifyError(asked.error) })
      try {
        reply({ id: number, ok: true, value: perform(asked.data, given) ?? null })
      } catch (reason) {
        reply({ id: number, ok: false, error: reason instanceof Error ? reason.message : String(reason) })
      }
    })
  })
  // A socket left by a process that was killed would keep us from listening.
  if (!isPipe(path)) await rm(path, { force: true })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, () => resolve())
  })
  if (!isPipe(path)) await chmod(path, 0o600)
  return {
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}

export interface RemoteReaderControls {
  insert(state?: VirtualCardState): Promise<{ readonly serial: number }>
  remove(): Promise<void>
  removeAfter(count: number): Promise<void>
  answerNext(sw: string): Promise<void>
  muteNext(): Promise<void>
  silenceNext(done: boolean): Promise<void>
  mute(): Promise<void>
  hold(by: 'nobody' | 'another-program' | 'another-program-shared'): Promise<void>
  unplug(): Promise<void>
  plugIn(): Promise<void>
  stopService(): Promise<void>
  startService(): Promise<void>
  commandCount(): Promise<number>
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
  readonly printer: {
    jobs(): Promise<readonly PrintedJob[]>
    problem(words?: string): Promise<void>
  }
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

/** For tools and tests: the same hands, from another process. Every call rejects with the hand's own words when it could not be done. */
export async function connectSimulator(path: string): Promise<SimulatorControls> {
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
    for (const { reject } of waiting.values()) reject(new Error('the hands are gone'))
    waiting.clear()
  })
  onLines(socket, (line) => {
    const reply = answer.parse(JSON.parse(line))
    const pending = reply.id === null ? undefined : waiting.get(reply.id)
    if (!pending || reply.id === null) return
    waiting.delete(reply.id)
    if (reply.ok) pending.resolve(reply.value)
    else pending.reject(new Error(reply.error))
  })
  const ask = (asked: WithoutId<Request>): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (socket.destroyed) return reject(new Error('the hands are gone'))
      const number = next++
      waiting.set(number, { resolve, reject })
      socket.write(`${JSON.stringify({ id: number, ...asked })}\n`)
    })
  const tell = async (asked: WithoutId<Request>): Promise<void> => {
    await ask(asked)
  }
  const readerHand = (at?: string): RemoteReaderControls => {
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
  return {
    reader: readerHand(),
    readerNamed: readerHand,
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
      jobs: async () =>
        z
          .array(z.object({ jobId: z.string(), title: z.string(), pdf: z.string() }))
          .parse(await ask({ do: 'printer.jobs' }))
          .map((job) => ({ ...job, pdf: fromBase64(job.pdf) })),
      problem: (words) => tell({ do: 'printer.problem', ...(words === undefined ? {} : { words }) }),
    },
    station: {
      load: (serials) => tell({ do: 'station.load', serials: [...serials] }),
      see: async () => seenStation.parse(await ask({ do: 'station.see' })),
      failNext: (what, fault) => tell({ do: 'station.failNext', what, fault }),
      answerAt: (index, sw) => tell({ do: 'station.answerAt', index, sw }),
      takeOut: () => tell({ do: 'station.takeOut' }),
    },
    close: () => void socket.destroy(),
  }
}
