/**
 * Texts through a GSM modem on a serial port, in text mode (3GPP TS 27.005). A text is handed over once: what is lost after Ctrl-Z is unknown and
 * is not sent again here.
 */
import type { Result } from '../../domain/result.ts'
import { createSequencer } from '../../domain/sequencer.ts'
import type { TextFailureCode, TextOutcome, TextSender } from '../ports.ts'
import { handOverText, isE164, prepareText } from './hand-over-text.ts'
import { keepLine, type KeptLine } from './kept-line.ts'
import { textFailures } from './modem-fault.ts'
import { usualTiming, type SerialModemTiming } from './modem-line.ts'
import type { SerialPort } from './serial-port.ts'

export function createSerialModem(given: {
  readonly path: string
  readonly openPort: (path: string) => Promise<SerialPort>
  readonly timing?: Partial<SerialModemTiming>
}): TextSender {
  const { path, openPort } = given
  const inTurn = createSequencer()
  const line = keepLine({ path, openPort, timing: { ...usualTiming, ...given.timing }, inTurn })
  return {
    watch: line.watch,
    async send({ to, body }) {
      // A text asked for while the app starts waits for the first opening of the port, and for no other.
      await line.firstOpening
      return inTurn(() => deliver(line, to, body))
    },
    async close() {
      await line.close()
      await inTurn(async () => undefined)
    },
  }
}

async function deliver(line: KeptLine, to: string, body: string): Promise<Result<TextOutcome, TextFailureCode>> {
  const current = line.current()
  if (!current) return isE164(to) ? textFailures.absent() : textFailures.number()
  const text = prepareText(to, body, current)
  if (!text.ok) return text
  const found = await line.check(current)
  if (found.state === 'lost') return textFailures.lost()
  if (found.state === 'cannot-send') return textFailures.cannotSend(found.trouble)
  if (found.state === 'no-signal') return textFailures.noSignal()
  const { result, lost } = await handOverText(current, to, text.value)
  if (lost) line.lose(current)
  return result
}
