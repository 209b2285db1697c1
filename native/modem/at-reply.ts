/** What a modem answers to a command (ITU-T V.250 §5.7), and what each line that it says is. */

/** `+CMS ERROR: n` (27.005 §3.2.5, texts) or `+CME ERROR: n` (27.007 §9.2, the modem itself). */
export interface AtFault {
  readonly kind: 'CMS' | 'CME'
  readonly code: number
}

interface Heard {
  /** The information lines that belong to the command, oldest first. */
  readonly lines: readonly string[]
  /** The text of a stranger came in between (`+CMT`, `+CBM`): any line after it may be the stranger's. */
  readonly overheard: boolean
}

export type AtReply =
  | ({ readonly result: 'ok' } & Heard)
  /** No `fault`: plain `ERROR`, or one in words. */
  | ({ readonly result: 'error'; readonly fault?: AtFault } & Heard)
  /** The time ran out. */
  | { readonly result: 'silent' }
  | { readonly result: 'closed' }

export type PromptReply = AtReply | { readonly result: 'prompt' }

/** `handedOver`: Ctrl-Z was given to the stream, so the modem may have sent the text whatever it says. */
export type EntryReply = AtReply & { readonly handedOver: boolean }

const unsolicited =
  /^(\^|\*|\$|_|RING\b|RDY\b|NO CARRIER|Call Ready|SMS Ready|\+(CMTI|CDSI?|CREG|CGREG|CEREG|CUSD|CLIP|CRING|CIEV|CPIN|CFUN|CTZV|CTZE|QIND)\b)/
const carriesText = /^\+(CMT|CBM):/
/** A delivery report in PDU mode: the report itself is on the next line. In text mode it is all on one. */
const carriesReport = /^\+CDS: *\d+$/
const faultLine = /^\+CM([SE]) ERROR:\s*(.*)$/
const otherErrors = /^(ERROR|COMMAND NOT SUPPORT|TOO MANY PARAMETERS)\b/

export type Final = { readonly result: 'ok' } | { readonly result: 'error'; readonly fault?: AtFault }

/** The line that ends an answer, in words or in digits (V.250 §6.2.6, ATV0); `undefined` for any other. */
export function readFinal(line: string): Final | undefined {
  if (line === 'OK' || line === '0') return { result: 'ok' }
  if (line === '4') return { result: 'error' }
  const fault = faultLine.exec(line)
  if (fault) {
    const [, letter, code = ''] = fault
    return {
      result: 'error',
      ...(/^\d{1,5}$/.test(code) ? { fault: { kind: letter === 'S' ? ('CMS' as const) : ('CME' as const), code: Number(code) } } : {}),
    }
  }
  return otherErrors.test(line) ? { result: 'error' } : undefined
}

/** The next line is the text of a stranger, or a report: it belongs to no command, whatever it looks like. */
export function announcesText(line: string): boolean {
  return carriesText.test(line) || carriesReport.test(line)
}

/** `answer`: how the information lines of the command begin; an empty one takes every line that is not known to be unsolicited. */
export function isInformation(line: string, answer: string): boolean {
  return answer === '' ? !unsolicited.test(line) : line.startsWith(answer)
}
