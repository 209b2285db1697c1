/**
 * Keeps the line to a modem open: opens its port, looks again and again whether it can send, and opens the port again after a loss. After anything
 * unclear the line counts as lost, so that a late answer is not taken for the answer to the next text.
 */
import type { Sequencer } from '../../domain/sequencer.ts'
import type { TextState } from '../ports.ts'
import { createWatchedValue, type WatchedValue } from '../watched-value.ts'
import { createAtConversation } from './at-command.ts'
import { checkModem, setUpModem, type ModemCheck, type ModemLine, type SerialModemTiming } from './modem-line.ts'
import type { SerialPort } from './serial-port.ts'

export interface KeptLine {
  readonly watch: WatchedValue<TextState>['watch']
  /** The line that is open now. */
  current(): ModemLine | undefined
  /** Resolves when the port was opened or refused for the first time. */
  readonly firstOpening: Promise<unknown>
  /** Checks whether the modem can send, and tells the watchers. */
  check(line: ModemLine): Promise<ModemCheck>
  /** Of a line that is not the current one: nothing. */
  lose(line: ModemLine): void
  close(): Promise<void>
}

/** `inTurn`: one piece of work on the line at a time. */
export function keepLine(given: {
  readonly path: string
  readonly openPort: (path: string) => Promise<SerialPort>
  readonly timing: SerialModemTiming
  readonly inTurn: Sequencer
}): KeptLine {
  const { path, openPort, timing, inTurn } = given
  const state = createWatchedValue<TextState>({ state: 'absent', name: `Modem on ${path}` })
  const firstOpening = Promise.withResolvers<undefined>()
  const pauses = createPause()
  let line: ModemLine | undefined
  let closed = false
  /** The port that is open now, in use or not yet. */
  let openedPort: SerialPort | undefined

  async function open(): Promise<ModemLine | undefined> {
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

  async function check(current: ModemLine): Promise<ModemCheck> {
    const found = await checkModem(current)
    // Pulled out at the last byte of the answer: the answer is out of date, and "absent" has been told.
    if (line !== current) return { state: 'lost' }
    if (found.state === 'lost') lose(current)
    else if (found.state === 'cannot-send') state.update({ state: 'cannot-send', name: current.name, trouble: found.trouble })
    else state.update({ state: found.state, name: current.name })
    return found
  }

  function lose(current: ModemLine): void {
    if (line !== current) return
    line = undefined
    void openedPort?.close()
    state.update({ state: 'absent', name: current.name })
    pauses.end()
  }

  async function run(): Promise<void> {
    while (!closed) {
      const current = await open()
      if (current) await inTurn(async () => line === current && check(current))
      firstOpening.resolve(undefined)
      while (current && line === current) {
        await pauses.begin(timing.poll)
        await inTurn(async () => line === current && check(current))
      }
      if (!closed) await pauses.begin(timing.reopen)
    }
  }

  async function close(): Promise<void> {
    closed = true
    line = undefined
    state.clear()
    await openedPort?.close()
    pauses.end()
    firstOpening.resolve(undefined)
  }

  void run()
  return { watch: state.watch, current: () => line, firstOpening: firstOpening.promise, check, lose, close }
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
