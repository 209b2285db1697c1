/** What can stand between a page and its card or its paper, in words for the agent. Each says whether anything may have been printed. */
import { err, type Err } from '../../domain/result.ts'
import type { CardMove, CardMoveFailureCode, PrinterFailureCode } from '../ports.ts'
import type { IppAnswer } from './ipp-client.ts'

type Unanswered = Exclude<IppAnswer['outcome'], 'answered'>

export const pdfInstead = 'Save the PDF and print it from another program, at 100 % size.'

const silences: Readonly<Record<Unanswered, string>> = {
  unreachable: 'Switched off or not connected',
  elsewhere: 'Its address is not one that the policy of this workstation allows',
  untrusted: 'Its certificate is not one that this workstation trusts',
  refused: 'It refuses RA Desk',
  cut: 'Does not answer',
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
      `The printer does not take pages of ${wanted}: it takes ${offers.slice(0, 3).join(', ')}${offers.length > 3 ? ' and others' : ''}. Nothing was printed.`,
      'Choose another printer, or set this size in its settings.',
    ),
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
