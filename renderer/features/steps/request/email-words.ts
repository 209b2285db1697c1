/** Collects the words of an email from its parts, within limits, and keeps account of what could not be read. */
import PostalMime, { type Email } from 'postal-mime'
import { htmlToText } from '../../../../domain/html-text.ts'
import { ok, type Result } from '../../../../domain/result.ts'
import { toRawEmail } from './email-bytes.ts'
import { decodePart, undoTransfer } from './decode-part.ts'
import { emailTooLarge } from './email-failures.ts'
import type { HeaderFields } from './email-header.ts'
import { takeApart, type EmailPart, type EmailTree, type PartsFailure } from './email-parts.ts'

interface Words {
  readonly text: string
  readonly html: boolean
}

export interface EmailRead extends Words {
  readonly header: Email
  readonly hasBody: boolean
  /** The file is a mailbox, and this is its first email. */
  readonly several: boolean
}

/** Of all parts that have words, as they are sent. Long threads of HTML have some 300 kB. */
const LARGEST_TEXT = 1_000_000
/** A thread of 300 emails has fewer. */
const MOST_TAGS = 100_000
/** An email in an email in an email. */
const MOST_FORWARDED = 3
/** Of the fields that are read: with the longest subject and sender, 2 kB. */
const LONGEST_FIELDS = 20_000

const PART_LIMITS: Readonly<Record<PartsFailure, string>> = {
  'too-many-parts': 'more than 500 parts',
  'too-deep': 'parts within parts, more than 12 deep',
  'header-too-large': 'a header of more than 500 kB',
}

export class EmailWords {
  readonly attachments: string[] = []
  /** Of the parts that are not words. */
  readonly types = new Set<string>()
  readonly unknownAlphabets = new Set<string>()
  hasLostLetters = false
  hasPictures = false
  isDamaged = false
  #size = 0

  /** `forwarded`: how many emails this one is within. */
  async read(bytes: Uint8Array, forwarded = 0): Promise<Result<EmailRead, 'email-too-large'>> {
    const raw = toRawEmail(bytes)
    const apart = takeApart(raw)
    if (typeof apart === 'string') return emailTooLarge(PART_LIMITS[apart])
    this.isDamaged ||= apart.damaged
    const { fields, hasBody } = apart
    if ([...fields.values()].reduce((length, value) => length + value.length, 0) > LONGEST_FIELDS)
      return emailTooLarge(`more than ${LONGEST_FIELDS / 1_000} kB of sender and subject`)
    const words = await this.#ofTree(apart.tree, raw.recoded, forwarded)
    if (!words.ok) return words
    return ok({ ...words.value, header: await readFields(fields, TOP_FIELDS), hasBody, several: raw.several })
  }

  async #ofTree(tree: EmailTree, recoded: boolean, forwarded: number): Promise<Result<Words, 'email-too-large'>> {
    if ('part' in tree) return this.#ofPart(tree.part, recoded, forwarded)
    const all: Words[] = []
    for (const child of tree.children) {
      const words = await this.#ofTree(child, recoded, forwarded)
      if (!words.ok) return words
      if (words.value.text.trim() !== '') all.push(words.value)
    }
    // Plain text first: it is what the sender wrote, or what their program made of it.
    const chosen = tree.alternatives ? [all.find(({ html }) => !html) ?? all.at(-1)].filter((one) => one !== undefined) : all
    return ok({ text: chosen.map(({ text }) => text).join('\n\n'), html: chosen.some(({ html }) => html) })
  }

  async #ofPart(part: EmailPart, recoded: boolean, forwarded: number): Promise<Result<Words, 'email-too-large'>> {
    if (part.kind === 'message' && forwarded < MOST_FORWARDED) return this.#ofForwarded(part, forwarded)
    if (part.kind === 'attachment' || part.kind === 'message') return ok(await this.#noteAttachment(part))
    this.#size += part.bytes.length
    if (this.#size > LARGEST_TEXT) return emailTooLarge('more than 1 MB of text')
    const { text, unknownAlphabet } = await decodePart(part, recoded)
    if (unknownAlphabet !== undefined) this.unknownAlphabets.add(unknownAlphabet)
    this.hasLostLetters ||= text.includes('\uFFFD')
    return part.kind === 'html' ? this.#ofHtml(text) : ok({ text, html: false })
  }

  #ofHtml(html: string): Result<Words, 'email-too-large'> {
    const tags = countTags(html)
    if (tags > MOST_TAGS) return emailTooLarge(`more than ${MOST_TAGS.toLocaleString('en-GB')} HTML tags`)
    this.hasPictures ||= /<img\b/i.test(html)
    return ok({ text: htmlToText(html), html: true })
  }

  async #ofForwarded(part: EmailPart, forwarded: number): Promise<Result<Words, 'email-too-large'>> {
    const read = await this.read(undoTransfer(part), forwarded + 1)
    if (!read.ok) return read
    const { header, text, html } = read.value
    const from = header.from?.name || header.from?.address || 'an unknown sender'
    return ok({ text: `Forwarded email from ${from}: ${header.subject ?? 'no subject'}\n\n${text}`, html })
  }

  async #noteAttachment(part: EmailPart): Promise<Words> {
    const { attachments } = await readFields(part.fields, PART_FIELDS, 'x')
    const name = attachments[0]?.filename ?? (part.kind === 'message' ? 'forwarded email' : part.type)
    this.attachments.push(name)
    this.types.add(/^winmail\.dat$/i.test(name.trim()) ? 'application/ms-tnef' : part.type)
    return { text: '', html: false }
  }
}

const TOP_FIELDS = ['from', 'subject', 'date', 'received']
const PART_FIELDS = ['content-type', 'content-disposition']

/** Decodes fields with the mail parser, which gets nothing else to read. */
function readFields(fields: HeaderFields, names: readonly string[], body = ''): Promise<Email> {
  const lines = names.flatMap((name) => (fields.has(name) ? [`${name}: ${fields.get(name)!.slice(0, LONGEST_FIELDS)}`] : []))
  return PostalMime.parse(`${lines.join('\n')}\n\n${body}`, { forceRfc822Attachments: true })
}

function countTags(html: string): number {
  let tags = 0
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) tags += 1
  return tags
}
