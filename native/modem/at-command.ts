/**
 * A conversation in AT commands (ITU-T V.250, 3GPP TS 27.005 and 27.007) over any stream of bytes, one command at a time.
 * What the modem says is bounded and never trusted: echoes, unsolicited lines and texts of strangers may stand anywhere between a command and its result.
 */

export interface ByteStream {
  /** Resolves when the system took the bytes; rejects when the other end is gone. */
  write(bytes: Uint8Array): Promise<void>
  onBytes(listener: (bytes: Uint8Array) => void): void
  /** Called once, when no more bytes can come or go. */
  onClose(listener: () => void): void
}

/** `+CMS ERROR: n` (27.005 §3.2.5, texts) or `+CME ERROR: n` (27.007 §9.2, the modem itself). */
export interface AtFault {
  readonly kind: 'CMS' | 'CME'
  readonly code: number
}

interface Heard {
  /** The information lines that belong to the command, oldest first. */
  readonly lines: readonly string[]
  /** The text of a stranger came in between (`+CMT`, `+CBM`): any line after it may be the stranger's. */
  readonly overheard: boolean
}

export type AtReply =
  | ({ readonly result: 'ok' } & Heard)
  /** No `fault`: plain `ERROR`, or one in words. */
  | ({ readonly result: 'error'; readonly fault?: AtFault } & Heard)
  /** The time ran out. */
  | { readonly result: 'silent' }
  | { readonly result: 'closed' }

export type PromptReply = AtReply | { readonly result: 'prompt' }

/** `handedOver`: Ctrl-Z was given to the stream, so the modem may have sent the text whatever it says. */
export type EntryReply = AtReply & { readonly handedOver: boolean }

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
const longestLine = 1024
const mostLines = 64
/** A modem that chatters without end is not waited for without end. */
const mostQuietRounds = 10

const unsolicited =
  /^(\^|\*|\$|_|RING\b|RDY\b|NO CARRIER|Call Ready|SMS Ready|\+(CMTI|CDSI?|CREG|CGREG|CEREG|CUSD|CLIP|CRING|CIEV|CPIN|CFUN|CTZV|CTZE|QIND)\b)/
const carriesText = /^\+(CMT|CBM):/
/** A delivery report in PDU mode: the report itself is on the next line. In text mode it is all on one. */
const carriesReport = /^\+CDS: *\d+$/
const faultLine = /^\+CM([SE]) ERROR:\s*(.*)$/
const otherErrors = /^(ERROR|COMMAND NOT SUPPORT|TOO MANY PARAMETERS)\b/

type Final = { readonly result: 'ok' } | { readonly result: 'error'; readonly fault?: AtFault }

function readFinal(line: string): Final | undefined {
  if (line === 'OK') return { result: 'ok' }
  const fault = faultLine.exec(line)
  if (fault) {
    const [, letter, code = ''] = fault
    return {
      result: 'error',
      ...(/^\d{1,5}$/.test(code) ? { fault: { kind: letter === 'S' ? ('CMS' as const) : ('CME' as const), code: Number(code) } } : {}),
    }
  }
  return otherErrors.test(line) ? { result: 'error' } : undefined
}

const toBytes = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0))
const toText = (bytes: Uint8Array): string => String.fromCharCode(...bytes.filter((byte) => byte !== 0))
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

interface UnderWay {
  echo: string | undefined
  readonly answer: string | undefined
  readonly wantsPrompt: boolean
  readonly lines: string[]
  overheard: boolean
  finish(reply: PromptReply): void
}

export function createAtConversation(stream: ByteStream): AtConversation {
  let underWay: UnderWay | undefined
  let partial = ''
  let tooLong = false
  let textFollows = false
  let closed = false
  let heardSomething = false
  /** Between the prompt and the text. A result that comes in that moment takes the prompt back. */
  let prompted: { final?: Final; overheard: boolean } | undefined

  function takeLine(line: string): void {
    if (line === '') return
    if (textFollows) {
      textFollows = false
      return
    }
    if (underWay?.echo !== undefined && line.replace(/\u001a$/, '').trim() === underWay.echo) {
      underWay.echo = undefined
      return
    }
    if (carriesText.test(line) || carriesReport.test(line)) {
      textFollows = true
      if (underWay) underWay.overheard = true
      if (prompted) prompted.overheard = true
      return
    }
    const final = readFinal(line)
    if (prompted && final) prompted.final ??= final
    if (!underWay) return
    const { lines, overheard, answer } = underWay
    if (final) return underWay.finish({ ...final, lines, overheard })
    if (answer === undefined || lines.length >= mostLines) return
    if (answer === '' ? !unsolicited.test(line) : line.startsWith(answer)) lines.push(line)
  }

  stream.onBytes((bytes) => {
    heardSomething = true
    for (const byte of bytes) {
      if (byte === 0x0d || byte === 0x0a) {
        const line = tooLong ? '' : partial.trim()
        partial = ''
        tooLong = false
        takeLine(line)
      } else if (byte !== 0 && !tooLong) {
        partial += String.fromCharCode(byte)
        if (partial.length > longestLine) {
          partial = ''
          tooLong = true
        } else if (underWay?.wantsPrompt && !textFollows && partial.trim() === '>') {
          partial = ''
          underWay.finish({ result: 'prompt' })
        }
      }
    }
  })
  stream.onClose(() => {
    closed = true
    underWay?.finish({ result: 'closed' })
  })

  /** Runs one exchange. `say` writes; it is told whether the exchange is still open, and a write that fails ends it. */
  function exchange(
    given: {
      readonly milliseconds: number
      readonly echo: string
      readonly answer?: string | undefined
      readonly wantsPrompt: boolean
      readonly overheard?: boolean
    },
    say: (open: () => boolean) => Promise<void>,
  ): Promise<PromptReply> {
    if (underWay) throw new Error('one AT command at a time')
    if (closed) return Promise.resolve({ result: 'closed' })
    return new Promise((resolve) => {
      const mine: UnderWay = {
        echo: given.echo,
        answer: given.answer,
        wantsPrompt: given.wantsPrompt,
        lines: [],
        overheard: given.overheard ?? false,
        finish(reply) {
          if (underWay !== mine) return
          clearTimeout(timer)
          underWay = undefined
          prompted = reply.result === 'prompt' ? { overheard: mine.overheard } : undefined
          resolve(reply)
        },
      }
      const timer = setTimeout(() => mine.finish({ result: 'silent' }), given.milliseconds)
      underWay = mine
      prompted = undefined
      say(() => underWay === mine).catch(() => mine.finish({ result: 'closed' }))
    })
  }

  function command(text: string): Uint8Array {
    // The command is ours and the number was checked before; anything else here would be a command of somebody else.
    if (!/^AT[ -~]*$/.test(text)) throw new Error('an AT command is printable ASCII')
    return toBytes(`${text}\r`)
  }

  return {
    async ask(text, { milliseconds, answer }) {
      const bytes = command(text)
      const reply = await exchange({ milliseconds, echo: text, answer, wantsPrompt: false }, () => stream.write(bytes))
      if (reply.result === 'prompt') throw new Error('a prompt nobody asked for')
      return reply
    },
    askForPrompt(text, { milliseconds }) {
      const bytes = command(text)
      return exchange({ milliseconds, echo: text, wantsPrompt: true }, () => stream.write(bytes))
    },
    async enter(text, { milliseconds, answer }) {
      if (text.includes(CTRL_Z) || text.includes(ESCAPE)) throw new Error('a text with Ctrl-Z or ESC in it')
      const standing = prompted
      if (!standing) throw new Error('there is no prompt to enter a text at')
      if (standing.final) {
        prompted = undefined
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
      if (underWay) throw new Error('one AT command at a time')
      prompted = undefined
      if (closed) return
      // Where there is no prompt, ESC is a stray character of a command line, and the carriage return ends that line.
      await stream.write(Uint8Array.of(ESCAPE, 0x0d)).catch(() => undefined)
      for (let round = 0; round < mostQuietRounds && !closed; round++) {
        heardSomething = false
        await pause(quietMilliseconds)
        if (!heardSomething) break
      }
      partial = ''
      tooLong = false
      textFollows = false
    },
  }
}
