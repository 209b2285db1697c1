/**
 * A conversation in AT commands (ITU-T V.250, 3GPP TS 27.005 and 27.007) over any stream of bytes, one command at a time.
 * What the modem says is bounded and never trusted: echoes, unsolicited lines and texts of strangers may stand anywhere between a command and its result.
 */
import { hearLine, hearPrompt, runExchange, type AtState, type Exchange } from './at-exchange.ts'
import { createAtLines } from './at-lines.ts'
import type { AtReply, EntryReply, PromptReply } from './at-reply.ts'

export interface ByteStream {
  /** Resolves when the system took the bytes; rejects when the other end is gone. */
  write(bytes: Uint8Array): Promise<void>
  onBytes(listener: (bytes: Uint8Array) => void): void
  /** Called once, when no more bytes can come or go. */
  onClose(listener: () => void): void
}

export interface AtConversation {
  /** `answer` is how information lines of this command begin; an empty one takes every line that is not known to be unsolicited. */
  ask(command: string, given: { readonly milliseconds: number; readonly answer?: string }): Promise<AtReply>
  /** Asks a command that answers with the prompt `> ` (27.005 §3.5.1). */
  askForPrompt(command: string, given: { readonly milliseconds: number }): Promise<PromptReply>
  /** After the prompt: the text and Ctrl-Z. Without a prompt that still stands nothing is written. */
  enter(text: Uint8Array, given: { readonly milliseconds: number; readonly answer: string }): Promise<EntryReply>
  /** Leaves any prompt with ESC and throws away what still arrives, until the line is quiet for so long. */
  cancel(quietMilliseconds: number): Promise<void>
}

const CTRL_Z = 0x1a
const ESCAPE = 0x1b
/** A modem that chatters without end is not waited for without end. */
const mostQuietRounds = 10

const toText = (bytes: Uint8Array): string => String.fromCharCode(...bytes.filter((byte) => byte !== 0))
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

export function createAtConversation(stream: ByteStream): AtConversation {
  const state: AtState = { underWay: undefined, prompted: undefined, textFollows: false }
  const lines = createAtLines({ line: (line) => hearLine(state, line), prompt: () => hearPrompt(state) })
  let closed = false
  let heardSomething = false

  stream.onBytes((bytes) => {
    heardSomething = true
    lines.take(bytes)
  })
  stream.onClose(() => {
    closed = true
    state.underWay?.finish({ result: 'closed' })
  })

  function exchange(given: Exchange, say: (open: () => boolean) => Promise<void>): Promise<PromptReply> {
    if (state.underWay) throw new Error('one AT command at a time')
    return closed ? Promise.resolve({ result: 'closed' }) : runExchange(state, given, say)
  }

  async function untilQuiet(milliseconds: number): Promise<void> {
    for (let round = 0; round < mostQuietRounds && !closed; round++) {
      heardSomething = false
      await pause(milliseconds)
      if (!heardSomething) break
    }
  }

  return {
    async ask(text, { milliseconds, answer }) {
      const bytes = commandBytes(text)
      const reply = await exchange({ milliseconds, echo: text, answer, wantsPrompt: false }, () => stream.write(bytes))
      if (reply.result === 'prompt') throw new Error('a prompt nobody asked for')
      return reply
    },
    askForPrompt(text, { milliseconds }) {
      const bytes = commandBytes(text)
      return exchange({ milliseconds, echo: text, wantsPrompt: true }, () => stream.write(bytes))
    },
    async enter(text, { milliseconds, answer }) {
      if (text.includes(CTRL_Z) || text.includes(ESCAPE)) throw new Error('a text with Ctrl-Z or ESC in it')
      const standing = state.prompted
      if (!standing) throw new Error('there is no prompt to enter a text at')
      if (standing.final) {
        state.prompted = undefined
        return { ...standing.final, lines: [], overheard: standing.overheard, handedOver: false }
      }
      let handedOver = false
      const reply = await exchange(
        { milliseconds, echo: toText(text).trim(), answer, wantsPrompt: false, overheard: standing.overheard },
        async (open) => {
          await stream.write(text)
          if (!open()) return
          handedOver = true
          await stream.write(Uint8Array.of(CTRL_Z))
        },
      )
      if (reply.result === 'prompt') throw new Error('a prompt nobody asked for')
      return { ...reply, handedOver }
    },
    async cancel(quietMilliseconds) {
      if (state.underWay) throw new Error('one AT command at a time')
      state.prompted = undefined
      if (closed) return
      // Where there is no prompt, ESC is a stray character of a command line, and the carriage return ends that line.
      await stream.write(Uint8Array.of(ESCAPE, 0x0d)).catch(() => undefined)
      await untilQuiet(quietMilliseconds)
      lines.clear()
      state.textFollows = false
    },
  }
}

function commandBytes(text: string): Uint8Array {
  // The command is ours and the number was checked before; anything else here would be a command of somebody else.
  if (!/^AT[ -~]*$/.test(text)) throw new Error('an AT command is printable ASCII')
  return Uint8Array.from(`${text}\r`, (character) => character.charCodeAt(0))
}
