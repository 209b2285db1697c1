import { describe, expect, test } from 'vitest'
import { readRequestEmail } from '../../../../../renderer/features/steps/request/read-email.ts'
import { email, latin1, head, read, multipart, plain } from './email-support.ts'

describe('what is not read is said, and never shown as empty', () => {
  test.each([
    ['a file with only the header', email(...head), 'only the header'],
    ['a header and nothing', email(...head, '', ''), 'only the header'],
    ['an empty text with an attachment', multipart('mixed', plain(''), ['Content-Type: application/pdf', '', 'x']), 'in its attachments'],
    ['a picture only', email(...head, 'Content-Type: text/html', '', '<img src="cid:1">'), 'only pictures'],
    ['winmail.dat', multipart('mixed', plain(''), ['Content-Type: application/octet-stream; name=winmail.dat', '', 'x']), 'winmail.dat'],
    ['TNEF by its type', email(...head, 'Content-Type: application/ms-tnef', '', 'x'), 'winmail.dat'],
    ['S/MIME', email(...head, 'Content-Type: application/pkcs7-mime; name=smime.p7m', '', 'x'), 'encrypted'],
    ['PGP', multipart('encrypted', ['Content-Type: application/pgp-encrypted', '', 'Version: 1']), 'encrypted'],
    ['an unknown alphabet', latin1(...head, 'Content-Type: text/plain; charset=x-klingon', '', 'Siân'), '“x-klingon”'],
    ['letters that are lost', email(...head, '', 'Si\uFFFDn'), 'could not be read'],
    ['parts that cannot be told apart', email(...head, 'Content-Type: multipart/mixed; boundary=b', '', 'words'), 'damaged'],
    ['only blank lines', email(...head, '', '', ' ', ''), 'wrote no text'],
  ])('%s', async (_name, bytes, words) => {
    const { notes } = await read(bytes)
    expect(notes).toEqual([expect.stringContaining(words)])
  })

  test('an Outlook .msg is refused with what can be done', async () => {
    const msg = Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0])
    expect(await readRequestEmail(msg)).toMatchObject({
      ok: false,
      error: { code: 'email-outlook-msg', next: expect.stringMatching(/new Outlook.*on the web.*by hand.*paste/) as string },
    })
  })
})
