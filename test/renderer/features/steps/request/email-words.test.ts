import { describe, expect, test } from 'vitest'
import { readRequestEmail } from '../../../../../renderer/features/steps/request/read-email.ts'
import { email, head } from './email-support.ts'

describe('an email beyond a limit is refused in words that name it', () => {
  test.each([
    ['501 parts', email(...head, 'Content-Type: multipart/mixed; boundary=b', '', ...Array<string>(502).fill('--b\r\n\r\nx')), '500 parts'],
    [
      '13 levels',
      email(
        ...head,
        ...Array.from({ length: 14 }, (_, level) => [`Content-Type: multipart/mixed; boundary=b${level}`, '', `--b${level}`]).flat(),
      ),
      '12 deep',
    ],
    ['a header of 600 kB', email(...head, `X-Long: ${'x'.repeat(600_000)}`, '', 'x'), '500 kB'],
    ['a sender of 30 kB', email(`From: ${'a '.repeat(15_000)}`, head[1]!, '', 'x'), '20 kB'],
    ['101,000 tags', email(...head, 'Content-Type: text/html', '', '<b>'.repeat(101_000)), '100,000 HTML tags'],
    ['301,000 characters', email(...head, '', 'words '.repeat(51_000)), '300,000 characters'],
  ])('%s', async (_name, bytes, words) => {
    expect(await readRequestEmail(bytes)).toMatchObject({
      ok: false,
      error: {
        code: 'email-too-large',
        message: expect.stringContaining(words) as string,
        next: expect.stringContaining('by hand') as string,
      },
    })
  })
})
