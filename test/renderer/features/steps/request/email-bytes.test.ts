import { describe, expect, test } from 'vitest'
import { email, latin1, head, read } from './email-support.ts'

describe('an email is read however it was saved', () => {
  const lines = [...head, 'Content-Type: text/plain; charset=iso-8859-1', '', 'Name: Siân Sample', '']
  const inUtf8 = [...lines.slice(0, 3), 'Content-Type: text/plain; charset=utf-8', ...lines.slice(4)]
  test.each([
    ['UTF-8 with its mark', Buffer.from(`\uFEFF${inUtf8.join('\r\n')}`)],
    ['UTF-16, as Notepad saves “Unicode”', Buffer.from(`\uFEFF${lines.join('\r\n')}`, 'utf16le')],
    ['UTF-16, big endian', Buffer.from(`\uFEFF${lines.join('\r\n')}`, 'utf16le').swap16()],
    ['UTF-16 without its mark', Buffer.from(lines.join('\r\n'), 'utf16le')],
    ['LF only', Buffer.from(inUtf8.join('\n'))],
    ['CR only, as an old Mac', Buffer.from(inUtf8.join('\r'))],
    ['the first line of a mailbox', Buffer.from(['From ines@example.nhs.net Sun Nov 22 23:59:00 2026', ...inUtf8].join('\n'))],
    ['an empty line before its header', email('', ...inUtf8)],
    ['Latin-1, as it says', latin1(...lines)],
    ['Latin-1 that says UTF-8', latin1(...inUtf8)],
    ['UTF-8 that says Latin-1', email(...lines)],
    ['UTF-8 that says ASCII', email(...head, 'Content-Type: text/plain; charset=us-ascii', '', 'Name: Siân Sample')],
    ['UTF-8 that names an unknown alphabet', email(...head, 'Content-Type: text/plain; charset=x-klingon', '', 'Name: Siân Sample')],
    ['UTF-8 that says nothing', email(...head, '', 'Name: Siân Sample')],
  ])('%s', async (_name, bytes) => {
    expect(await read(bytes)).toMatchObject({ text: 'Name: Siân Sample', subject: 'Smartcard for Wűn', notes: [] })
  })

  test('a mailbox with more than one email says so', async () => {
    const mailbox = ['From a@example.org Sun Nov 22 23:59:00 2026', ...head, '', 'one', '']
    const { text, notes } = await read(email(...mailbox, ...mailbox))
    expect(text).toMatch(/^one/)
    expect(notes).toEqual([expect.stringContaining('more than one email')])
  })
})
