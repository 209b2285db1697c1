/**
 * Everything that a card tells without a passcode, in words, with the bytes it was read from. Reads only: writes nothing and uses no
 * attempt. Objects that need the registrant's passcode are listed as such.
 */
import type { CardConnection } from '../ports.ts'
import { openChannel } from '../card/channel.ts'
import { formatHex, fromHex } from '../../domain/bytes.ts'
import { instructions, objects, references } from '../card/piv.ts'
import { openSession, type PivSession } from '../card/session.ts'
import { recordConnection, type TranscriptLine } from '../reader/transcript.ts'
import { decodeAtr, historicalText } from './atr.ts'
import { describeCertificate } from './describe-certificate.ts'
import { describeCcc, describeChuid, describeDiscovery, describeMetadata, type Row } from './describe-objects.ts'
import { findKnownCard } from './known-cards.ts'

export interface CardSection {
  readonly id: string
  readonly title: string
  /** One sentence: there, not there, needs the passcode, could not be read. */
  readonly message: string
  readonly rows: readonly Row[]
  /** Hex of what was read, as it came. Absent when nothing was. */
  readonly raw?: string
}

export interface CardPage {
  readonly atr: string
  readonly what: string
  readonly sections: readonly CardSection[]
  readonly transcript: readonly TranscriptLine[]
}

const keys = [
  { slot: references.authenticationKey, name: 'Log-in (9A)', certificate: objects.certificate9a },
  { slot: references.signatureKey, name: 'Signature (9C)', certificate: objects.certificate9c },
  { slot: references.keyManagementKey, name: 'Key management (9D)', certificate: objects.certificate9d },
  { slot: references.cardAuthenticationKey, name: 'Card authentication (9E)', certificate: objects.certificate9e },
] as const

const guarded = [
  { tag: objects.printedInformation, title: 'Printed information: name, organisation' },
  { tag: objects.facialImage, title: 'Photograph' },
  { tag: objects.fingerprints, title: 'Fingerprints' },
] as const

/** What the answer to reset says; enough for a card that is not connected to. */
export function describeAtr(atr: string): { readonly what: string; readonly section: CardSection } {
  const decoded = decodeAtr(fromHex(atr))
  const known = findKnownCard(atr)
  const text = decoded && historicalText(decoded.historical)
  const rows: Row[] = [{ key: 'Answer to reset', value: atr }]
  if (decoded) {
    rows.push(
      { key: 'Protocols', value: decoded.protocols.join(', ') },
      {
        key: 'Speed',
        value: `${decoded.bitsPerSecond === undefined ? 'not known' : `up to ${decoded.bitsPerSecond.toLocaleString('en-GB')} bits a second`} (${decoded.ta1 === undefined ? 'TA1 is not given' : `TA1 ${decoded.ta1}`})`,
      },
      ...(text === undefined ? [] : [{ key: 'Calls itself', value: text }]),
      ...(decoded.checkIsRight === false ? [{ key: 'Check byte', value: 'Wrong: clean the chip' }] : []),
    )
  } else rows.push({ key: 'Form', value: 'Not that of ISO 7816-3' })
  const what = known ? known.what : 'a card of a kind that is not in the list'
  return { what, section: { id: 'atr', title: 'The card', message: `This is ${what}.`, rows } }
}

/** The connection is the caller's, also when this rejects. */
export async function readCard(given: {
  readonly connection: CardConnection
  readonly random: (length: number) => Uint8Array
}): Promise<CardPage> {
  const transcript: TranscriptLine[] = []
  const connection = recordConnection(given.connection, (line) => transcript.push(line))
  const { what, section } = describeAtr(connection.atr)
  const sections: CardSection[] = [section]
  const page = (): CardPage => ({ atr: connection.atr, what, sections, transcript })
  const session = openSession({ connection, random: given.random })
  const channel = openChannel(connection, 'extended')

  const selected = await session.select()
  if (!selected.ok) {
    sections.push({ id: 'application', title: 'PIV application', message: `${selected.error.message} ${selected.error.next}`, rows: [] })
    return page()
  }
  sections.push(await describeApplication(session, selected.value.label))

  const readObject = async (id: string, title: string, tag: number, describe: (content: Uint8Array) => readonly Row[]): Promise<void> => {
    const object = await session.readObject(tag)
    if (object.ok)
      sections.push({
        id,
        title,
        message: `On the card: ${String(object.value.length)} bytes.`,
        rows: describe(object.value),
        raw: formatHex(object.value),
      })
    else sections.push({ id, title, message: absent(object.error), rows: [] })
  }
  await readObject('chuid', 'Card holder unique identifier (CHUID)', objects.chuid, describeChuid)
  await readObject('ccc', 'Card capability container (CCC)', objects.ccc, describeCcc)
  await readObject('discovery', 'Discovery object', objects.discovery, describeDiscovery)
  for (const { slot, name, certificate } of keys)
    await readObject(`certificate-${slot.toString(16)}`, `Certificate: ${name}`, certificate, describeCertificate)

  const metadata = async (id: string, title: string, reference: number): Promise<void> => {
    const answer = await channel.send({ cla: 0, ins: instructions.getMetadata, p1: 0, p2: reference, le: 256 })
    if (!answer.ok) return void sections.push({ id, title, message: `${answer.error.message} ${answer.error.next}`, rows: [] })
    const { sw, data } = answer.value
    if (sw === 0x9000) sections.push({ id, title, message: 'There.', rows: describeMetadata(data), raw: formatHex(data) })
    else sections.push({ id, title, message: sw === 0x6a88 || sw === 0x6a82 ? 'No key here.' : 'This card does not tell.', rows: [] })
  }
  for (const { slot, name } of keys) await metadata(`key-${slot.toString(16)}`, `Key: ${name}`, slot)
  await metadata('key-9b', 'Card management key (9B)', references.managementKey)

  for (const { tag, title } of guarded) {
    const object = await session.readObject(tag)
    // What a card gives away without its passcode is not looked at here either.
    sections.push({
      id: `object-${tag.toString(16)}`,
      title,
      rows: [],
      message: object.ok
        ? `This card gives it away without a passcode (${String(object.value.length)} bytes). It is not shown.`
        : absent(object.error),
    })
  }
  return page()
}

/** The PIV application as it tells of itself: serial number, version and the attempts that are left. */
async function describeApplication(session: PivSession, label: string): Promise<CardSection> {
  const [version, serial, tries] = [await session.readVersion(), await session.readSerial(), await session.readRetries()]
  return {
    id: 'application',
    title: 'PIV application',
    message: 'The card has the PIV application.',
    rows: [
      { key: 'Serial number', value: serial.ok ? (serial.value ?? 'Not told by the card') : serial.error.message },
      { key: 'Version', value: version.ok ? (version.value ?? 'Not told by the card') : version.error.message },
      ...(label === '' ? [] : [{ key: 'Label', value: label }]),
      ...(tries.ok
        ? [
            { key: 'Passcode: attempts left', value: left(tries.value.passcode.left, tries.value.passcode.total) },
            { key: 'PUK: attempts left', value: left(tries.value.puk?.left, tries.value.puk?.total) },
          ]
        : [{ key: 'Attempts left', value: tries.error.message }]),
    ],
  }
}

const left = (count: number | undefined, total: number | undefined): string =>
  count === undefined
    ? 'Not told by the card'
    : count === 0
      ? 'None: locked'
      : total === undefined
        ? String(count)
        : `${String(count)} of ${String(total)}`

function absent(error: { readonly code: string; readonly message: string; readonly next: string }): string {
  if (error.code === 'object-not-found' || error.code === 'not-supported') return 'Not on the card.'
  if (error.code === 'not-authorised') return 'Needs the passcode.'
  return `${error.message} ${error.next}`
}
