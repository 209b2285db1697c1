/**
 * A GSM modem made of bytes: AT commands in, answers out, texts into a virtual phone, and faults on request. It knows nothing of RA Desk's own modem code.
 * `openSimulatedPort` puts it behind a port in memory; `plugIntoPty` behind a pseudo terminal of the system, by `socat`.
 */
import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { readlink } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { findProgram } from './pcsc.ts'

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

/** A port in memory with the modem behind it. Bytes cross one at a time, as far as `cut` lets them. */
export interface SimulatedSocket {
  open(path: string): Promise<{
    write(bytes: Uint8Array): Promise<void>
    onBytes(listener: (bytes: Uint8Array) => void): void
    onClose(listener: () => void): void
    close(): Promise<void>
  }>
  pull(): void
  plugIn(): void
  openings(): number
  /** From now on so many bytes cross, in either direction; then the cable is pulled, once. */
  cutAfter(bytes: number): void
  /** Bytes that crossed since the count began. */
  crossed(): number
}

export function createSimulatedSocket(modem: ModemSimulator): SimulatedSocket {
  let pluggedIn = true
  let openings = 0
  let left = Infinity
  let crossed = 0
  let hangUp: (() => void) | undefined
  const pull = (): void => {
    left = Infinity
    hangUp?.()
  }
  /** Whether one more byte may cross. */
  const cross = (): boolean => {
    if (left <= 0) {
      pull()
      return false
    }
    left--
    crossed++
    return true
  }
  return {
    async open() {
      await Promise.resolve()
      if (!pluggedIn) throw new Error('no such port')
      if (hangUp) throw new Error('the port is already open')
      openings++
      let open = true
      const closeListeners: (() => void)[] = []
      const waiting: number[] = []
      let listener: ((bytes: Uint8Array) => void) | undefined
      let telling = false
      const close = (): void => {
        if (!open) return
        open = false
        hangUp = undefined
        modem.connect(undefined)
        for (const one of closeListeners) one()
      }
      const tellAll = async (): Promise<void> => {
        if (telling) return
        telling = true
        while (open && listener && waiting.length > 0) {
          await Promise.resolve()
          if (!open || !cross()) break
          listener(Uint8Array.of(waiting.shift()!))
        }
        telling = false
      }
      hangUp = close
      modem.connect((bytes) => {
        waiting.push(...bytes)
        void tellAll()
      }, pull)
      return {
        async write(bytes) {
          for (const byte of bytes) {
            await Promise.resolve()
            if (!open || !cross()) throw new Error('the port is gone')
            modem.take(Uint8Array.of(byte))
          }
        },
        onBytes(one) {
          listener = one
          void tellAll()
        },
        onClose: (one) => void (open ? closeListeners.push(one) : one()),
        close: () => Promise.resolve(close()),
      }
    },
    pull() {
      pluggedIn = false
      pull()
    },
    plugIn() {
      pluggedIn = true
    },
    openings: () => openings,
    cutAfter(bytes) {
      left = bytes
      crossed = 0
    },
    crossed: () => crossed,
  }
}

/** Why there can be no pseudo terminal on this machine; undefined when there can. */
export function whyNoPty(): string | undefined {
  if (process.platform === 'win32') return 'pseudo terminals are not on Windows'
  return findProgram('socat') ? undefined : 'socat is not installed'
}

export interface PluggedPty {
  /** The pseudo terminal itself: `/dev/pts/N`. */
  readonly device: string
  unplug(): Promise<void>
}

/** Plugs what speaks over a serial line into the path `link`, where it stays until it is unplugged or pulls itself out. `pulled` hears of the latter. */
export async function plugIntoPty(
  modem: Pick<ModemSimulator, 'take' | 'connect'>,
  link: string,
  pulled: () => void = () => undefined,
): Promise<PluggedPty> {
  rmSync(link, { force: true })
  const socat = spawn(findProgram('socat')!, [`pty,raw,echo=0,link=${link}`, 'STDIO'], { stdio: ['pipe', 'pipe', 'ignore'] })
  const ended = new Promise<void>((resolve) => socat.once('exit', () => resolve()))
  socat.stdin.on('error', () => undefined)
  socat.stdout.on('data', (bytes: Buffer) => modem.take(Uint8Array.from(bytes)))
  const kill = (): void => {
    modem.connect(undefined)
    socat.kill('SIGKILL')
    rmSync(link, { force: true })
  }
  modem.connect(
    (bytes) => void socat.stdin.write(bytes),
    () => {
      kill()
      void ended.then(pulled)
    },
  )
  for (let tries = 0; ; tries++) {
    const device = await readlink(link).catch(() => undefined)
    if (device !== undefined)
      return {
        device,
        unplug: async () => {
          kill()
          await ended
        },
      }
    if (tries > 500 || socat.exitCode !== null) throw new Error('socat made no pseudo terminal')
    await sleep(10)
  }
}
