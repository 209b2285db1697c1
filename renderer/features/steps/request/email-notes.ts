/** What the agent has to know of how an email was read: that it was HTML, and what of it could not be read. "Not read" is never shown as "empty". */
import { shortLine } from '../../../../domain/text-from-outside.ts'
import type { EmailRead, EmailWords } from './email-words.ts'

/** Types of parts that hold the words of an email in a form that only other programs open. */
const CLOSED: Readonly<Record<string, string>> = {
  'application/ms-tnef':
    'The words of this email may be in winmail.dat, a file that only Outlook can open. Ask the sender to send the email again as HTML or plain text.',
  'application/vnd.ms-tnef':
    'The words of this email may be in winmail.dat, a file that only Outlook can open. Ask the sender to send the email again as HTML or plain text.',
  'application/pkcs7-mime': 'This email is encrypted or signed as a whole. Open it in your email program and enter what it says by hand.',
  'application/x-pkcs7-mime': 'This email is encrypted or signed as a whole. Open it in your email program and enter what it says by hand.',
  'application/pgp-encrypted': 'This email is encrypted. Open it in your email program and enter what it says by hand.',
  'message/partial': 'This is one piece of an email that was sent in several. Ask the sender to send it again in one.',
}

export function notesOn(read: EmailRead, words: EmailWords): string[] {
  const closed = [...new Set([...words.types].flatMap((type) => CLOSED[type] ?? []))]
  const alphabets = [...words.unknownAlphabets].map((name) => `“${shortLine(name, 40)}”`).join(', ')
  return [
    ...(read.html && read.text !== ''
      ? ['This email was HTML. You see its words as plain text, without pictures, colours and links.']
      : []),
    ...(read.several
      ? ['This file has more than one email. You see only the first. Save the email with the request as a file of its own.']
      : []),
    ...closed,
    ...(words.isDamaged ? ['A part of this email is damaged, so it is shown as it was sent. Check it in your email program.'] : []),
    ...(alphabets ? [`RA Desk does not know the alphabet ${alphabets} that this email names. Check each name in your email program.`] : []),
    ...(words.hasLostLetters
      ? ['Some letters of this email could not be read and are shown as �. Check each name in your email program.']
      : []),
    ...(read.text === '' && closed.length === 0 ? [emptyNote(read, words)] : []),
  ]
}

function emptyNote(read: EmailRead, words: EmailWords): string {
  if (!read.hasBody) return 'This file has only the header of the email. Its text was not saved with it. Save the email again.'
  if (words.hasPictures) return 'This email has only pictures and no words. Open it in your email program to see them.'
  return words.attachments.length > 0
    ? 'This email has no text of its own. What it says may be in its attachments.'
    : 'The sender wrote no text in this email.'
}
