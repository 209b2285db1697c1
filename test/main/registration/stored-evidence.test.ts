import { afterEach, describe, expect, test } from 'vitest'
import { findStoredEvidence } from '../../../main/registration/stored-evidence.ts'
import { evidenceOf } from '../../fixtures/journey-events.ts'

const CASE = 'case-1'
interface Held {
  readonly owner?: string
  /** The piece opens under the key and count that were given. */
  readonly opens?: boolean
  readonly pieces?: readonly number[]
}
const opened: Uint8Array[] = []
const storeOf = ({ owner = CASE, opens = true, pieces = [0, 1] }: Held) => ({
  findKey: () => ({ ownerId: owner }),
  has: (_table: string, id: string) => pieces.includes(Number(id.split(':')[1])),
  readBytes: () => {
    if (!opens) return Promise.reject(new Error('tampered'))
    const bytes = new Uint8Array([1, 2, 3])
    opened.push(bytes)
    return Promise.resolve(pieces.includes(0) ? bytes : undefined)
  },
})
afterEach(() => opened.splice(0))

describe('stored evidence of a case', () => {
  test.each<[string, Held, boolean]>([
    ['key and pieces are there', {}, true],
    ['the key is another case’s', { owner: 'case-2' }, false],
    ['the first piece does not open under the key', { opens: false }, false],
    ['the first piece is missing', { pieces: [1] }, false],
    ['the last piece is missing', { pieces: [0] }, false],
  ])('%s', async (_name, held, stored) => {
    const evidence = evidenceOf(3)
    expect((await findStoredEvidence(storeOf(held), CASE, { kind: 'x', evidence })).has(evidence)).toBe(stored)
  })

  test('the key is unknown', async () => {
    const store = { ...storeOf({}), findKey: () => undefined }
    expect((await findStoredEvidence(store, CASE, { evidence: evidenceOf(3) })).size).toBe(0)
  })

  test('what was opened to look is wiped', async () => {
    await findStoredEvidence(storeOf({}), CASE, { evidence: evidenceOf(3) })
    expect(opened).toEqual([new Uint8Array(3)])
  })
})
