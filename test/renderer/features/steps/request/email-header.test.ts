import { describe, expect, test } from 'vitest'
import { email, latin1, head, read } from './email-support.ts'

describe('header of an email', () => {
  test.each([
    ['folded in the middle of a word', ['Subject: Smartcard', '\tfor Alex'], 'Smartcard for Alex'],
    ['folded between encoded words', ['Subject: =?utf-8?Q?Smartcard_for_?=', ' =?utf-8?Q?Si=C3=A2n?='], 'Smartcard for Siân'],
    ['with 8-bit UTF-8', ['Subject: Karte für Siân'], 'Karte für Siân'],
    ['an encoded word that is broken', ['Subject: =?utf-8?Q?Siân'], '=?utf-8?Q?Siân'],
    ['with a direction override', ['Subject: a\u202Eb\u0000c'], 'ab c'],
    ['twice: the first counts', ['Subject: one', 'Subject: two'], 'one'],
    ['none', [], ''],
  ])('a subject %s', async (_name, subject, expected) => {
    expect((await read(email(head[0]!, head[1]!, ...subject, '', 'x'))).subject).toBe(expected)
  })
  test('a subject with 8-bit letters of Windows', async () => {
    expect((await read(latin1(head[0]!, head[1]!, 'Subject: Siân', '', 'x'))).subject).toBe('Siân')
  })
})
