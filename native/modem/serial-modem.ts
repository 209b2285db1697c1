/**
 * Texts through a GSM modem on a serial port, in text mode (3GPP TS 27.005). A text is handed over once: what is lost after Ctrl-Z is unknown and
 * nothing here sends it again. After anything unclear the port is opened afresh, so that no late word of one text is taken for a word on the next.
 */
import { err, ok, type Result } from '../../domain/result.ts'
import type { TextFailureCode, TextOutcome, TextSender } from '../ports.ts'
import { createAtConversation, type AtConversation, type ByteStream } from './at-command.ts'
import { encodeText, type EncodedText, type ModemCharset } from './gsm-text.ts'
import { provesNotSent, readSimFault, readSimState, textFailures, type SimTrouble } from './modem-fault.ts'

export interface SerialPort extends ByteStream {
  close(): Promise<void>
}

/** All in milliseconds. */
export interface SerialModemTiming {
  /** How long a modem may take over an ordinary command, over the prompt, and over the sending itself. */
  readonly command: number
  readonly prompt: number
  readonly result: number
  /** How long the line must be silent before the first command. */
  readonly quiet: number
  /** Between two looks at the signal, and before the port is opened again. */
  readonly poll: number
  readonly reopen: number
}

const usualTiming: SerialModemTiming = { command: 5000, prompt: 10_000, result: 60_000, quiet: 300, poll: 10_000, reopen: 3000 }

type TextState = Parameters<Parameters<TextSender['watch']>[0]>[0]

/** One opening of the port, from the first AT to the moment the port is lost. */
interface Line {
  readonly at: AtConversation
  readonly name: string
  readonly charsets: ReadonlySet<ModemCharset>
}

/** `lost`: silent, closed, or out of step. */
type Look = { readonly state: 'ready' | 'no-signal' | 'lost' } | { readonly state: 'sim'; readonly trouble: SimTrouble }

// Home, roaming, texts only (home, roaming), CSFB not preferred (home, roaming): 27.007 §7.2.
const registered = new Set(['1', '5', '6', '7', '9', '10'])
/** 27.007 §8.5: no signal strength is known. */
const noStrength = '99'

export function createSerialModem(given: {
  readonly path: string
  readonly openPort: (path: string) => Promise<SerialPort>
  readonly timing?: Partial<SerialModemTiming>
}): TextSender {
  const { path, openPort } = given
  const timing = { ...usualTiming, ...given.timing }
  const listeners = new Set<(state: TextState) => void>()
  const firstTry = Promise.withResolvers<undefined>()
  let last: TextState = { state: 'absent', name: `Modem on ${path}` }
  let line: Line | undefined
  let closed = false
  let turn: Promise<unknown> = Promise.resolve()
  /** Ends the pause that the loop below is in. */
  let wake = (): void => undefined
  /** The port that is open now, in use or not yet. */
  let openedPort: SerialPort | undefined

  function pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  function tell(state: TextState): void {
    if (state.state === last.state && state.name === last.name) return
    last = state
    for (const listener of [...listeners]) listener(state)
  }

  /** One thing at a time on the line. */
  function inTurn<Value>(task: () => Promise<Value>): Promise<Value> {
    const mine = turn.then(task)
    turn = mine.catch(() => undefined)
    return mine
  }

  /** A command that a modem may refuse: true, false, or undefined when the line is lost. */
  async function accepts(at: AtConversation, command: string): Promise<boolean | undefined> {
    const reply = await at.ask(command, { milliseconds: timing.command })
    return reply.result === 'ok' ? true : reply.result === 'error' ? false : undefined
  }

  /** A question: what follows the answer's name, null when refused, undefined when the line is lost. OK without an answer is out of step, so lost. */
  async function query(at: AtConversation, command: string, answer: string, shape: RegExp): Promise<string | null | undefined> {
    const reply = await at.ask(command, { milliseconds: timing.command, answer })
    if (reply.result === 'error') return null
    if (reply.result !== 'ok') return undefined
    return reply.lines.map((one) => shape.exec(one)?.[1]).findLast((found) => found !== undefined)
  }

  async function wakeUp(at: AtConversation): Promise<boolean> {
    // A modem may be set to answer in digits (ATV0); the second word brings it back.
    for (const word of ['AT', 'ATV1', 'AT']) {
      // It may also still be at the prompt of a program that was killed, where an AT command would be text.
      await at.cancel(timing.quiet)
      const answers = await accepts(at, word)
      if (answers) return true
    }
    return false
  }

  async function setUp(at: AtConversation): Promise<Pick<Line, 'name' | 'charsets'> | undefined> {
    if (!(await wakeUp(at))) return undefined
    // No echo; faults as numbers; texts of others stay in the modem and are not read out between our lines.
    for (const command of ['ATE0', 'AT+CMEE=1', 'AT+CNMI=2,0,0,0,0']) if ((await accepts(at, command)) === undefined) return undefined
    const model = await at.ask('AT+CGMM', { milliseconds: timing.command, answer: '' })
    if (model.result === 'silent' || model.result === 'closed') return undefined
    const charsets = new Set<ModemCharset>()
    for (const charset of ['GSM', 'IRA'] as const) {
      const accepted = await accepts(at, `AT+CSCS="${charset}"`)
      if (accepted === undefined) return undefined
      if (accepted) charsets.add(charset)
    }
    const said = model.lines[0]
      ?.replace(/^\+CGMM:\s*/, '')
      .replace(/[^ -~]|["<>]/g, '')
      .trim()
      .slice(0, 40)
    return { name: `${said || 'Modem'} on ${path}`, charsets }
  }

  async function openLine(): Promise<Line | undefined> {
    let port: SerialPort
    try {
      port = await openPort(path)
    } catch {
      return undefined
    }
    openedPort = port
    const at = createAtConversation(port)
    const known = closed ? undefined : await setUp(at)
    if (!known || closed) {
      await port.close()
      return undefined
    }
    const opened = { ...known, at }
    // It may be gone already, or go later: the same to the loop.
    line = opened
    port.onClose(() => lose(opened))
    return opened
  }

  async function readSignal(at: AtConversation): Promise<'ready' | 'no-signal' | 'lost'> {
    let asked = false
    for (const network of ['CREG', 'CEREG']) {
      // The answer has two numbers. One alone is unsolicited news in the same words.
      const state = await query(at, `AT+${network}?`, `+${network}:`, new RegExp(`^\\+${network}: ?\\d,(\\d{1,2})(?:,|$)`))
      if (state === undefined) return 'lost'
      if (state !== null && registered.has(state)) return 'ready'
      asked ||= state !== null
    }
    if (asked) return 'no-signal'
    // A modem that cannot say whether it is registered is judged by the strength of what it hears.
    const strength = await query(at, 'AT+CSQ', '+CSQ:', /^\+CSQ: ?(\d{1,3}),/)
    if (strength === undefined) return 'lost'
    return strength === null || strength === noStrength ? 'no-signal' : 'ready'
  }

  async function look({ at }: Line): Promise<Look> {
    const reply = await at.ask('AT+CPIN?', { milliseconds: timing.command, answer: '+CPIN:' })
    if (reply.result === 'silent' || reply.result === 'closed') return { state: 'lost' }
    const said = reply.lines.map((one) => /^\+CPIN: ?(.+)$/.exec(one)?.[1]).findLast((found) => found !== undefined)
    if (reply.result === 'ok' && said === undefined) return { state: 'lost' }
    const trouble = reply.result === 'ok' ? readSimState(said!) : readSimFault(reply.fault)
    return trouble ? { state: 'sim', trouble } : { state: await readSignal(at) }
  }

  /** Looks, and tells the watchers what is so now. */
  async function lookAndTell(current: Line): Promise<Look> {
    const found = await look(current)
    // Pulled out at the last byte of the answer: what it said is over, and "absent" has been told.
    if (line !== current) return { state: 'lost' }
    if (found.state === 'lost') lose(current)
    // The port knows no state for a SIM that cannot work; the name says what is wrong.
    else if (found.state === 'sim') tell({ state: 'no-signal', name: `${current.name}: ${found.trouble.words}` })
    else tell({ state: found.state, name: current.name })
    return found
  }

  function lose(current: Line): void {
    if (line !== current) return
    line = undefined
    void openedPort?.close()
    tell({ state: 'absent', name: current.name })
    wake()
  }

  async function run(): Promise<void> {
    while (!closed) {
      const current = await openLine()
      if (current) await inTurn(async () => line === current && lookAndTell(current))
      firstTry.resolve(undefined)
      while (current && line === current) {
        await pause(timing.poll)
        await inTurn(async () => line === current && lookAndTell(current))
      }
      if (!closed) await pause(timing.reopen)
    }
  }

  const refusals: Readonly<Record<Exclude<EncodedText['state'], 'encoded'>, () => Result<TextOutcome, TextFailureCode>>> = {
    empty: textFailures.empty,
    'too-long': textFailures.tooLong,
    'cannot-be-typed': textFailures.cannotBeTyped,
  }

  async function deliver(to: string, body: string): Promise<Result<TextOutcome, TextFailureCode>> {
    // A plus sign and at most fifteen digits (ITU-T E.164): nothing that could end the command and begin another.
    if (!/^\+[1-9]\d{6,14}$/.test(to)) return textFailures.number()
    const current = line
    if (!current) return textFailures.absent()
    const encoded = encodeText(body, current.charsets)
    if (encoded.state !== 'encoded') return refusals[encoded.state]()
    const { at } = current
    const notSent = (failure: Result<TextOutcome, TextFailureCode>): Result<TextOutcome, TextFailureCode> => {
      lose(current)
      return failure
    }

    const found = await lookAndTell(current)
    if (found.state === 'lost') return textFailures.lost()
    if (found.state === 'sim') return textFailures.sim(found.trouble)
    if (found.state === 'no-signal') return textFailures.noSignal()
    // Said before every text, because a modem that restarted by itself has forgotten it. CSMP: an ordinary text in the GSM alphabet, kept for a day.
    const needed = ['AT+CMGF=1', ...(encoded.charset ? [`AT+CSCS="${encoded.charset}"`] : [])]
    for (const command of needed) {
      const accepted = await accepts(at, command)
      if (accepted === undefined) return notSent(textFailures.lost())
      if (!accepted)
        return err(
          'modem-refused',
          'The modem does not take texts in text mode. The text was not sent.',
          'Use another modem, or send the text from the work phone.',
        )
    }
    if ((await accepts(at, 'AT+CSMP=17,167,0,0')) === undefined) return notSent(textFailures.lost())

    const prompt = await at.askForPrompt(`AT+CMGS="${to}"`, { milliseconds: timing.prompt })
    if (prompt.result === 'error') return textFailures.refused(prompt.fault)
    if (prompt.result !== 'prompt') {
      // The prompt may still come. ESC leaves it, and without Ctrl-Z no text goes.
      await at.cancel(timing.quiet)
      return notSent(textFailures.lost())
    }
    const reply = await at.enter(encoded.bytes, { milliseconds: timing.result, answer: '+CMGS:' })
    if (!reply.handedOver) return notSent(reply.result === 'error' ? textFailures.refused(reply.fault) : textFailures.lost())
    if ((reply.result === 'ok' || reply.result === 'error') && !reply.overheard) {
      if (reply.result === 'error' && reply.lines.length === 0 && provesNotSent(reply.fault)) return textFailures.refused(reply.fault)
      // Sent is said only when the modem gave one message reference (one octet) and then OK.
      const reference = reply.lines.length === 1 ? /^\+CMGS: ?(\d{1,3})(?:,|$)/.exec(reply.lines[0]!)?.[1] : undefined
      if (reply.result === 'ok' && reference !== undefined && Number(reference) <= 255) return ok({ state: 'sent', reference })
    }
    lose(current)
    return ok({ state: 'unknown' })
  }

  void run()

  return {
    watch(listener) {
      listeners.add(listener)
      listener(last)
      return () => listeners.delete(listener)
    },
    async send({ to, body }) {
      // A text asked for while the app starts waits for the first opening of the port, and for no other.
      await firstTry.promise
      return inTurn(() => deliver(to, body))
    },
    async close() {
      closed = true
      line = undefined
      listeners.clear()
      await openedPort?.close()
      wake()
      firstTry.resolve(undefined)
      await turn
    },
  }
}
