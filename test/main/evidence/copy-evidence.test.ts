import { expect, test } from 'vitest'
import { err, ok } from '../../../domain/result.ts'
import { copyEvidence } from '../../../main/evidence/copy-evidence.ts'
import type { PieceToSeal, RecordStore } from '../../../main/record/store.ts'
import { evidenceOf } from '../../fixtures/journey-events.ts'

const CASE = 'aaaaaaaa-0000-4000-8000-000000000000'
const KEY = 'c'.repeat(32)

function storing(fails = false) {
  const frames: PieceToSeal[][] = []
  const store = {
    newKey: async (_purpose: string, ownerId: string) => (ownerId === CASE ? ok({ keyId: KEY }) : err('stale', '', '')),
    commit: async (rows: readonly PieceToSeal[]) => {
      if (fails) return err('disk-full', 'The disk is full.', 'Free some space.')
      frames.push([...rows])
      return ok({ rows: [], lastSeq: frames.length })
    },
  } as unknown as RecordStore
  return { store, frames, newId: () => 'dddddddd-0000-4000-8000-000000000000' }
}

test.each([
  [1, [1]],
  [48 * 1024, [1]],
  [48 * 1024 + 1, [2]],
  [41 * 48 * 1024, [40, 1]],
])('copied scan of %i bytes: frames of %j pieces, which are the whole in its order', async (length, frames) => {
  const bytes = Uint8Array.from({ length }, (_, index) => index % 251)
  const desk = storing()
  const copied = await copyEvidence(desk, CASE, { evidence: evidenceOf(4), bytes })
  expect(copied).toEqual(
    ok({ ...evidenceOf(4), evidenceId: 'dddddddd-0000-4000-8000-000000000000', keyId: KEY, chunks: desk.frames.flat().length }),
  )
  expect(desk.frames.map((rows) => rows.length)).toEqual(frames)
  const pieces = desk.frames.flat()
  expect(Buffer.concat(pieces.map(({ piece }) => piece)).equals(Buffer.from(bytes))).toBe(true)
  expect(pieces.map(({ id, keyId, chunk }) => [id, keyId, chunk])).toEqual(
    pieces.map((_, index) => [`dddddddd-0000-4000-8000-000000000000:${String(index)}`, KEY, { index, count: pieces.length }]),
  )
})

test('copied scan: a full disk is said, and nothing is named', async () => {
  const copied = await copyEvidence(storing(true), CASE, { evidence: evidenceOf(4), bytes: new Uint8Array(9) })
  expect(copied).toMatchObject({ ok: false, error: { code: 'disk-full' } })
})
