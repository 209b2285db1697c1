/** Hands one text over to a modem in text mode (3GPP TS 27.005). After Ctrl-Z a text is sent, refused or unknown; it is never sent again. */
import { err, ok, type Result } from '../../domain/result.ts'
import type { TextFailureCode, TextOutcome } from '../ports.ts'
import { encodeText, toUcs2Hex, type EncodedText } from './gsm-text.ts'
import { provesNotSent, textFailures } from './modem-fault.ts'
import { accepts, type ModemLine } from './modem-line.ts'

type TextResult = Result<TextOutcome, TextFailureCode>
type Encoded = Extract<EncodedText, { state: 'encoded' }>

export interface HandOver {
  readonly result: TextResult
  /** The line is out of step and must be opened again, so that a late answer is not taken for the answer to the next text. */
  readonly lost: boolean
}

const kept = (result: TextResult): HandOver => ({ result, lost: false })
const lost = (result: TextResult): HandOver => ({ result, lost: true })

const refusals: Readonly<Record<Exclude<EncodedText['state'], 'encoded'>, () => Result<never, TextFailureCode>>> = {
  empty: textFailures.empty,
  'too-long': textFailures.tooLong,
  'cannot-be-typed': textFailures.cannotBeTyped,
}

/** A plus sign and at most fifteen digits (ITU-T E.164): nothing that could end the command and begin another. */
export const isE164 = (to: string): boolean => /^\+[1-9]\d{6,14}$/.test(to)

/** A text as the bytes of this modem; refuses a number or a text that the modem cannot take. */
export function prepareText(to: string, body: string, line: ModemLine): Result<Encoded, TextFailureCode> {
  if (!isE164(to)) return textFailures.number()
  const encoded = encodeText(body, line.charsets)
  return encoded.state === 'encoded' ? ok(encoded) : refusals[encoded.state]()
}

/** Said before every text, because a modem that restarted by itself has forgotten it. */
async function setTextMode(line: ModemLine, { charset }: Encoded): Promise<HandOver | undefined> {
  for (const command of ['AT+CMGF=1', ...(charset ? [`AT+CSCS="${charset}"`] : [])]) {
    const accepted = await accepts(line, command)
    if (accepted === undefined) return lost(textFailures.lost())
    if (!accepted)
      return kept(
        err(
          'modem-refused',
          'The modem does not take texts in text mode. The text was not sent.',
          'Use another modem, or send the text from the work phone.',
        ),
      )
  }
  // An ordinary text in the GSM alphabet, kept for a day. A modem that does not know the command uses its own values.
  return (await accepts(line, 'AT+CSMP=17,167,0,0')) === undefined ? lost(textFailures.lost()) : undefined
}

export async function handOverText(line: ModemLine, to: string, text: Encoded): Promise<HandOver> {
  const { at, timing } = line
  const failed = await setTextMode(line, text)
  if (failed) return failed
  // The number is in the same set as the text.
  const number = text.charset === 'UCS2' ? toUcs2Hex(to) : to
  const prompt = await at.askForPrompt(`AT+CMGS="${number}"`, { milliseconds: timing.prompt })
  if (prompt.result === 'error') return kept(textFailures.refused(prompt.fault))
  if (prompt.result !== 'prompt') {
    // The prompt may still come. ESC leaves it, and without Ctrl-Z no text goes.
    await at.cancel(timing.quiet)
    return lost(textFailures.lost())
  }
  const reply = await at.enter(text.bytes, { milliseconds: timing.result, answer: '+CMGS:' })
  if (!reply.handedOver) return lost(reply.result === 'error' ? textFailures.refused(reply.fault) : textFailures.lost())
  if ((reply.result === 'ok' || reply.result === 'error') && !reply.overheard) {
    if (reply.result === 'error' && reply.lines.length === 0 && provesNotSent(reply.fault)) return kept(textFailures.refused(reply.fault))
    // Sent only when the modem gave one message reference (one octet) and then OK.
    const reference = reply.lines.length === 1 ? /^\+CMGS: ?(\d{1,3})(?:,|$)/.exec(reply.lines[0]!)?.[1] : undefined
    if (reply.result === 'ok' && reference !== undefined && Number(reference) <= 255) return kept(ok({ state: 'sent', reference }))
  }
  return lost(ok({ state: 'unknown' }))
}
