/** Reads a request email: who sent it, when, and its words as plain text. What could not be read is said in its notes, never left out in silence. */
import { err, ok, type Result } from '../../../../domain/result.ts'
import { cleanLines, shortLine, singleLine } from '../../../../domain/text-from-outside.ts'
import { EmailWords } from './email-words.ts'
import { emailTooLarge, type EmailFailureCode } from './email-failures.ts'
import { notesOn } from './email-notes.ts'

export interface RequestEmail {
  readonly from?: { readonly name: string; readonly address: string }
  readonly subject: string
  /** Plain date in UK time on which it was sent. */
  readonly sentOn?: string
  readonly text: string
  readonly attachments: readonly string[]
  /** What the agent has to know of how it was read, each a sentence or two. */
  readonly notes: readonly string[]
}

/** Evidence holds at most 20 MB. */
export const MAXIMUM_EMAIL_BYTES = 20_000_000
/** As shown: about 100 pages. */
const LONGEST_TEXT = 300_000
const LONGEST_LINE = 500

export async function readRequestEmail(bytes: Uint8Array): Promise<Result<RequestEmail, EmailFailureCode>> {
  if (bytes.length > MAXIMUM_EMAIL_BYTES) {
    return err('email-too-large', 'The email is larger than 20 MB. It was not saved.', 'Save it without its attachments and add it again.')
  }
  if (isOutlookFile(bytes)) return outlookFile
  const words = new EmailWords()
  const read = await words.read(bytes)
  if (!read.ok) return read
  const { header, text } = read.value
  // Any bytes parse as an email without headers; a real one says who sent it and when.
  if (!header.from || !header.headers.some(({ key }) => key === 'date' || key === 'received')) return notAnEmail
  const { from } = header
  const mailbox = from.address === undefined ? from.group[0] : from
  const sentOn = findDay(header.date)
  const clean = withFewBlankLines(cleanLines(text))
  if (clean.length > LONGEST_TEXT) return emailTooLarge(`more than ${LONGEST_TEXT.toLocaleString('en-GB')} characters of text`)
  return ok({
    ...(mailbox?.address
      ? { from: { name: shortLine(mailbox.name, LONGEST_LINE), address: shortLine(mailbox.address, LONGEST_LINE) } }
      : {}),
    subject: singleLine(header.subject ?? ''),
    ...(sentOn === undefined ? {} : { sentOn }),
    text: clean,
    attachments: words.attachments.map((name) => singleLine(name)),
    notes: notesOn({ ...read.value, text: clean }, words),
  })
}

/** Compound File Binary: what Outlook for Windows saves as .msg. */
const isOutlookFile = (bytes: Uint8Array): boolean =>
  [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1].every((byte, index) => bytes[index] === byte)

const outlookFile = err(
  'email-outlook-msg',
  'This is an Outlook .msg file, which RA Desk cannot read. It was not saved.',
  'Open the email in new Outlook or in Outlook on the web, choose “More actions” (…), then “Save” or “Download”, and add the .eml file. Or fill in the form by hand and paste what the email says into the note.',
)
const notAnEmail = err(
  'email-not-readable',
  'RA Desk cannot read this file as an email. It was not saved.',
  'Save the email as an .eml file: in new Outlook or Outlook on the web choose “More actions” (…), then “Save” or “Download”. Or fill in the form by hand and paste what the email says into the note.',
)

/** At most two empty lines in a row: thousands of them push the words out of sight. */
function withFewBlankLines(text: string): string {
  let empty = 0
  return text
    .split('\n')
    .filter((line) => {
      empty = line.trim() === '' ? empty + 1 : 0
      return empty <= 2
    })
    .join('\n')
}

function findDay(date: string | undefined): string | undefined {
  const instant = new Date(date ?? '')
  if (Number.isNaN(instant.getTime())) return undefined
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/London',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(instant)
  const part = (type: string): string => parts.find((one) => one.type === type)!.value
  return `${part('year')}-${part('month')}-${part('day')}`
}
