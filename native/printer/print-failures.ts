/** What can stand between a card face and its card, in words for the agent. Each says whether anything may have been printed. */
import { err, type Err } from '../../domain/result.ts'
import type { CardMove, CardMoveFailureCode, PrinterFailureCode } from '../ports.ts'
import { findIppGroup, ippGroup, type IppMessage } from './ipp.ts'
import type { IppAnswer } from './ipp-client.ts'
import { plain } from './printer-messages.ts'

type Unanswered = Exclude<IppAnswer['outcome'], 'answered'>

const pdfInstead = 'Save the card face as a PDF and print it from the printer’s own program, at 100 % size.'

const silences: Readonly<Record<Unanswered, string>> = {
  unreachable: 'Switched off or not connected',
  elsewhere: 'Its address is not one that the policy of this workstation allows',
  untrusted: 'Its certificate is not one that this workstation trusts',
  refused: 'It refuses RA Desk',
  cut: 'Does not answer',
}

/** RFC 8011 Appendix B. */
const statuses: Readonly<Record<number, readonly [words: string, next: string]>> = {
  0x0401: ['The printer does not let this user print', 'Ask the person who manages the printer.'],
  0x0402: ['The printer asks who is printing', 'Ask the person who manages the printer.'],
  0x0403: ['The printer does not let this user print', 'Ask the person who manages the printer.'],
  0x0408: ['The card face is too big for the printer', pdfInstead],
  0x040a: ['The printer takes no PDF', pdfInstead],
  0x0502: ['The printer takes no jobs just now', 'Wait a minute and print again.'],
  0x0505: ['The printer cannot print just now', 'Wait a minute and print again.'],
  0x0506: ['The printer takes no jobs', 'Let the printer take jobs again in its settings, and print again.'],
  0x0507: ['The printer is busy with another job', 'Wait until it is done and print again.'],
}

const asked: Readonly<Record<string, string>> = {
  'media-col': 'cards of this size',
  'media-size': 'cards of this size',
  'print-scaling': 'printing at true size',
  'document-format': 'PDF',
}

const moveWords: Readonly<Record<CardMove, string>> = {
  feed: 'it took a card from the feeder',
  toContacts: 'the card came to the contact station',
  eject: 'the card went into the output hopper',
  reject: 'the card went into the reject tray',
}

export const printFailures = {
  silence: (outcome: Unanswered): string => silences[outcome],
  unknown: (): Err<PrinterFailureCode> =>
    err('printer-not-found', 'There is no printer of this name. Nothing was printed.', 'Choose another printer.'),
  closed: (): Err<PrinterFailureCode> =>
    err('printer-not-found', 'The link to the printer is closed. Nothing was printed.', 'Start RA Desk again.'),
  serviceStopped: (): Err<PrinterFailureCode> =>
    err(
      'printer-not-found',
      'The print service (CUPS) of this workstation does not answer. Nothing was printed.',
      'Ask IT to start the print service, then print again.',
    ),
  notReached: (outcome: Unanswered): Err<PrinterFailureCode> =>
    err('printer-problem', `The printer cannot be reached: ${silences[outcome]}. Nothing was printed.`, 'Fix the printer and print again.'),
  problem: (words: string): Err<PrinterFailureCode> =>
    err('printer-problem', `The printer reports: ${words}. Nothing was printed.`, 'Fix the printer and print again.'),
  notOurPdf: (): Err<PrinterFailureCode> =>
    err(
      'printer-refused',
      'The printer takes only a PDF whose pages are all of one size. Nothing was printed.',
      'Report this: it is a fault of RA Desk.',
    ),
  noPdf: (): Err<PrinterFailureCode> => err('printer-refused', 'The printer takes no PDF. Nothing was printed.', pdfInstead),
  oneSide: (): Err<PrinterFailureCode> =>
    err(
      'printer-refused',
      'The printer does not report that it can print both sides. Nothing was printed.',
      'Print the front, turn the card over, and print the back.',
    ),
  scales: (): Err<PrinterFailureCode> =>
    err('printer-refused', 'The printer does not print at true size. Nothing was printed.', pdfInstead),
  wrongMedium: (wanted: string, offers: readonly string[]): Err<PrinterFailureCode> =>
    err(
      'printer-refused',
      `The printer has no cards of ${wanted}: it takes ${offers.slice(0, 3).join(', ')}${offers.length > 3 ? ' and others' : ''}. Nothing was printed.`,
      'Choose the card printer, or set the size of its cards in its settings.',
    ),
  refused(answer: IppMessage): Err<PrinterFailureCode> {
    const known = statuses[answer.code]
    if (known) return err('printer-refused', `${known[0]}. Nothing was printed.`, known[1])
    const lacking = [...findIppGroup(answer, ippGroup.unsupported).keys()].map((name) => asked[name] ?? plain(name))
    const words =
      lacking.length > 0
        ? `The printer does not support ${[...new Set(lacking)].join(', ')}`
        : `The printer refused the job (IPP status ${answer.code.toString(16).padStart(4, '0')})`
    return err(
      'printer-refused',
      `${words}. Nothing was printed.`,
      lacking.length > 0 ? 'Choose the card printer, or check its settings.' : pdfInstead,
    )
  },
  perhaps: (): Err<PrinterFailureCode> =>
    err(
      'print-unknown',
      'The link to the printer broke while it was printing. It may or may not have printed.',
      'Check what came out before you print again.',
    ),
  stoppedAtCard: (words: string): Err<PrinterFailureCode> =>
    err('print-unknown', `The printer stopped: ${words}. Some of the face may be on the card.`, 'Check the card before you print again.'),
  unknownMover: (): Err<CardMoveFailureCode> =>
    err('printer-not-found', 'There is no printer of this name. No card moved.', 'Choose another printer.'),
  noPath: (): Err<CardMoveFailureCode> =>
    err(
      'printer-not-found',
      'This printer does not move cards by itself. No card moved.',
      'Write the card in a reader, and print it after.',
    ),
  restarting: (): Err<'printer-problem'> =>
    err('printer-problem', 'The link to the printer is being restarted. No card moved.', 'Wait a moment and try again.'),
  noMove: (words: string): Err<CardMoveFailureCode> =>
    err('printer-problem', `The printer reports: ${words}. No card moved.`, 'Fix the printer and try again.'),
  stuck: (words: string): Err<CardMoveFailureCode> =>
    err(
      'card-stuck',
      `The printer reports: ${words}. A card is in the way.`,
      'Open the printer, take the card out, and say on the screen that you have it.',
    ),
  movedPerhaps: (move: CardMove): Err<CardMoveFailureCode> =>
    err('move-unknown', `The printer did not say whether ${moveWords[move]}.`, 'Check the printer and its trays before you continue.'),
}
