import { describe, expect, test } from 'vitest'
import { email, base64, head, read } from './email-support.ts'

describe('transfer encodings', () => {
  test.each([
    ['an escape that is none', 'Name: A=ZZlex=', 'Name: A=ZZlex='],
    ['a soft line break with blanks after it', 'Name: Al=  \r\nex', 'Name: Alex'],
    ['lower case', 'Si=c3=a2n', 'Siân'],
    ['an = at the very end', 'x=', 'x='],
  ])('quoted-printable with %s', async (_name, body, text) => {
    const bytes = email(...head, 'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: quoted-printable', '', body)
    expect((await read(bytes)).text).toBe(text)
  })
  test.each([
    ['padding on each line', `${base64('Name: ')}\r\n${base64('Alex')}`, 'Name: Alex'],
    ['padding that is missing', base64('Name: Alex S').replace(/=+$/, ''), 'Name: Alex S'],
    ['other characters in it', base64('Name: Alex').replace('b', 'b *\t'), 'Name: Alex'],
  ])('base64 with %s', async (_name, body, text) => {
    expect((await read(email(...head, 'Content-Transfer-Encoding: base64', '', body))).text).toBe(text)
  })
  test('format=flowed: a line is put together again', async () => {
    expect((await read(email(...head, 'Content-Type: text/plain; format=flowed', '', 'Name: Alex ', 'Sample', 'x'))).text).toBe(
      'Name: Alex Sample\nx',
    )
  })
})
