/** What a simulator's socket carries: one JSON object a line, a request and its answer. */
import type { Socket } from 'node:net'
import { z } from 'zod'
import { virtualCardState } from './card/virtual-card-state.ts'
import { cardMoves } from './ports.ts'

export const requestId = z.number()
const id = requestId
/** The reader by its name; absent: the first one. */
const at = z.string().min(1).max(128).optional()
export const simulatorRequest = z.discriminatedUnion('do', [
  /** Without a card: the one that was last taken out, or a new blank one. */
  z.strictObject({ id, at, do: z.literal('reader.insert'), state: virtualCardState.optional() }),
  z.strictObject({ id, at, do: z.literal('reader.remove') }),
  z.strictObject({ id, at, do: z.literal('reader.removeAfter'), count: z.int().min(0) }),
  z.strictObject({ id, at, do: z.literal('reader.answerNext'), sw: z.string().regex(/^[0-9a-fA-F]{4}$/) }),
  z.strictObject({ id, at, do: z.literal('reader.muteNext') }),
  z.strictObject({ id, at, do: z.literal('reader.silenceNext'), done: z.boolean() }),
  z.strictObject({ id, at, do: z.literal('reader.mute') }),
  z.strictObject({ id, at, do: z.literal('reader.hold'), by: z.enum(['none', 'another-program', 'another-program-shared']) }),
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
  z.strictObject({ id, do: z.literal('documents.jobs') }),
  z.strictObject({ id, do: z.literal('documents.problem'), words: z.string().optional() }),
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
export const seenStation = z.object({
  feeder: z.array(z.number()),
  inside: seenCard.optional(),
  hopper: z.array(seenCard),
  rejectTray: z.array(seenCard),
})
export type SeenStation = z.infer<typeof seenStation>

export type SimulatorRequest = z.infer<typeof simulatorRequest>
type WithoutId<One> = One extends unknown ? Omit<One, 'id'> : never
export type SimulatorQuestion = WithoutId<SimulatorRequest>
export const simulatorAnswer = z.union([
  z.object({ id: z.number(), ok: z.literal(true), value: z.unknown() }),
  z.object({ id: z.number().nullable(), ok: z.literal(false), error: z.string() }),
])

/** Calls back once for each whole line. */
export function onLines(socket: Socket, line: (text: string) => void): void {
  let rest = ''
  socket.setEncoding('utf8')
  socket.on('data', (piece: string) => {
    const lines = (rest + piece).split('\n')
    rest = lines.pop()!
    for (const text of lines) line(text)
  })
}
