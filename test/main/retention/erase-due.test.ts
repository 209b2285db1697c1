/** Whatever the events of a case say, what belongs to another case is not erased with it. */
import { describe, expect, test } from 'vitest'
import type { RetainedItem } from '../../../domain/retention/due.ts'
import type { RetentionSubject } from '../../../domain/retention/subject.ts'
import { ok } from '../../../domain/result.ts'
import { eraseItem, type EraseDeps } from '../../../main/retention/erase-due.ts'
import type { RowToErase, RowToSeal } from '../../../main/record/store.ts'

const own = { evidenceId: 'own-scan', keyId: 'own-key', chunks: 2 }
const foreign = { evidenceId: 'foreign-scan', keyId: 'foreign-key', chunks: 2 }

function station() {
  const destroyed: string[] = []
  const erased: string[] = []
  const owners: Record<string, string> = { 'own-key': 'case-1', 'foreign-key': 'case-2' }
  const sealedWith: Record<string, string> = { 'own-scan:0': 'own-key', 'foreign-scan:0': 'foreign-key' }
  const store = {
    findKey: (purpose: string, keyId: string) => (purpose === 'evidence' && owners[keyId] ? { ownerId: owners[keyId] } : undefined),
    keyIdOf: async (_table: string, id: string) => sealedWith[id],
    keysOf: () => [{ keyId: 'case-1-key' }, { keyId: 'own-key' }],
    revOf: async () => undefined,
    has: () => false,
    ids: () => [],
    destroyKeys: async (keyIds: readonly string[]) => {
      destroyed.push(...keyIds)
      return ok()
    },
    commit: async (rows: readonly (RowToSeal | RowToErase)[]) => {
      for (const row of rows) if ('erase' in row && row.table === 'chunks') erased.push(row.id)
      return ok({ rows: [], lastSeq: 1 })
    },
  }
  const deps = {
    store,
    cases: { get: async () => undefined, forget: () => {} },
    keptCardsOf: () => undefined,
    keptPersonOf: async () => undefined,
  } as unknown as EraseDeps
  const erase = (what: 'documents' | 'photographs' | 'case', named: readonly object[]) =>
    eraseItem(
      deps,
      { caseId: 'case-1', what, days: 30, countedFrom: '2026-11-01' } as unknown as RetainedItem,
      {
        caseId: 'case-1',
        caseReference: 'RA-1',
        documents: what === 'photographs' ? [] : named,
        photographs: what === 'photographs' ? named : [],
        manifests: [],
        secretIds: [],
        attempts: 0,
      } as unknown as RetentionSubject,
    )
  return { erase, destroyed, erased }
}

describe.each(['documents', 'photographs', 'case'] as const)('erasing, %s', (what) => {
  const keys = what === 'case' ? ['case-1-key', 'own-key'] : ['own-key']
  test.each([
    ['its own scan: key and pieces', [own], keys, ['own-scan:0', 'own-scan:1']],
    ['a scan of another case: neither its key nor its pieces', [own, foreign], keys, ['own-scan:0', 'own-scan:1']],
    [
      'the case’s own key of another case, named as a scan’s: it stays',
      [{ evidenceId: 'made-up', keyId: 'case-2-key', chunks: 1 }],
      what === 'case' ? keys : [],
      ['made-up:0'],
    ],
    [
      'its own key, named with the scan of another case: the pieces of that scan stay',
      [{ ...foreign, keyId: 'own-key' }],
      what === 'case' ? keys : [],
      [],
    ],
    [
      'a key that is destroyed, named with the scan of another case: the pieces stay',
      [{ ...foreign, keyId: 'gone' }],
      what === 'case' ? keys : [],
      [],
    ],
    [
      'its own scan, whose key is destroyed already: its pieces go',
      [{ evidenceId: 'old-scan', keyId: 'gone', chunks: 1 }],
      what === 'case' ? keys : [],
      ['old-scan:0'],
    ],
  ])('%s', async (_, named, expectedKeys, expectedPieces) => {
    const { erase, destroyed, erased } = station()
    expect(await erase(what, named)).toMatchObject({ ok: true })
    expect(destroyed).toEqual(expectedKeys)
    expect(erased).toEqual(expectedPieces)
  })
})
