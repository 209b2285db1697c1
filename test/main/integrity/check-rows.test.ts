import { expect, test } from 'vitest'
import { toHex } from '../../../domain/bytes.ts'
import type { SealedRow } from '../../../preload/contract.ts'
import { sha256 } from '../../../main/files/sha256.ts'
import { findDifferingRows } from '../../../main/integrity/check-rows.ts'

const kept: readonly SealedRow[] = ['a', 'b'].map((id) => ({
  table: 'cases',
  id,
  rev: 3,
  env: Buffer.from(`sealed ${id}`).toString('base64'),
}))
const store = {
  sealedRows: (_table: string, ids: readonly string[]) => Promise.resolve(kept.filter(({ id }) => ids.includes(id))),
}
const digestOf = (text: string) => toHex(sha256(Buffer.from(text)))
const whole = { id: 'a', rev: 3, sha256: digestOf('sealed a') }

test.each([
  ['the same bytes', whole, []],
  ['other bytes of the same revision', { ...whole, sha256: digestOf('altered') }, ['a']],
  ['a row that the database cannot read', { ...whole, rev: 0, sha256: '' }, ['a']],
  ['an older revision: the change is on its way', { ...whole, rev: 2, sha256: digestOf('older') }, []],
  ['a row that the record does not have', { ...whole, id: 'unknown' }, []],
])('checking rows of the database: %s', async (_, row, expected) => {
  expect((await findDifferingRows(store, 'cases', [row])).map(({ id }) => id)).toEqual(expected)
})
