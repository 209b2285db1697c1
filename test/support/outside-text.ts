/** Every parser of text from outside, and the texts that cost parsers most. Used by the test that grows them and by `npm run bench -- outside-text`. */
import { findJson } from '../../domain/find-json.ts'
import { parseSerial } from '../../domain/card/register/serial.ts'
import { readItemReference } from '../../domain/dispatch/reference.ts'
import { readTracking } from '../../domain/dispatch/s10.ts'
import { organisationInText } from '../../domain/guidance/organisation-in-text.ts'
import { findPlaceholders } from '../../domain/guidance/text-template.ts'
import { parseAddress } from '../../domain/registrant/address.ts'
import { parseDrivingLicence } from '../../domain/registrant/driving-licence.ts'
import { parseEmail } from '../../domain/registrant/email.ts'
import { parseMobile } from '../../domain/registrant/mobile.ts'
import { parseName, parseNameOnCard } from '../../domain/registrant/name.ts'
import { parseNationalInsuranceNumber } from '../../domain/registrant/national-insurance-number.ts'
import { parseMachineReadableZone } from '../../domain/registrant/machine-readable-zone.ts'
import { parsePassportNumber } from '../../domain/registrant/passport.ts'
import { parsePlainDate } from '../../domain/registrant/plain-date.ts'
import { parsePostcode } from '../../domain/registrant/postcode.ts'
import { readRequestLines } from '../../domain/registrant/request-lines.ts'
import { parseUuid } from '../../domain/registrant/uuid.ts'
import { safeFileName } from '../../domain/safe-file-name.ts'
import { resolvePolicy } from '../../domain/station/resolve-policy.ts'
import { cleanCode, cleanLines, cleanName, singleLine, withoutHidden } from '../../domain/text-from-outside.ts'
import { text as caseText, emailAddress } from '../../domain/values.ts'
import { readCardList } from '../../main/cards/read-card-list.ts'
import { readEditionFile } from '../../main/editions/edition-file.ts'
import { openWith } from '../../main/handover/age-file.ts'
import { findMessageFault } from '../../preload/contract/message-size.ts'
import { toTerms } from '../../domain/work/search-words.ts'
import { readRequestEmail } from '../../renderer/features/steps/request/read-email.ts'
import { sniffFile } from '../../renderer/images/sniff.ts'

export interface OutsideParser {
  readonly name: string
  readonly read: (text: string) => unknown
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const head = 'From: Sam Sponsor <sam@example.org>\r\nDate: Mon, 23 Nov 2026 09:00:00 +0000\r\n'
const mail = (text: string): Promise<unknown> => readRequestEmail(bytes(text))
const organisations = Array.from({ length: 50 }, (_, index) => ({ odsCode: `ZZ${index}`, name: `Invented Health Centre ${index}` }))
const inUtf16 = (text: string): Uint8Array => Buffer.from(`\uFEFF${text}`, 'utf16le')

export const outsideParsers: readonly OutsideParser[] = [
  { name: 'email: whole file', read: mail },
  { name: 'email: whole file in UTF-16', read: (text) => readRequestEmail(inUtf16(`${head}\r\n${text}`)) },
  { name: 'email: text', read: (text) => mail(`${head}\r\n${text}`) },
  { name: 'email: text, flowed', read: (text) => mail(`${head}Content-Type: text/plain; format=flowed\r\n\r\n${text}`) },
  { name: 'email: quoted-printable', read: (text) => mail(`${head}Content-Transfer-Encoding: quoted-printable\r\n\r\n${text}`) },
  { name: 'email: base64', read: (text) => mail(`${head}Content-Transfer-Encoding: base64\r\n\r\n${text}`) },
  {
    name: 'email: base64 of text',
    read: (text) => mail(`${head}Content-Transfer-Encoding: base64\r\n\r\n${Buffer.from(text).toString('base64')}`),
  },
  { name: 'email: HTML', read: (text) => mail(`${head}Content-Type: text/html\r\n\r\n${text}`) },
  { name: 'email: sender', read: (text) => mail(`From: ${text}\r\nDate: Mon, 23 Nov 2026 09:00:00 +0000\r\n\r\nx`) },
  { name: 'email: subject', read: (text) => mail(`${head}Subject: ${text}\r\n\r\nx`) },
  { name: 'email: type', read: (text) => mail(`${head}Content-Type: text/plain; ${text}\r\n\r\nx`) },
  { name: 'email: parts', read: (text) => mail(`${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n${text}\r\n--b--`) },
  { name: 'email: name of an attachment', read: (text) => mail(`${head}Content-Type: application/pdf; name="${text}"\r\n\r\nx`) },
  { name: 'email: forwarded', read: (text) => mail(`${head}Content-Type: message/rfc822\r\n\r\n${text}`) },
  // What an email has at most.
  { name: 'lines of a request', read: (text) => readRequestLines('', text.slice(0, 300_000), organisations) },
  { name: 'list of serial numbers', read: (text) => readCardList(bytes(text)) },
  { name: 'serial number', read: parseSerial },
  { name: 'lines of a passport', read: (text) => parseMachineReadableZone(text, '2026-11-23') },
  { name: 'passport number', read: (text) => parsePassportNumber(text, 'GBR') },
  { name: 'driving licence', read: parseDrivingLicence },
  { name: 'address', read: (text) => parseAddress({ lines: [text, text], town: text, postcode: text, country: text }) },
  { name: 'postcode', read: parsePostcode },
  { name: 'email address', read: parseEmail },
  { name: 'mobile number', read: (text) => parseMobile(text) },
  { name: 'name', read: (text) => parseName({ title: text, given: text, family: text }) },
  { name: 'name on the card', read: parseNameOnCard },
  { name: 'NI number', read: parseNationalInsuranceNumber },
  { name: 'date', read: (text) => parsePlainDate(text) },
  { name: 'UUID', read: parseUuid },
  { name: 'tracking number', read: readTracking },
  { name: 'reference of an envelope', read: readItemReference },
  { name: 'search', read: toTerms },
  ...[cleanCode, cleanLines, cleanName, singleLine, withoutHidden, safeFileName].map((read) => ({ name: `cleaner ${read.name}`, read })),
  { name: 'text and address of a case', read: (text) => [caseText.safeParse(text), emailAddress.safeParse(text)] },
  { name: 'organisation in a text message', read: (text) => organisationInText(text, 60) },
  { name: 'wording of an edition', read: findPlaceholders },
  { name: 'edition file', read: (text) => readEditionFile(bytes(JSON.stringify({ kind: 'edition', signed: text, signature: text })), 'x') },
  { name: 'policy file', read: (text) => resolvePolicy({ machine: { text }, user: { text: JSON.stringify({ [text]: text }) } }) },
  { name: 'bundle and backup', read: (text) => openWith(new Uint8Array(32), bytes(`age-encryption.org/v1\n${text}`)) },
  { name: 'JSON', read: findJson },
  { name: 'message of the page', read: (text) => findMessageFault({ text, list: [text] }) },
  { name: 'kind of a file', read: (text) => sniffFile(bytes(text)) },
]

const repeated = (piece: string, length: number): string => piece.repeat(Math.ceil(length / piece.length)).slice(0, length)

/** What costs parsers most, by name, for any length. */
export const worstTexts: readonly (readonly [name: string, make: (length: number) => string])[] = [
  ...[
    '\n',
    '\r\n',
    '\r',
    ' ',
    ' \n',
    '\t',
    'x\n',
    'a',
    'a ',
    '0',
    '<',
    '>',
    '<p>',
    '<a "',
    '<a ">"',
    '<a ">" \'',
    '<!--',
    '<style>',
    '(',
    ')(',
    '[',
    '{',
    '"',
    '""',
    "'",
    '",',
    ',',
    ';',
    '\\',
    '&',
    '&#',
    '=',
    '=\n',
    '= ',
    '=?',
    '=?utf-8?Q?',
    '=?utf-8?Q?=41?= ',
    '--b\n',
    '--b\n\n',
    '--',
    'a:',
    'a@',
    'a@b ',
    '@',
    '.',
    '-',
    '+44',
    '+44 (0)',
    'x1',
    'Name:\n',
    'Name: ',
    'CgoK',
    'Content-Type: message/rfc822\n\n',
    'Content-Type: multipart/mixed; boundary=b\n\n--b\n',
    '-> X25519 a\n',
    '\u0301',
    '\u00e9',
    '\u202E',
    '\u{1F469}\u200D',
    '\uFEFF',
    '\0',
  ].map((piece) => [JSON.stringify(piece), (length: number) => repeated(piece, length)] as const),
  ['blanks within words', (length) => `a${' '.repeat(length)}b`],
  ['one letter, then blanks', (length) => `a${' '.repeat(length)}`],
  ['an open quotation mark', (length) => `"${'a'.repeat(length)}`],
  ['an open encoded word', (length) => `=?utf-8?Q?${'a'.repeat(length)}`],
  ['nested brackets', (length) => '['.repeat(length / 2) + ']'.repeat(length / 2)],
  ['folded header', (length) => `a\r\n${repeated(' b\r\n', length)}`],
  ['parameters', (length) => Array.from({ length: length / 10 }, (_, index) => `a*${index}*=b;`).join('')],
]
