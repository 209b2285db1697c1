import { describe, expect, test } from 'vitest'
import { readRequestEmail } from '../../../../../renderer/features/steps/request/read-email.ts'
import { email, head, caseFile, read } from './email-support.ts'

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
        notes: [],
      },
    })
  })

  test.each([
    ['a PDF', email('%PDF-1.7')],
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
      error: { code: 'email-too-large', message: expect.stringContaining('1 MB') as string },
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
})

describe('cases from public reports', () => {
  test('A2: an email that is HTML only gives its words, and says that it was HTML', async () => {
    const email = await read(caseFile('e07-html-only.eml'))
    expect(email.text).toBe('Hello\n\nName:\tAlex Sample\nEmail:\talex.sample@example.org\nOrganisation:\tInvented Health Centre')
    expect(email.notes).toEqual(['This email was HTML. You see its words as plain text, without pictures, colours and links.'])
  })
  test('A3: a byte order mark before the header', async () => {
    expect(await read(caseFile('e02-bom.eml'))).toMatchObject({ from: { name: 'Sam Sponsor' }, subject: 'New smartcard', notes: [] })
  })
  test('A5: 20,000 empty lines are read, and do not push the words out of sight', async () => {
    const { text } = await read(caseFile('e41-20k-blank-lines.eml'))
    expect(text).toMatch(/^Hello\n\n\n\S/)
  })
  test('A6: no direction marks from the sender, the text or names of attachments', async () => {
    const email = await read(caseFile('e16-bidi-from.eml'))
    expect(email.from).toEqual({ name: 'Sam RosnopS', address: 'sam@example.nhs.net' })
    expect(email.text).toBe('Name: Alex Sample')
  })
})
