import { describe, expect, test } from 'vitest'
import { findingKinds } from '../../../domain/record/findings.ts'
import { describeFindings, describeForSupport, findingReferences, latestFindings } from '../../../renderer/ui/finding-messages.ts'

const file = 'scans-000000000042.bin'
const missing = { kind: 'scans-missing', file } as const
const restored = { kind: 'scans-taken-back', file, pieces: 2, takenBack: 2 } as const
const lost = { kind: 'scans-lost', file, pieces: 3, takenBack: 1, cases: ['RA-SMPL-22', 'RA-SMPL-33'] } as const

describe('messages about damaged files', () => {
  test.each(findingKinds)('%s: one sentence or more, a reference, and no name of an internal file', (kind) => {
    const [described, ...others] = describeFindings([{ kind, file: 'keyring.json' }])
    expect(others).toEqual([])
    expect(described!.message).toMatch(/^[A-Z0-9].*\.$/)
    expect(described!.message).not.toMatch(/journal|snapshot|segment|keyring|vault|witness|checkpoint/i)
    expect(described!.references).toEqual([findingReferences[kind]])
  })

  test('every kind has a reference of its own', () => {
    expect(new Set(Object.values(findingReferences)).size).toBe(findingKinds.length)
  })

  test('repaired files share one sentence', () => {
    expect(describeFindings([{ kind: 'journal-repaired', file: 'journal.log' }])).toEqual([
      { message: 'One RA Desk file was damaged and has been repaired. Nothing is missing.', references: ['F01'] },
    ])
    expect(
      describeFindings([{ kind: 'journal-repaired', file: 'journal.log' }, restored, { kind: 'key-slots-repaired', file: 'slots.json' }]),
    ).toEqual([{ message: '3 RA Desk files were damaged and have been repaired. Nothing is missing.', references: ['F01', 'F11', 'F20'] }])
  })

  test('what an agent must act on comes first, with a sentence of its own', () => {
    const messages = describeFindings([restored, { kind: 'journal-cut-back', file: 'journal.log', frames: 1 }])
    expect(messages[0]!.message).toContain('1 saved change is missing.')
    expect(messages[1]!.references).toEqual(['F11'])
  })

  test('lost scans: the cases are named', () => {
    expect(describeFindings([lost])[0]!.message).toContain('in these cases: RA-SMPL-22, RA-SMPL-33. Everything else in them is safe.')
    expect(describeFindings([{ ...lost, cases: ['RA-SMPL-22'] }])[0]!.message).toContain(
      'in this case: RA-SMPL-22. Everything else in it is safe.',
    )
  })

  test('lost files that detect missing changes: no promise that nothing is missing', () => {
    for (const kind of ['high-water-mark-missing', 'high-water-mark-damaged'] as const)
      expect(describeFindings([{ kind, file: 'x' }])[0]!.message).not.toContain('Nothing is missing')
  })

  test('for support: reference, kind, file and pieces', () => {
    expect(describeForSupport(restored)).toBe(`F11: scans-taken-back, ${file}, 2 of 2 pieces restored`)
    expect(describeForSupport({ kind: 'journal-repaired', file: 'journal.log' })).toBe('F01: journal-repaired, journal.log')
  })
})

test.each([
  ['no result yet: it is being repaired', [missing], [missing]],
  ['found at sign-in and again by the check: once', [missing, { ...missing }], [missing]],
  ['restored: only the result', [missing, restored], [restored]],
  ['lost: only the result', [missing, lost, missing], [lost]],
  [
    'a result for another file: both',
    [missing, { ...restored, file: 'scans-000000000099.bin' }],
    [missing, { ...restored, file: 'scans-000000000099.bin' }],
  ],
] as const)('findings of a file of scans, %s', (_, found, latest) => {
  expect(latestFindings(found)).toEqual(latest)
})
