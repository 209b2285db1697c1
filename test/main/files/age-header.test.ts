import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { findHeaderFault, MOST_HEADER_BYTES, MOST_RECIPIENTS } from '../../../main/files/age-header.ts'
import { openWith, recipientOf, sealTo } from '../../../main/handover/age-file.ts'
import { ageFileFor, ageFileWithoutEnd } from '../../support/hostile-files.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

describe('age header: limits before the library reads it', () => {
  const table: readonly (readonly [name: string, file: Uint8Array, fault: ReturnType<typeof findHeaderFault>])[] = [
    ['as many receivers as the limit', ageFileFor(MOST_RECIPIENTS), undefined],
    ['one more', ageFileFor(MOST_RECIPIENTS + 1), 'too-many-recipients'],
    ['10,000 receivers', ageFileFor(10_000), 'header-too-long'],
    ['no end, 1 MB', ageFileWithoutEnd(1_000_000), 'header-too-long'],
    ['cut off within it', ageFileFor(2).subarray(0, 150), undefined],
    ['another file', bytes('%PDF-1.7\n'), 'not-age'],
    ['nothing', new Uint8Array(), 'not-age'],
  ]
  for (const [name, file, fault] of table) test(name, () => expect(findHeaderFault(file)).toBe(fault))
  test('only so much of the file is looked at', () => {
    const file = ageFileFor(2)
    const long = new Uint8Array(10_000_000)
    long.set(file)
    expect(findHeaderFault(long)).toBeUndefined()
    expect(file.length).toBeLessThan(MOST_HEADER_BYTES)
  })
})

test('age header: what a bundle has passes, and a refusal names the limit', async () => {
  const key = new Uint8Array(randomBytes(32))
  expect(await openWith(key, await sealTo(await recipientOf(key), bytes('invented')))).toEqual({ ok: true, value: bytes('invented') })
  for (const file of [ageFileFor(MOST_RECIPIENTS + 1), ageFileWithoutEnd(100_000)])
    expect(await openWith(key, file)).toMatchObject({
      error: { code: 'bundle-damaged', message: expect.stringMatching(/longer than 4096 bytes or names more than 16 receivers/) as string },
    })
})
