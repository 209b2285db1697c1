import { describe, expect, test } from 'vitest'
import { email, base64, head, read, multipart, plain, html } from './email-support.ts'

describe('parts', () => {
  test.each([
    ['plain before HTML', multipart('alternative', plain('words'), html('<p>words</p>')), 'words', 0],
    ['an empty plain part', multipart('alternative', plain(' \r\n'), html('<p>Name: Alex</p>')), 'Name: Alex', 1],
    ['no plain part', multipart('alternative', html('<p>Name: Alex</p>')), 'Name: Alex', 1],
    ['plain and then a footer in HTML', multipart('mixed', plain('words'), html('<p>footer</p>')), 'words\n\nfooter', 1],
    ['an end that is missing', email(...head, 'Content-Type: multipart/mixed; boundary=b', '', '--b', '', 'words'), 'words', 0],
    ['an upper-case type and a comment', email(...head, 'Content-Type: TEXT/HTML (x); charset=UTF-8', '', '<b>words</b>'), 'words', 1],
  ])('%s', async (_name, bytes, text, notes) => {
    const got = await read(bytes)
    expect(got.text).toBe(text)
    expect(got.notes).toHaveLength(notes)
  })

  test('an email in an email: its words, under the name of its sender', async () => {
    const inner = ['Content-Type: message/rfc822', '', 'From: Sam Inner <sam@example.org>', 'Subject: Please', '', 'Name: Alex Sample']
    expect((await read(multipart('mixed', plain('See below'), inner))).text).toBe(
      'See below\n\nForwarded email from Sam Inner: Please\n\nName: Alex Sample',
    )
  })
  test('an email in an email in an email, without end, is read to a depth and then named', async () => {
    const inner = Array.from({ length: 6 }, () => ['Content-Type: message/rfc822', '', 'From: a@example.org']).flat()
    expect((await read(email(...head, ...inner, '', 'words'))).attachments).toEqual(['forwarded email'])
  })
  test('attachments: encoded and broken names, never their direction marks', async () => {
    const attachments = [
      ['Content-Type: application/pdf; name="=?utf-8?Q?p=C3=A4ss.pdf?="', 'Content-Disposition: attachment', '', 'x'],
      ['Content-Type: image/jpeg', "Content-Disposition: attachment; filename*=utf-8''ph%C3%B6to.jpg", '', 'x'],
      ['Content-Type: application/pdf', `Content-Disposition: attachment; filename="=?utf-8?B?${base64('exe\u202Efdp.x')}?="`, '', 'x'],
      ['Content-Type: text/calendar', '', 'BEGIN:VCALENDAR'],
    ]
    expect((await read(multipart('mixed', plain('words'), ...attachments))).attachments).toEqual([
      'päss.pdf',
      'phöto.jpg',
      'exefdp.x',
      'text/calendar',
    ])
  })
})
