import { describe, expect, test } from 'vitest'
import { readRequestEmail, suggestFields } from '../../../../../renderer/features/steps/request/read-email.ts'

const organisations = [
  { odsCode: 'ZZ9', name: 'Invented Health Centre' },
  { odsCode: 'ZZ8', name: 'Pretend Pharmacy' },
]
const email = (...lines: string[]): Uint8Array => new TextEncoder().encode(lines.join('\r\n'))
const head = [
  'From: Ines Invented <ines@example.nhs.net>',
  'Date: Sun, 22 Nov 2026 23:59:00 -0500',
  'Subject: =?utf-8?B?U21hcnRjYXJkIGZvciBXxbFu?=',
]

describe('request email', () => {
  test('is read with its sender, subject, day and text', async () => {
    const read = await readRequestEmail(email(...head, 'Content-Type: text/plain; charset=utf-8', '', 'Hello Ŵyn', ''))
    expect(read).toEqual({
      ok: true,
      value: {
        from: { name: 'Ines Invented', address: 'ines@example.nhs.net' },
        subject: 'Smartcard for Wűn',
        sentOn: '2026-11-23',
        text: 'Hello Ŵyn',
        attachments: [],
      },
    })
  })

  test.each([
    ['a PDF', email('%PDF-1.7')],
    ['an Outlook .msg', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])],
    ['a text', email('Hello', 'there')],
    ['nothing', new Uint8Array()],
    ['a letter that only begins like an email', email('From: me', '', 'Hello')],
  ])('%s is not a request email', async (_name, bytes) => {
    expect(await readRequestEmail(bytes)).toMatchObject({ ok: false, error: { code: 'email-not-readable' } })
  })

  test('one very long text is refused at once; an email with a large attachment is not', async () => {
    const long = email(...head, '', 'a line\n'.repeat(400_000))
    expect(await readRequestEmail(long)).toMatchObject({
      ok: false,
      error: { code: 'email-not-readable', message: expect.stringContaining('2 MB') },
    })
    const attachment = email(
      ...head,
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      '',
      'Name: Ines',
      '--b',
      'Content-Type: application/pdf',
      'Content-Transfer-Encoding: base64',
      '',
      ...Array<string>(40_000).fill('QUJD'.repeat(19)),
      '--b--',
    )
    expect(await readRequestEmail(attachment)).toMatchObject({ ok: true, value: { text: 'Name: Ines' } })
  })

  test('an email larger than the limit for evidence is refused', async () => {
    expect(await readRequestEmail(new Uint8Array(20_000_001))).toMatchObject({ ok: false, error: { code: 'email-too-large' } })
  })

  const suggest = async (...body: string[]) => {
    const read = await readRequestEmail(email(...head, '', ...body))
    return read.ok ? suggestFields(read.value, organisations) : undefined
  }

  test.each([
    ['Name: Alex Sample', 'Alex Sample'],
    ['Full name: Alex Sample', 'Alex Sample'],
    ['• Name of the registrant: Alex Sample', 'Alex Sample'],
    ['New starter’s name:  Alex Sample ', 'Alex Sample'],
    ['Username: alex1', undefined],
    ['The name is Alex', undefined],
  ])('%s names %s', async (line, name) => {
    expect((await suggest('Hello', line, 'Bye'))?.registrantName).toBe(name)
  })

  test('suggests the address, the sponsor and the organisation that is named', async () => {
    expect(await suggest('E-mail address: <alex@example.org>', 'for Invented Health Centre')).toEqual({
      registrantEmail: 'alex@example.org',
      sponsorName: 'Ines Invented',
      sponsorEmail: 'ines@example.nhs.net',
      odsCode: 'ZZ9',
    })
  })

  test('suggests no organisation when two are named, or when its code is only part of a word', async () => {
    expect(await suggest('ZZ9 or ZZ8')).not.toHaveProperty('odsCode')
    expect(await suggest('XZZ9Y')).not.toHaveProperty('odsCode')
  })
})
