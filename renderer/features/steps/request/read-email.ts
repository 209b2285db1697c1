/** Reads a request email into suggestions for the agent to confirm. It fills only fields that the agent sees. */
import { cleanLines, singleLine } from '../../../../domain/text-from-outside.ts'
import PostalMime, { type Email } from 'postal-mime'
import { err, ok, type Result } from '../../../../domain/result.ts'
import { parseEmail } from '../../../../domain/registrant/email.ts'

export interface RequestEmail {
  readonly from?: { readonly name: string; readonly address: string }
  readonly subject: string
  /** Plain date in UK time on which it was sent. */
  readonly sentOn?: string
  readonly text: string
  readonly attachments: readonly string[]
}

/** Evidence holds at most 20 MB. */
export const MAXIMUM_EMAIL_BYTES = 20_000_000

export async function readRequestEmail(bytes: Uint8Array): Promise<Result<RequestEmail, 'email-too-large' | 'email-not-readable'>> {
  if (bytes.length > MAXIMUM_EMAIL_BYTES) {
    return err('email-too-large', 'The email is larger than 20 MB.', 'Save it without its attachments and add it again.')
  }
  if (isOneLongText(bytes))
    return err(
      'email-not-readable',
      'This is not a request email: it is one text of more than 2 MB. It was not saved.',
      'Choose the email that the request came in.',
    )
  const email = await parse(bytes)
  // Any bytes parse as an email without headers; a real one says who sent it and when.
  if (!email || !email.from || !email.headers.some(({ key }) => key === 'date' || key === 'received')) {
    return err(
      'email-not-readable',
      'RA Desk cannot read this file as an email. It was not saved.',
      'In your email program, choose “Save as” and the .eml format, not .msg. Then add it again.',
    )
  }
  const { from } = email
  const mailbox = from.address === undefined ? from.group[0] : from
  const sentOn = findDay(email.date)
  return ok({
    ...(mailbox?.address ? { from: { name: singleLine(mailbox.name), address: singleLine(mailbox.address) } } : {}),
    subject: singleLine(email.subject ?? ''),
    ...(sentOn === undefined ? {} : { sentOn }),
    text: cleanLines(email.text ?? ''),
    attachments: email.attachments.map(({ filename, mimeType }) => singleLine(filename ?? mimeType)),
  })
}

export interface RequestSuggestions {
  readonly registrantName?: string
  readonly registrantEmail?: string
  readonly sponsorName?: string
  readonly sponsorEmail?: string
  readonly odsCode?: string
}

const WHO = String.raw`(?:(?:registrant|new starter|applicant|employee|user)(?:['’]s)?\s+)?`
const NAME_LINE = new RegExp(
  String.raw`^[\s*•-]*${WHO}(?:full\s+)?name(?:\s+of\s+(?:the\s+)?(?:registrant|new starter|applicant|employee|user))?\s*[:=]\s*(.+)$`,
  'im',
)
const EMAIL_LINE = new RegExp(String.raw`^[\s*•-]*${WHO}e-?mail(?:\s+address)?\s*[:=]\s*(\S+)`, 'im')

/** No one writes this much by hand, and parsing it line by line would freeze the screen for a minute. */
const LARGEST_PLAIN_EMAIL = 2_000_000
const isOneLongText = (bytes: Uint8Array): boolean =>
  bytes.length > LARGEST_PLAIN_EMAIL && !/^content-type:\s*multipart\//im.test(new TextDecoder('latin1').decode(bytes.subarray(0, 65_536)))

/** Looks for lines like "Name: …" and "Email: …", and for an organisation that this station registers for. */
export function suggestFields(
  email: RequestEmail,
  organisations: readonly { readonly odsCode: string; readonly name: string }[],
): RequestSuggestions {
  const registrantName = NAME_LINE.exec(email.text)?.[1]?.trim()
  const registrantEmail = parseEmail(EMAIL_LINE.exec(email.text)?.[1] ?? '')
  const words = `${email.subject}\n${email.text}`
  const named = organisations.filter(
    ({ odsCode, name }) => new RegExp(`\\b${odsCode}\\b`).test(words) || words.toLowerCase().includes(name.toLowerCase()),
  )
  return {
    ...(registrantName ? { registrantName } : {}),
    ...(registrantEmail.ok ? { registrantEmail: registrantEmail.value.value } : {}),
    ...(email.from?.name ? { sponsorName: singleLine(email.from.name) } : {}),
    ...(email.from ? { sponsorEmail: email.from.address } : {}),
    ...(named.length === 1 ? { odsCode: named[0]!.odsCode } : {}),
  }
}

async function parse(bytes: Uint8Array): Promise<Email | undefined> {
  try {
    return await PostalMime.parse(bytes)
  } catch {
    return undefined
  }
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
