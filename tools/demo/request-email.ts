/** A sponsor's request as it would come from a mail program: RFC 5322, with a plain and an HTML part. */
import type { SampleRegistrant } from './samples.ts'

export function requestEmail({ name, email, sponsor, organisation, position, requestSentOn, title }: SampleRegistrant): string {
  const full = `${name.given} ${name.family}`
  const text = [
    'Hello,',
    '',
    'Please register a new member of our staff for a smartcard. They cannot come to see you, so please do it remotely.',
    '',
    `Name: ${full}`,
    `Email: ${email}`,
    `Organisation: ${organisation.name} (${organisation.odsCode})`,
    `Position: ${position}`,
    '',
    'I have known them since their interview and confirm that they work for us.',
    '',
    sponsor.name,
    sponsor.role,
    organisation.name,
    '',
    '(This email, and everyone in it, is invented.)',
    '',
  ]
  const boundary = 'invented-boundary-7d1f'
  const part = (type: string, body: string) => [
    `--${boundary}`,
    `Content-Type: ${type}; charset=utf-8`,
    'Content-Transfer-Encoding: base64',
    '',
    ...(Buffer.from(body)
      .toString('base64')
      .match(/.{1,76}/g) ?? []),
    '',
  ]
  return [
    `From: ${sponsor.name} <${sponsor.email}>`,
    'To: RA team <ra-team@invented-provider.example>',
    `Subject: ${encodeWord(`Smartcard request: ${full}`)}`,
    `Date: ${requestSentOn}`,
    `Message-ID: <${title.toLowerCase().replace(/[^a-z]+/g, '-')}@invented-health-centre.example>`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/alternative; boundary="${boundary}"`,
    '',
    ...part('text/plain', text.join('\r\n')),
    ...part('text/html', `<html><body>${text.map((line) => `<p>${line}</p>`).join('')}</body></html>`),
    `--${boundary}--`,
    '',
  ].join('\r\n')
}

/** RFC 2047, in words of at most 75 characters that never end inside a character. */
function encodeWord(text: string): string {
  const words: string[] = []
  let word = ''
  for (const character of text) {
    if (Buffer.byteLength(word + character) > 42) {
      words.push(word)
      word = ''
    }
    word += character
  }
  return [...words, word].map((one) => `=?utf-8?B?${Buffer.from(one).toString('base64')}?=`).join('\r\n ')
}
