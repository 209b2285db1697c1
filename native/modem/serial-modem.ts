/**
 * Texts through a GSM modem on a serial port, in text mode (3GPP TS 27.005). A text is handed over once: what is lost after Ctrl-Z is unknown and
 * is not sent again here. After anything unclear the port is opened again, so that a late answer is not taken for the answer to the next text.
 */
import type { Result } from '../../domain/result.ts'
import { createSequencer } from '../../domain/sequencer.ts'
import type { TextFailureCode, TextOutcome, TextSender } from '../ports.ts'
import { createAtConversation, type ByteStream } from './at-command.ts'
import { handOverText, isE164, prepareText } from './hand-over-text.ts'
import { textFailures } from './modem-fault.ts'
import { checkModem, setUpModem, usualTiming, type ModemCheck, type ModemLine, type SerialModemTiming } from './modem-line.ts'

export interface SerialPort extends ByteStream {
  close(): Promise<void>
}

type TextState = Parameters<Parameters<TextSender['watch']>[0]>[0]

export function createSerialModem(given: {
  readonly path: string
  readonly openPort: (path: string) => Promise<SerialPort>
  readonly timing?: Partial<SerialModemTiming>
}): TextSender {
  const { path, openPort } = given
  const timing = { ...usualTiming, ...given.timing }
  const listeners = new Set<(state: TextState) => void>()
  const firstOpening = Promise.withResolvers<undefined>()
  const inTurn = createSequencer()
  const pauses = createPause()
  let last: TextState = { state: 'absent', name: `Modem on ${path}` }
  let line: ModemLine | undefined
  let closed = false
  /** The port that is open now, in use or not yet. */
  let openedPort: SerialPort | undefined

  function tell(state: TextState): void {
    if (state.state === last.state && state.name === last.name) return
    last = state
    for (const listener of [...listeners]) listener(state)
  }

  async function openLine(): Promise<ModemLine | undefined> {
    const port = await openPort(path).catch(() => undefined)
    if (!port) return undefined
    openedPort = port
    const opened = closed ? undefined : await setUpModem({ at: createAtConversation(port), timing }, path)
    if (!opened || closed) {
      await port.close()
      return undefined
    }
    line = opened
    // Called at once when the port is lost already.
    port.onClose(() => lose(opened))
    return opened
  }

  /** Checks whether the modem can send, and tells the watchers. */
  async function checkAndTell(current: ModemLine): Promise<ModemCheck> {
    const found = await checkModem(current)
    // Pulled out at the last byte of the answer: the answer is out of date, and "absent" has been told.
    if (line !== current) return { state: 'lost' }
    if (found.state === 'lost') lose(current)
    // The port has no state for a SIM that cannot work; the name says what is wrong.
    else if (found.state === 'sim') tell({ state: 'no-signal', name: `${current.name}: ${found.trouble.words}` })
    else tell({ state: found.state, name: current.name })
    return found
  }

  function lose(current: ModemLine): void {
    if (line !== current) return
    line = undefined
    void openedPort?.close()
    tell({ state: 'absent', name: current.name })
    pauses.end()
  }

  async function run(): Promise<void> {
    while (!closed) {
      const current = await openLine()
      if (current) await inTurn(async () => line === current && checkAndTell(current))
      firstOpening.resolve(undefined)
      while (current && line === current) {
        await pauses.begin(timing.poll)
        await inTurn(async () => line === current && checkAndTell(current))
      }
      if (!closed) await pauses.begin(timing.reopen)
    }
  }

  async function deliver(to: string, body: string): Promise<Result<TextOutcome, TextFailureCode>> {
    const current = line
    if (!current) return isE164(to) ? textFailures.absent() : textFailures.number()
    const text = prepareText(to, body, current)
    if (!text.ok) return text
    const found = await checkAndTell(current)
    if (found.state === 'lost') return textFailures.lost()
    if (found.state === 'sim') return textFailures.sim(found.trouble)
    if (found.state === 'no-signal') return textFailures.noSignal()
    const { result, lost } = await handOverText(current, to, text.value)
    if (lost) lose(current)
    return result
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
      await firstOpening.promise
      return inTurn(() => deliver(to, body))
    },
    async close() {
      closed = true
      line = undefined
      listeners.clear()
      await openedPort?.close()
      pauses.end()
      firstOpening.resolve(undefined)
      await inTurn(async () => undefined)
    },
  }
}

/** A pause that can be ended early. */
function createPause(): { begin(milliseconds: number): Promise<void>; end(): void } {
  let end = (): void => undefined
  return {
    begin: (milliseconds) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, milliseconds)
        end = () => {
          clearTimeout(timer)
          resolve()
        }
      }),
    end: () => end(),
  }
}
