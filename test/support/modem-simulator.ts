/**
 * A GSM modem made of bytes: AT commands in, answers out, texts into a virtual phone, and faults on request. It knows nothing of RA Desk's own modem code.
 * `openSimulatedPort` puts it behind a port in memory; `plugIntoPty` behind a pseudo terminal of the system, by `socat`.
 */

import { decodeTyped, fromUcs2Hex } from './modem-alphabets.ts'

export interface ArrivedText {
  readonly to: string
  readonly body: string
}

/** What the modem says after Ctrl-Z. `pulledAfterSending`: the text goes, and the cable is pulled before the modem says so. */
export type AfterCtrlZ =
  | { readonly does: 'sends'; readonly before?: string; readonly between?: string }
  | { readonly does: 'sends-silently' | 'pulled-after-sending' | 'says-nothing' }
  /** Says these bytes as they are; the text goes or not. */
  | { readonly does: 'message'; readonly bytes: string; readonly sends: boolean }

export interface ModemSimulator {
  /** Bytes from the app. */
  take(bytes: Uint8Array): void
  /** Where bytes to the app go now; undefined while nothing is plugged in. */
  connect(say: ((bytes: Uint8Array) => void) | undefined, pull?: () => void): void
  arrived(): readonly ArrivedText[]
  /** Every command line that was run, without the words of any text. */
  commands(): readonly string[]
  setRegistered(there: boolean): void
  setSim(state: string): void
  next(behaviour: AfterCtrlZ): void
  /** These commands are answered by these bytes instead. */
  answer(command: string, bytes: string): void
  /** The power goes and comes: all that was set is forgotten. */
  restart(): void
  /** Types a command and leaves the modem at its prompt, as a program that was killed there. */
  leaveAtPrompt(to: string, typed: string): void
  /** Unsolicited bytes, now. */
  blurt(bytes: string): void
}

export interface SimulatorMakeUp {
  readonly model?: string
  /** How lines end: `\r\n` around each (V.250), or one of the careless kinds. */
  readonly lineEnd?: string
  readonly charsets?: readonly string[]
  /** False: `ATE0` is refused and everything typed comes back, text too. */
  readonly canStopEcho?: boolean
  readonly prompt?: string
  readonly verbose?: boolean
  /** False: it answers in digits always. */
  readonly canBeVerbose?: boolean
  /** What `AT+CFUN?` is answered; undefined: it does not know the question. */
  readonly radio?: string | undefined
  /** Unsolicited bytes after each command, before its answer. */
  readonly noise?: string
}

interface Settings {
  readonly echo: boolean
  readonly verbose: boolean
  readonly textMode: boolean
  /** Faults are answered in words (`AT+CMEE=1`). */
  readonly faults: boolean
  readonly charset: string
  /** The data coding scheme of a text: 0 is the GSM alphabet (3GPP TS 23.038, 4). */
  readonly dcs: number
}

/** All that one simulated modem knows. */
interface Modem {
  readonly makeUp: Required<Omit<SimulatorMakeUp, 'radio'>> & Pick<SimulatorMakeUp, 'radio'>
  readonly arrived: ArrivedText[]
  readonly commands: string[]
  readonly answers: Map<string, string>
  readonly behaviours: AfterCtrlZ[]
  say: ((bytes: Uint8Array) => void) | undefined
  pull: (() => void) | undefined
  isRegistered: boolean
  sim: string
  /** Of the last text that was sent. */
  reference: number
  set: Settings
  typed: number[]
  /** The number that the text at the prompt goes to; undefined when there is no prompt. */
  writingTo: string | undefined
}

export function createModemSimulator(makeUp: SimulatorMakeUp = {}): ModemSimulator {
  const modem: Modem = {
    makeUp: {
      model: 'SIM-ULATED 900',
      lineEnd: '\r\n',
      charsets: ['GSM', 'IRA', 'UCS2'],
      canStopEcho: true,
      prompt: '> ',
      verbose: true,
      canBeVerbose: true,
      radio: '1',
      noise: '',
      ...makeUp,
    },
    arrived: [],
    commands: [],
    answers: new Map(),
    behaviours: [],
    say: undefined,
    pull: undefined,
    isRegistered: true,
    sim: 'READY',
    reference: 40,
    set: {
      echo: true,
      verbose: makeUp.canBeVerbose !== false,
      textMode: false,
      faults: false,
      charset: makeUp.charsets?.[0] ?? 'IRA',
      dcs: 0,
    },
    typed: [],
    writingTo: undefined,
  }
  return {
    take(bytes) {
      for (const byte of bytes) {
        if (modem.set.echo) out(modem, String.fromCharCode(byte))
        if (modem.writingTo === undefined) typeCommand(modem, byte)
        else typeText(modem, modem.writingTo, byte)
      }
    },
    connect(to, pullOut) {
      modem.say = to
      modem.pull = pullOut
    },
    arrived: () => [...modem.arrived],
    commands: () => [...modem.commands],
    setRegistered(there) {
      modem.isRegistered = there
    },
    setSim(state) {
      modem.sim = state
    },
    next: (behaviour) => void modem.behaviours.push(behaviour),
    answer: (command, bytes) => void modem.answers.set(command, bytes),
    restart() {
      modem.set = { echo: true, verbose: modem.makeUp.verbose, textMode: false, faults: false, charset: 'UCS2', dcs: 8 }
      modem.writingTo = undefined
      modem.typed = []
    },
    leaveAtPrompt(to, words) {
      modem.writingTo = to
      modem.typed = [...words].map((character) => character.charCodeAt(0))
    },
    blurt: (bytes) => out(modem, bytes),
  }
}

// ── What it says ──────────────────────────────────────────────────────────────────────────────────────

function out({ say }: Modem, text: string): void {
  say?.(Uint8Array.from(text, (character) => character.charCodeAt(0)))
}

function line(modem: Modem, text: string): void {
  const { lineEnd } = modem.makeUp
  out(modem, lineEnd === '\r\n' ? `\r\n${text}\r\n` : `${text}${lineEnd}`)
}

function result(modem: Modem, good: boolean): void {
  if (modem.set.verbose) line(modem, good ? 'OK' : 'ERROR')
  else out(modem, good ? '0\r' : '4\r')
}

function inform(modem: Modem, text: string): void {
  line(modem, text)
  result(modem, true)
}

function fault(modem: Modem, words: string): void {
  if (modem.set.faults) line(modem, words)
  else result(modem, false)
}

// ── What it does with a byte ──────────────────────────────────────────────────────────────────────────

function typeCommand(modem: Modem, byte: number): void {
  if (byte === 0x0a) return
  if (byte !== 0x0d) {
    modem.typed.push(byte)
    return
  }
  // Whatever was typed before AT is no command.
  const command = /AT.*$/.exec(String.fromCharCode(...modem.typed))?.[0]
  modem.typed = []
  if (command !== undefined) run(modem, command)
}

function typeText(modem: Modem, to: string, byte: number): void {
  switch (byte) {
    case 0x1b:
      modem.writingTo = undefined
      modem.typed = []
      return result(modem, true)
    case 0x1a: {
      const body = modem.typed
      modem.writingTo = undefined
      modem.typed = []
      return handOver(modem, to, body)
    }
    case 0x08:
      modem.typed.pop()
      return
    case 0x0d:
      modem.typed.push(0x0a)
      return out(modem, `\r\n${modem.makeUp.prompt}`)
    default:
      modem.typed.push(byte)
  }
}

function run(modem: Modem, command: string): void {
  modem.commands.push(command)
  out(modem, modem.makeUp.noise)
  const instead = modem.answers.get(command)
  if (instead !== undefined) return out(modem, instead)
  const number = /^AT\+CMGS="([^"]*)"$/.exec(command)?.[1]
  if (number !== undefined) return openPrompt(modem, number)
  const { sim, isRegistered, makeUp } = modem
  switch (command) {
    case 'AT+CFUN?':
      return makeUp.radio === undefined ? result(modem, false) : inform(modem, `+CFUN: ${makeUp.radio}`)
    case 'AT':
      return result(modem, true)
    case 'AT+CGMM':
      return inform(modem, makeUp.model)
    case 'AT+CPIN?':
      return sim === 'READY' || sim.startsWith('SIM') ? inform(modem, `+CPIN: ${sim}`) : fault(modem, sim)
    case 'AT+CREG?':
    case 'AT+CEREG?':
      return inform(modem, `${command.slice(2, -1)}: 0,${isRegistered ? 1 : 2}`)
    case 'AT+CSQ':
      return inform(modem, isRegistered ? '+CSQ: 17,0' : '+CSQ: 99,99')
  }
  const changed = settingsAfter(modem, command)
  if (changed) modem.set = { ...modem.set, ...changed }
  result(modem, changed !== undefined)
}

/** What a command that sets something changes; undefined when it is refused or not known. */
function settingsAfter({ makeUp }: Modem, command: string): Partial<Settings> | undefined {
  const charset = /^AT\+CSCS="(\w+)"$/.exec(command)?.[1]
  if (charset !== undefined) return makeUp.charsets.includes(charset) ? { charset } : undefined
  const dcs = /^AT\+CSMP=\d+,\d+,\d+,(\d+)$/.exec(command)?.[1]
  if (dcs !== undefined) return { dcs: Number(dcs) }
  switch (command) {
    case 'ATV1':
      return makeUp.canBeVerbose ? { verbose: true } : undefined
    case 'ATE0':
      return makeUp.canStopEcho ? { echo: false } : undefined
    case 'AT+CMEE=1':
      return { faults: true }
    case 'AT+CMGF=0':
    case 'AT+CMGF=1':
      return { textMode: command.endsWith('1') }
    default:
      return command.startsWith('AT+CNMI=') ? {} : undefined
  }
}

function openPrompt(modem: Modem, to: string): void {
  if (!modem.set.textMode) return fault(modem, '+CMS ERROR: 304')
  if (!modem.isRegistered) return fault(modem, '+CMS ERROR: 331')
  modem.writingTo = to
  out(modem, `\r\n${modem.makeUp.prompt}`)
}

function handOver(modem: Modem, to: string, bytes: readonly number[]): void {
  const behaviour = modem.behaviours.shift() ?? { does: 'sends' }
  const inSet = modem.set.charset === 'UCS2' ? fromUcs2Hex : (text: string) => text
  const send = (): void => void modem.arrived.push({ to: inSet(to), body: inSet(decodeTyped(modem.set, bytes)) })
  switch (behaviour.does) {
    case 'sends':
      send()
      modem.reference = (modem.reference + 1) % 256
      out(modem, behaviour.before ?? '')
      line(modem, `+CMGS: ${modem.reference}`)
      out(modem, behaviour.between ?? '')
      return result(modem, true)
    case 'sends-silently':
      return send()
    case 'says-nothing':
      return
    case 'pulled-after-sending':
      send()
      return modem.pull?.()
    case 'message':
      if (behaviour.sends) send()
      return out(modem, behaviour.bytes)
  }
}
