/** A simulated modem with the text sender that uses it. */
import { createSerialModem } from '../../native/modem/serial-modem.ts'
import type { SerialModemTiming } from '../../native/modem/modem-line.ts'
import type { TextSender } from '../../native/ports.ts'
import { createModemSimulator, type ModemSimulator, type SimulatorMakeUp } from './modem-simulator.ts'
import { createSimulatedSocket, type SimulatedSocket } from './simulated-socket.ts'

type TextState = Parameters<Parameters<TextSender['watch']>[0]>[0]

export const open: TextSender[] = []

interface Bench {
  readonly modem: ModemSimulator
  readonly socket: SimulatedSocket
  readonly sender: TextSender
  readonly states: TextState[]
  until(state: TextState['state'], name?: RegExp): Promise<TextState>
  handedOver(): number
}

export function setUp(
  makeUp: SimulatorMakeUp = {},
  timing: Partial<SerialModemTiming> = { quiet: 0, poll: 5, reopen: 1 },
  prepare: (modem: ModemSimulator, socket: SimulatedSocket) => void = () => undefined,
): Bench {
  const modem = createModemSimulator(makeUp)
  const socket = createSimulatedSocket(modem)
  prepare(modem, socket)
  const sender = createSerialModem({ path: '/dev/ttyUSB0', openPort: socket.open, timing })
  open.push(sender)
  const states: TextState[] = []
  sender.watch((state) => states.push(state))
  return {
    modem,
    socket,
    sender,
    states,
    until: (state, name = /./) =>
      new Promise((resolve) => {
        const leave = sender.watch((now) => {
          if (now.state !== state || !name.test(now.name)) return
          queueMicrotask(() => leave())
          resolve(now)
        })
      }),
    handedOver: () => modem.commands().filter((command) => command.startsWith('AT+CMGS=')).length,
  }
}
