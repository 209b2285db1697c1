/** The release of a passcode on paper: who called, when, and which number was texted. The passcode itself is never on it. */
import { A4 } from '../../domain/dispatch/media.ts'
import { formatPhone } from '../../domain/phone-number.ts'
import { err, type Result } from '../../domain/result.ts'
import type { DocumentFailureCode } from './failure.ts'
import { startPdf, type DocumentSettings } from './pdf.ts'
import { shrinkToFit, wrap } from './text-fit.ts'

export interface ReleaseSheet {
  readonly station: string
  readonly caseReference: string
  readonly registrant: string
  readonly cardSerial?: string
  /** The call in which the registrant said that the card has arrived. Instants in UTC. */
  readonly call: {
    readonly at: string
    readonly from: 'bound-number' | 'another-number' | 'number-withheld'
    readonly envelopeIntact: boolean
    readonly loggedBy: string
  }
  readonly text: {
    readonly at: string
    readonly to: string
    readonly route: 'modem' | 'work-phone'
    readonly outcome: string
    readonly by: string
  }
  readonly settled?: { readonly at: string; readonly arrived: boolean }
  /** Size and code of the record when the sheet was made, `214-7K3M-Q0X9-WRAB-CDEF`. */
  readonly checkpoint: string
}

const MARGIN = 22
const VALUE_X = MARGIN + 58
const VALUE_WIDTH = A4.width - MARGIN - VALUE_X
const LEADING = 5.4
const SIZE = 11

const from = {
  'bound-number': 'the mobile confirmed on the video call',
  'another-number': 'another number',
  'number-withheld': 'a withheld number',
} as const
const route = { modem: 'by the workstation’s modem', 'work-phone': 'by the work phone' } as const
const outcomes: Readonly<Record<string, string>> = {
  sent: 'Accepted by the network',
  'handed-to-agent': 'Given to the RA agent to send by the work phone',
  unknown: 'Not known: the modem was disconnected',
  begun: 'Not known: RA Desk stopped while sending',
}

/** Day and time in the United Kingdom with its zone, because the paper outlives the computer. */
function inWords(instant: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'long', timeZone: 'Europe/London' }).format(new Date(instant))
}

export async function makeReleaseSheet(sheet: ReleaseSheet, settings: DocumentSettings): Promise<Result<Uint8Array, DocumentFailureCode>> {
  const pdf = await startPdf('Release sheet', settings, ['regular', 'semibold'])
  const page = pdf.addPage(A4)
  if (settings.practice) page.watermark({ x: MARGIN, y: 60, width: A4.width - 2 * MARGIN, height: 200 })
  page.text('Release of a passcode', { x: MARGIN, y: 32, size: 24, weight: 'semibold' })
  if (settings.practice) page.text('PRACTICE', { x: A4.width - MARGIN, y: 32, size: 14, weight: 'semibold', align: 'right' })
  const station = shrinkToFit(pdf, sheet.station, {
    width: A4.width - 2 * MARGIN,
    height: 14,
    lines: 2,
    largest: 12,
    smallest: 8,
    leading: 1.3,
  })
  if (!station)
    return err(
      'text-too-long',
      'The name of the service is too long for the release sheet. Nothing was printed.',
      'Give the service a shorter name in the settings.',
    )
  station.rows.forEach((row, index) => page.text(row, { x: MARGIN, y: 41 + index * 5.5, size: station.size }))

  let y = 60
  const section = (heading: string, rows: readonly (readonly [string, string])[]) => {
    page.text(heading, { x: MARGIN, y, size: 13, weight: 'semibold' })
    page.line({ x: MARGIN, y: y + 2 }, { x: A4.width - MARGIN, y: y + 2 }, 0.2, { grey: 0.5 })
    y += 9
    for (const [key, value] of rows) {
      page.text(key, { x: MARGIN, y, size: SIZE })
      for (const line of wrap(
        value,
        (part) => pdf.measure(part, SIZE),
        () => VALUE_WIDTH,
        true,
      ) ?? [value]) {
        page.text(line, { x: VALUE_X, y, size: SIZE, weight: 'semibold' })
        y += LEADING
      }
      y += 1.4
    }
    y += 6
  }
  section('Registrant', [
    ['Case', sheet.caseReference],
    ['Name', sheet.registrant],
    ...(sheet.cardSerial ? [['Card', sheet.cardSerial] as const] : []),
  ])
  section('Call to confirm that the card arrived', [
    ['The registrant called', inWords(sheet.call.at)],
    ['From', from[sheet.call.from]],
    ['Envelope', sheet.call.envelopeIntact ? 'unopened, the registrant said' : 'not intact, the registrant said'],
    ['Logged by', sheet.call.loggedBy],
  ])
  section('Text with the passcode', [
    ['Texted to', `${formatPhone(sheet.text.to)}, the mobile confirmed on the video call`],
    ['When', inWords(sheet.text.at)],
    ['How', route[sheet.text.route]],
    ['Outcome', outcomes[sheet.text.outcome] ?? sheet.text.outcome],
    ['Released by', sheet.text.by],
    ['Arrived', sheet.settled ? `${sheet.settled.arrived ? 'yes' : 'no'}, recorded on ${inWords(sheet.settled.at)}` : 'not yet recorded'],
  ])
  page.text('The passcode is not on this sheet: RA Desk never prints it.', { x: MARGIN, y, size: 10 })
  y += 16
  for (const field of ['Name', 'Signature', 'Date and time']) {
    page.text(field, { x: MARGIN, y, size: 10 })
    page.line({ x: MARGIN + 34, y: y + 0.5 }, { x: A4.width - MARGIN, y: y + 0.5 }, 0.2, { grey: 0.3 })
    y += 11
  }
  const foot = A4.height - 14
  page.line({ x: MARGIN, y: foot - 4.5 }, { x: A4.width - MARGIN, y: foot - 4.5 }, 0.1, { grey: 0.6 })
  page.text(sheet.caseReference, { x: MARGIN, y: foot, size: 8 })
  page.text(`Record code ${sheet.checkpoint}`, { x: A4.width - MARGIN, y: foot, size: 8, align: 'right' })
  return pdf.finish()
}
