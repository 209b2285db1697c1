/** Words for what a modem refuses, and whether a refusal proves that the text did not go. */
import { err, type Err } from '../../domain/result.ts'
import type { TextFailureCode } from '../ports.ts'
import type { AtFault } from './at-reply.ts'

const sim = 'Check the SIM in the modem, or send the text from the work phone.'
const phone = 'Send the text from the work phone.'
const number = 'Check the mobile number with the registrant.'
const wait = 'Wait a minute and try again, or send the text from the work phone.'

type Known = readonly [words: string, next: string]

const simFaults = {
  missing: ['There is no SIM in the modem', sim],
  pin: ['The SIM in the modem asks for its PIN', 'Take the PIN off the SIM in a phone, or send the text from the work phone.'],
  puk: ['The SIM in the modem is locked (PUK)', 'Unlock the SIM in a phone, or send the text from the work phone.'],
  failure: ['The SIM in the modem does not work', sim],
  busy: ['The SIM in the modem is not ready yet', wait],
  wrong: ['The modem does not accept this SIM', sim],
} as const satisfies Record<string, Known>

/**
 * 3GPP TS 27.005 §3.2.5; 0–127 are the network's own causes (24.011 §E-2). Each of them is a refusal for good: the text did not go.
 * Not here, and so never taken for a proof: 300 device failure, 320 memory failure, 332 network timeout, 500 unknown, and makers' own codes.
 */
const cms: Readonly<Record<number, Known>> = {
  1: ['The network does not know the number', number],
  8: ['The network bars texts from this SIM', phone],
  10: ['The network bars texts from this SIM', phone],
  21: ['The network rejected the text', phone],
  27: ['The number is out of service', number],
  28: ['The network does not know the number', number],
  29: ['The network rejected the text', phone],
  30: ['The network does not know the number', number],
  38: ['The network is out of order', wait],
  41: ['The network could not take the text just now', wait],
  42: ['The network is too busy', wait],
  47: ['The network is too busy', wait],
  50: ['The SIM has no contract for texts', phone],
  69: ['The network does not carry such texts', phone],
  301: ['The modem’s text service is taken by something else', wait],
  302: ['The modem does not allow this', phone],
  303: ['The modem does not support this', phone],
  304: ['The modem did not take the text as it was given', phone],
  305: ['The modem did not take the text as it was given', phone],
  310: simFaults.missing,
  311: simFaults.pin,
  312: simFaults.pin,
  313: simFaults.failure,
  314: simFaults.busy,
  315: simFaults.wrong,
  316: simFaults.puk,
  317: simFaults.pin,
  318: simFaults.puk,
  322: ['The SIM is full of old texts', 'Delete texts from the SIM in a phone, or send the text from the work phone.'],
  330: ['The SIM has no number for the text service centre', phone],
}

/** 3GPP TS 27.007 §9.2.1. */
const cme: Readonly<Record<number, Known>> = {
  3: ['The modem does not allow this', phone],
  4: ['The modem does not support this', phone],
  10: simFaults.missing,
  11: simFaults.pin,
  12: simFaults.puk,
  13: simFaults.failure,
  14: simFaults.busy,
  15: simFaults.wrong,
  17: simFaults.pin,
  18: simFaults.puk,
  20: ['The SIM is full of old texts', 'Delete texts from the SIM in a phone, or send the text from the work phone.'],
  32: ['The network lets this SIM make emergency calls only', phone],
}

const noService = (fault: AtFault): boolean => fault.code === (fault.kind === 'CMS' ? 331 : 30)

function findKnown({ kind, code }: AtFault): Known | undefined {
  return (kind === 'CMS' ? cms : cme)[code]
}

/** Whether this refusal, heard after the text was handed over, proves that it did not go. Plain `ERROR` and unknown codes prove nothing. */
export function provesNotSent(fault: AtFault | undefined): boolean {
  return fault !== undefined && (noService(fault) || findKnown(fault) !== undefined)
}

export const textFailures = {
  absent: (): Err<TextFailureCode> =>
    err(
      'modem-not-found',
      'The modem is not connected, or does not answer. The text was not sent.',
      'Plug in the modem, or send the text from the work phone.',
    ),
  lost: (): Err<TextFailureCode> =>
    err(
      'modem-not-found',
      'The link to the modem broke before the text was handed over. The text was not sent.',
      'Check the modem’s plug and try again, or send the text from the work phone.',
    ),
  noSignal: (): Err<TextFailureCode> =>
    err('no-signal', 'The modem has no signal. The text was not sent.', 'Move the modem, or send the text from the work phone.'),
  number: (): Err<TextFailureCode> =>
    err('modem-refused', 'The modem refused this number. The text was not sent.', 'Check the mobile number.'),
  empty: (): Err<TextFailureCode> => err('modem-refused', 'There is nothing in the text. The text was not sent.', phone),
  tooLong: (): Err<TextFailureCode> =>
    err(
      'modem-refused',
      'The text is too long for one message. The text was not sent.',
      'Shorten the wording of the text, or send it from the work phone.',
    ),
  cannotBeTyped: (): Err<TextFailureCode> =>
    err(
      'modem-refused',
      'The text holds a character that this modem cannot send. The text was not sent.',
      'Change the wording of the text, or send it from the work phone.',
    ),
  refused(fault: AtFault | undefined): Err<TextFailureCode> {
    if (fault && noService(fault)) return textFailures.noSignal()
    const known = fault && findKnown(fault)
    const words = known?.[0] ?? 'The modem refused the text'
    const code = fault ? ` (${fault.kind} ERROR ${fault.code})` : ''
    return err('modem-refused', `${words}${code}. The text was not sent.`, known?.[1] ?? phone)
  },
  cannotSend: ({ words, next }: ModemTrouble): Err<TextFailureCode> => err('modem-refused', `${words}. The text was not sent.`, next),
}

/** Why a modem that answers cannot send, and what helps. */
export interface ModemTrouble {
  readonly words: string
  readonly next: string
}

/** RA Desk does not turn it on automatically: it may be off on purpose, and it is another program's or the computer's to switch. */
export const radioOff: ModemTrouble = {
  words: 'The modem’s radio is off',
  next: 'Turn off flight mode, or unplug the modem and plug it in again. Or send the text from the work phone.',
}

const trouble = ([words, next]: Known): ModemTrouble => ({ words, next })

/** What `+CPIN: …` (27.007 §8.3) says of the SIM; undefined when it is ready. The PIN is never typed for anybody: three wrong ones lock the SIM. */
export function readSimState(state: string): ModemTrouble | undefined {
  if (state === 'READY') return undefined
  return trouble(/PUK/.test(state) ? simFaults.puk : /PIN/.test(state) ? simFaults.pin : simFaults.busy)
}

/** A refusal to say how the SIM is. Modems without a PIN question refuse it too, so only a fault of the SIM counts. */
export function readSimFault(fault: AtFault | undefined): ModemTrouble | undefined {
  const known = fault && findKnown(fault)
  return known && Object.values<Known>(simFaults).includes(known) ? trouble(known) : undefined
}
