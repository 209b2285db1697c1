/** What is said and entered at opening. */
import { expect, test } from 'vitest'
import { ok } from '../../../domain/result.ts'
import type { Finding } from '../../../domain/record/findings.ts'
import type { RecordStore } from '../../../main/record/store.ts'
import { findingsAtOpening, noteFindings, type OpeningDeps } from '../../../main/station/opening-findings.ts'

const keys: Finding = { kind: 'keys-behind', file: 'keys.db' }
const cut: Finding = { kind: 'journal-cut-back', file: 'high-water-mark.bin', frames: 2 }
const folder: Finding = { kind: 'folder-behind', file: 'newer.age', frames: 5 }
const asked: unknown[] = []
const newer: OpeningDeps['findNewerBackup'] = async (...all) => {
  asked.push(all)
  return { file: 'newer.age', seq: 45 }
}

test.each<readonly [string, OpeningDeps, readonly Finding[]]>([
  ['nothing to compare with', {}, [keys, cut]],
  ['no newer backup', { findNewerBackup: async () => undefined }, [keys, cut]],
  ['a newer backup', { findNewerBackup: newer }, [keys, cut, folder]],
  ['a newer backup, opened with the recovery key', { findNewerBackup: newer, openedBy: 'recovered' }, [keys, cut, folder]],
  ['a newer backup, just after an older one was restored', { findNewerBackup: newer, openedBy: 'restored' }, [keys, cut]],
])('findings at opening: %s', async (_, deps, found) => {
  asked.length = 0
  expect(await findingsAtOpening(deps, { vaultId: 'ab', findings: [keys] }, { lastSeq: 40, findings: [cut] })).toEqual(found)
  expect(asked).toEqual(found.includes(folder) ? [['ab', 40]] : [])
})

test('findings at opening: each is an entry of the record', async () => {
  const noted: unknown[] = []
  const commit: RecordStore['commit'] = async (rows, audit) => {
    noted.push([rows, audit])
    return ok({ rows: [], lastSeq: 1 })
  }
  await noteFindings({ commit }, [cut, folder])
  expect(noted).toEqual([
    [[], { action: 'journal-cut-back', detail: { file: cut.file, frames: 2, rows: undefined } }],
    [[], { action: 'folder-behind', detail: { file: 'newer.age', frames: 5, rows: undefined } }],
  ])
})
