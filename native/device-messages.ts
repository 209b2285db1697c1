/** What the app and the device process say to each other: JSON only, bytes as base64. */
import { z } from 'zod'
import { cardMoves } from './ports.ts'

/** One end of a two-way pipe of JSON values: `utilityProcess` in Electron, `child_process.fork` elsewhere, a pair of functions in a test. */
export interface MessagePipe {
  send(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  /** Called once, when the other side is gone. */
  onClose(listener: () => void): void
  /** Ends the other process at once: PC/SC bindings can keep a process alive for ever, so it is not asked. */
  close(): void
}

const id = z.number()
export const deviceCall = z.discriminatedUnion('call', [
  z.strictObject({ id, call: z.literal('connect'), reader: z.string() }),
  z.strictObject({ id, call: z.literal('transmit'), connection: z.number(), command: z.base64() }),
  z.strictObject({ id, call: z.literal('disconnect'), connection: z.number(), after: z.enum(['leave', 'reset']) }),
  z.strictObject({
    id,
    call: z.literal('print'),
    on: z.enum(['cards', 'documents']),
    printer: z.string(),
    title: z.string(),
    pdf: z.base64(),
  }),
  /** Printers for documents are looked at only while the app wants to know. */
  z.strictObject({ id, call: z.literal('watchDocuments'), on: z.boolean() }),
  z.strictObject({ id, call: z.literal('move'), move: z.enum(cardMoves), printer: z.string() }),
  z.strictObject({ id, call: z.literal('send'), to: z.string(), body: z.string() }),
])
export type DeviceCall = z.infer<typeof deviceCall>

const readerState = z.object({ name: z.string(), card: z.enum(['empty', 'present', 'mute']), atr: z.string().exactOptional() })
const kind = z.enum(['pcsc', 'virtual'])
const readersState = z.union([
  z.object({ service: z.literal('running'), kind, readers: z.array(readerState) }),
  z.object({ service: z.literal('stopped'), kind, readers: z.tuple([]) }),
  z.object({ service: z.literal('restarting'), kind, readers: z.tuple([]), reason: z.string().exactOptional() }),
])
const printerState = z.object({
  name: z.string(),
  state: z.enum(['ready', 'printing', 'problem', 'offline']),
  problem: z.string().exactOptional(),
  path: z.object({ reader: z.string() }).exactOptional(),
})
const textState = z.object({
  state: z.enum(['ready', 'no-signal', 'cannot-send', 'absent']),
  name: z.string(),
  trouble: z.object({ words: z.string(), next: z.string() }).exactOptional(),
})

/** Results cross as they are; the calling side knows the type it asked for and checks it there. */
export const deviceNews = z.union([
  z.object({ event: z.literal('readers'), state: readersState }),
  z.object({ event: z.literal('printers'), state: z.array(printerState) }),
  z.object({ event: z.literal('documents'), state: z.array(printerState) }),
  z.object({ event: z.literal('text'), state: textState }),
  /** The devices could not be opened at all; the process ends after saying so. */
  z.object({ event: z.literal('failed'), reason: z.string() }),
  z.object({ id, result: z.unknown() }),
])
export type DeviceNews = z.infer<typeof deviceNews>

const failure = z.object({ ok: z.literal(false), error: z.object({ code: z.string(), message: z.string(), next: z.string() }) })
export const connectAnswer = z.union([
  z.object({ ok: z.literal(true), value: z.object({ connection: z.number(), atr: z.string(), shared: z.boolean() }) }),
  failure,
])
export const transmitAnswer = z.union([z.object({ ok: z.literal(true), value: z.base64() }), failure])
export const printAnswer = z.union([z.object({ ok: z.literal(true), value: z.object({ jobId: z.string() }) }), failure])
export const watchAnswer = z.object({ ok: z.literal(true) })
export const moveAnswer = z.union([z.object({ ok: z.literal(true) }), failure])
export const sendAnswer = z.union([
  z.object({
    ok: z.literal(true),
    value: z.union([z.object({ state: z.literal('sent'), reference: z.string() }), z.object({ state: z.literal('unknown') })]),
  }),
  failure,
])
