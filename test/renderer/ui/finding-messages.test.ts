import { expect, test } from 'vitest'
import { findingKinds } from '../../../domain/record/findings.ts'
import { findingsToSay, findingWords } from '../../../renderer/ui/finding-messages.ts'

const file = 'scans-000000000042.bin'
const lacking = { kind: 'scans-missing', file } as const
const back = { kind: 'scans-taken-back', file, pieces: 2, takenBack: 2 } as const
const lost = { kind: 'scans-lost', file, pieces: 3, takenBack: 1, cases: ['RA-SMPL-22', 'RA-SMPL-33'] } as const

test('every finding has a sentence that ends', () => {
  for (const kind of findingKinds) expect(findingWords[kind]({ kind, file }), kind).toMatch(/^[A-Z].*\.$/)
})

test.each([
  ['until it is known what became of it, that a file is missing', [lacking], [lacking]],
  ['said at opening and found again by the check: once', [lacking, { ...lacking }], [lacking]],
  ['taken back', [lacking, { ...lacking }, back], [back]],
  ['lost', [lacking, lost, lacking], [lost]],
  [
    'another file is another matter',
    [lacking, { ...back, file: 'scans-000000000099.bin' }],
    [lacking, { ...back, file: 'scans-000000000099.bin' }],
  ],
] as const)('of a file of scans what became of it is said: %s', (_, found, said) => {
  expect(findingsToSay(found)).toEqual(said)
})

test('the words say how much came back, and which cases are concerned', () => {
  expect(findingWords['scans-taken-back'](back)).toContain('2 of 2 pieces were taken back from the database; nothing is missing')
  expect(findingWords['scans-taken-back']({ ...back, pieces: 0, takenBack: 0 })).toContain('nothing is missing')
  expect(findingWords['scans-lost'](lost)).toContain(
    '1 of 3 pieces could be taken back from the database. A scan or picture can no longer be opened in these cases: RA-SMPL-22, RA-SMPL-33.',
  )
  expect(findingWords['scans-lost']({ ...lost, cases: ['RA-SMPL-22'] })).toContain(
    'in this case: RA-SMPL-22. Everything else in it is there.',
  )
})
