/** Habits of modems in the field, as data of the simulated one. Each may be put together with each other one. */
import type { SimulatorMakeUp } from './modem-simulator.ts'

export interface ModemQuirk {
  readonly name: string
  readonly makeUp: SimulatorMakeUp
}

export const modemQuirks: readonly ModemQuirk[] = [
  { name: 'none', makeUp: {} },
  { name: 'knows UCS-2 only', makeUp: { charsets: ['UCS2'] } },
  { name: 'knows the GSM alphabet only', makeUp: { charsets: ['GSM'] } },
  { name: 'answers in digits until it is told otherwise', makeUp: { verbose: false } },
  { name: 'keeps to digits', makeUp: { canBeVerbose: false } },
  { name: 'sends everything back', makeUp: { canStopEcho: false } },
  { name: 'ends its lines with CR only', makeUp: { lineEnd: '\r' } },
  { name: 'ends its lines with LF only', makeUp: { lineEnd: '\n' } },
  { name: 'has news between command and answer', makeUp: { noise: '\r\n+CMTI: "SM",3\r\n\r\nRING\r\n\r\n^RSSI:17\r\n\r\n+CREG: 1\r\n' } },
  { name: 'gets texts of strangers between command and answer', makeUp: { noise: '\r\n+CMT: "+447700900999",,"26/11/30"\r\nOK\r\n' } },
  { name: 'does not know whether its radio is on', makeUp: { radio: undefined } },
]
