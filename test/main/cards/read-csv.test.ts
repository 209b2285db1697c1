import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MOST_LIST_BYTES } from '../../../main/cards/largest-files.ts'
import { readCsv } from '../../../main/cards/read-csv.ts'
import { findSerialColumn, readSerialRows } from '../../../domain/card/register/serial-list.ts'
import { hostileLists } from '../../support/hostile-files.ts'

describe('CSV: a list beyond a limit is refused in words that name the limit', () => {
  for (const [name, file, names] of hostileLists)
    test(name, () => {
      const read = readCsv(file)
      expect(read).toMatchObject({ ok: false, error: { code: 'list-too-large', message: expect.stringMatching(names) as string } })
    })
})

test('CSV: a list within the limits is read', () => {
  const row = Array.from({ length: 20 }, (_, index) => `${4_000_000 + index}`).join(',')
  const read = readCsv(new TextEncoder().encode(`${row}\n`.repeat(9_000)))
  expect(read.ok && read.value.length).toBe(9_001)
})

test('CSV: reading stops at the limit, not at the end of the file', () => {
  const file = new TextEncoder().encode(`${'1\n'.repeat(20_000)}${'"a"b,'.repeat(20)}\n`)
  expect(file.length).toBeLessThan(MOST_LIST_BYTES)
  // What follows has a fault of its own, which is never reached.
  expect(readCsv(file)).toMatchObject({ error: { code: 'list-too-large' } })
})

const pieces = ['"', ',', ';', '\t', '|', '\n', '\r\n', '\r', '4242424', 'Serial', '""', ' ', '\u202e', '\ufeff', '\u0000', 'é', '=1+1']
const anyList = fc.oneof(
  fc.uint8Array({ maxLength: 400 }),
  fc.array(fc.constantFrom(...pieces), { maxLength: 200 }).map((parts) => new TextEncoder().encode(parts.join(''))),
)

test('CSV: any bytes give a value or a failure, never a throw', () => {
  fc.assert(
    fc.property(anyList, (file) => {
      const rows = readCsv(file)
      if (!rows.ok) return
      const { serials, problems, heading = '' } = readSerialRows(findSerialColumn(rows.value), () => undefined)
      expect(serials.length + problems.length).toBeLessThanOrEqual(rows.value.length)
      // What people read to decide shows no direction marks and stays on its line.
      for (const words of [heading, ...problems.map(({ message }) => message)]) expect(words).not.toMatch(/[\p{Cc}\u202e\ufeff]/u)
    }),
    { numRuns: 300 },
  )
})
