/**
 * A GSM modem made of bytes: AT commands in, answers out, texts into a virtual phone, and faults on request. It knows nothing of RA Desk's own modem code.
 * `openSimulatedPort` puts it behind a port in memory; `plugIntoPty` behind a pseudo terminal of the system, by `socat`.
 */

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

const GSM =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'

export interface SimulatorMakeUp {
  readonly model?: string
  /** How lines end: `\r\n` around each (V.250), or one of the careless kinds. */
  readonly lineEnd?: string
  readonly charsets?: readonly string[]
  /** False: `ATE0` is refused and everything typed comes back, text too. */
  readonly canStopEcho?: boolean
  readonly prompt?: string
  readonly verbose?: boolean
}

export function createModemSimulator(makeUp: SimulatorMakeUp = {}): ModemSimulator {
  const { model = 'SIM-ULATED 900', lineEnd = '\r\n', charsets = ['GSM', 'IRA', 'UCS2'], canStopEcho = true, prompt = '> ' } = makeUp
  const arrived: ArrivedText[] = []
  const commands: string[] = []
  const answers = new Map<string, string>()
  const behaviours: AfterCtrlZ[] = []
  let say: ((bytes: Uint8Array) => void) | undefined
  let pull: (() => void) | undefined
  let registered = true
  let sim = 'READY'
  let reference = 40
  let set = { echo: true, verbose: true, textMode: false, faults: false, charset: 'IRA', dcs: 0 }
  let typed: number[] = []
  let writingTo: string | undefined

  const out = (text: string): void => say?.(Uint8Array.from(text, (character) => character.charCodeAt(0)))
  const line = (text: string): void => out(lineEnd === '\r\n' ? `\r\n${text}\r\n` : `${text}${lineEnd}`)
  const result = (good: boolean): void => (set.verbose ? line(good ? 'OK' : 'ERROR') : out(good ? '0\r' : '4\r'))
  const fault = (words: string): void => (set.faults ? line(words) : result(false))

  function run(command: string): void {
    commands.push(command)
    const instead = answers.get(command)
    if (instead !== undefined) return out(instead)
    const inform = (text: string): void => {
      line(text)
      result(true)
    }
    const charset = /^AT\+CSCS="(\w+)"$/.exec(command)?.[1]
    const csmp = /^AT\+CSMP=(\d+),(\d+),(\d+),(\d+)$/.exec(command)
    const number = /^AT\+CMGS="([^"]*)"$/.exec(command)?.[1]
    if (command === 'AT') return result(true)
    if (command === 'ATV1') {
      set.verbose = true
      return result(true)
    }
    if (command === 'ATE0') {
      if (canStopEcho) set.echo = false
      return result(canStopEcho)
    }
    if (command === 'AT+CMEE=1') {
      set.faults = true
      return result(true)
    }
    if (command === 'AT+CMGF=1' || command === 'AT+CMGF=0') {
      set.textMode = command.endsWith('1')
      return result(true)
    }
    if (charset !== undefined) {
      if (!charsets.includes(charset)) return result(false)
      set.charset = charset
      return result(true)
    }
    if (csmp) {
      set.dcs = Number(csmp[4])
      return result(true)
    }
    if (command.startsWith('AT+CNMI=')) return result(true)
    if (command === 'AT+CGMM') return inform(model)
    if (command === 'AT+CPIN?') return sim === 'READY' || sim.startsWith('SIM') ? inform(`+CPIN: ${sim}`) : fault(sim)
    if (command === 'AT+CREG?' || command === 'AT+CEREG?') return inform(`${command.slice(2, -1)}: 0,${registered ? 1 : 2}`)
    if (command === 'AT+CSQ') return inform(registered ? '+CSQ: 17,0' : '+CSQ: 99,99')
    if (number !== undefined) {
      if (!set.textMode) return fault('+CMS ERROR: 304')
      if (!registered) return fault('+CMS ERROR: 331')
      writingTo = number
      return out(`\r\n${prompt}`)
    }
    return result(false)
  }

  function decode(bytes: readonly number[]): string {
    const table = set.charset === 'GSM' ? (byte: number) => GSM[byte] ?? '?' : (byte: number) => String.fromCharCode(byte)
    // A text set to another alphabet than the GSM one arrives garbled.
    return set.dcs === 0 ? bytes.map(table).join('') : '????'
  }

  function handOver(to: string, bytes: readonly number[]): void {
    const behaviour = behaviours.shift() ?? { does: 'sends' }
    const send = (): void => void arrived.push({ to, body: decode(bytes) })
    switch (behaviour.does) {
      case 'sends':
        send()
        reference = (reference + 1) % 256
        out(behaviour.before ?? '')
        line(`+CMGS: ${reference}`)
        out(behaviour.between ?? '')
        return result(true)
      case 'sends-silently':
        return send()
      case 'says-nothing':
        return
      case 'pulled-after-sending':
        send()
        return pull?.()
      case 'message':
        if (behaviour.sends) send()
        return out(behaviour.bytes)
    }
  }

  return {
    take(bytes) {
      for (const byte of bytes) {
        if (set.echo) out(String.fromCharCode(byte))
        if (writingTo !== undefined) {
          if (byte === 0x1b) {
            writingTo = undefined
            typed = []
            result(true)
          } else if (byte === 0x1a) {
            const to = writingTo
            const body = typed
            writingTo = undefined
            typed = []
            handOver(to, body)
          } else if (byte === 0x08) typed.pop()
          else if (byte === 0x0d) {
            typed.push(0x0a)
            out(`\r\n${prompt}`)
          } else typed.push(byte)
        } else if (byte === 0x0d) {
          // Whatever was typed before AT is no command.
          const command = /AT.*$/.exec(String.fromCharCode(...typed))?.[0]
          typed = []
          if (command !== undefined) run(command)
        } else if (byte !== 0x0a) typed.push(byte)
      }
    },
    connect(to, pullOut) {
      say = to
      pull = pullOut
    },
    arrived: () => [...arrived],
    commands: () => [...commands],
    setRegistered(there) {
      registered = there
    },
    setSim(state) {
      sim = state
    },
    next: (behaviour) => void behaviours.push(behaviour),
    answer: (command, bytes) => void answers.set(command, bytes),
    restart() {
      set = { echo: true, verbose: makeUp.verbose ?? true, textMode: false, faults: false, charset: 'UCS2', dcs: 8 }
      writingTo = undefined
      typed = []
    },
    leaveAtPrompt(to, words) {
      writingTo = to
      typed = [...words].map((character) => character.charCodeAt(0))
    },
    blurt: out,
  }
}
