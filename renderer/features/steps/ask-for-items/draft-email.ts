/** The email that asks the registrant for the items, from the edition's template, and as a draft that email programs open. */
import type { EventOf } from '../../../../domain/case/events.ts'
import type { ItemId } from '../../../../domain/guidance/edition.ts'
import { getSection, type Edition } from '../../../../domain/guidance/edition.ts'
import { fillTemplate } from '../../../../domain/guidance/text-template.ts'
import { parseEmail } from '../../../../domain/registrant/email.ts'
import { readLine, readText, sentence, type FormRead, type Problem } from '../../shared/before-call/read-form.ts'

export interface AskValues {
  items: string[]
  to: string
  subject: string
  body: string
  /** The draft as RA Desk wrote it. While the body is unchanged, it follows the ticked items. */
  made: string
}

export interface AskContext {
  readonly registrantName: string
  readonly agentName: string
  /** As people write it, not E.164. */
  readonly agentMobile: string
  readonly organisation: string
  readonly serviceProvider: string
}

export function draftEmail(
  edition: Edition,
  items: readonly string[],
  context: AskContext,
): { readonly subject: string; readonly body: string } {
  const list = edition.requestedItems
    .filter(({ id }) => items.includes(id))
    .map(({ words }) => `• ${words}`)
    .join('\n')
  const values = { ...context, items: list }
  const { subject, body } = getSection(edition, 'email')
  return { subject: fillTemplate(subject, values), body: fillTemplate(body, values) }
}

export function readAsk(values: AskValues): FormRead<EventOf<'itemsAskedFor'>, keyof AskValues> {
  const problems: Problem<keyof AskValues>[] = []
  if (values.items.length === 0) problems.push({ name: 'items', message: 'Choose at least one item to ask for' })
  const to = parseEmail(values.to)
  if (!to.ok) problems.push({ name: 'to', message: sentence(to.error) })
  const subject = readLine(problems, 'subject', values.subject, 'The subject', 'Enter the subject of the email')
  const body = readText(problems, 'body', values.body, 'The email', 'Enter the text of the email')
  if (problems.length > 0 || !to.ok) return { problems }
  return { event: { kind: 'itemsAskedFor', to: to.value.value, subject: subject!, body: body!, items: values.items as ItemId[] } }
}

/**
 * An unsent email (RFC 5322; `X-Unsent` makes Outlook open it for editing). The body is base64 so that no line of it can be too long,
 * and header values are one line whatever was typed.
 */
export function emailFile({ to, subject, body }: { readonly to: string; readonly subject: string; readonly body: string }): string {
  const headers = [
    `To: ${to.replace(/[\r\n]+/g, ' ')}`,
    `Subject: ${encodeHeader(subject)}`,
    'X-Unsent: 1',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
  ]
  const encoded = toBase64(body.replace(/\r?\n/g, '\r\n')).replace(/.{76}/g, '$&\r\n')
  return `${headers.join('\r\n')}\r\n\r\n${encoded}\r\n`
}

/** RFC 2047 §2: a line with an encoded word has at most 76 characters, the header's name with it, and no word ends inside a character. */
const ENCODED_BYTES = 39

function encodeHeader(text: string): string {
  const line = text.replace(/[\r\n]+/g, ' ')
  if (/^[\x20-\x7e]*$/.test(line) && line.length <= 60 && !line.includes('=?')) return line
  const words: string[] = []
  let word = ''
  for (const character of line) {
    if (new TextEncoder().encode(word + character).length > ENCODED_BYTES) {
      words.push(word)
      word = ''
    }
    word += character
  }
  return [...words, word].map((part) => `=?utf-8?B?${toBase64(part)}?=`).join('\r\n ')
}

function toBase64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''))
}
