import { expect, test } from 'vitest'
import { beginReplacement, CERTIFICATES } from '../../../../../renderer/features/pages/cards/begin-replacements.ts'

const refused = { ok: false, error: { code: 'no-such-card', message: 'This card is not here.', next: 'Check its number.' } }
const person = {
  uuid: '555000111222',
  name: { given: 'Sam', family: 'Sample' },
  nameOnCard: 'Sam Sample',
  organisation: { odsCode: 'ZZ9', name: 'Invented' },
}

async function begin(found: unknown, opened: unknown = { ok: true, value: { record: { caseId: 'c1', caseReference: 'RA-1' } } }) {
  const asked: unknown[] = []
  const client = {
    call: async () => found,
    newReplacement: async (edition: string, wanted: unknown) => {
      asked.push([edition, wanted])
      return opened
    },
  }
  const begun = await beginReplacement(client as never, '0A1B', { edition: { id: 'replace' }, offered: 'tried', today: '2026-11-30' })
  return { begun, asked }
}

test('several cards replaced: a case of the person, from the case that the card came from', async () => {
  const { begun, asked } = await begin({ ok: true, value: { personId: 'p1', person, sources: [{ caseId: 'old' }] } })
  expect(begun).toEqual({ serial: '0A1B', caseId: 'c1', reference: 'RA-1' })
  expect(asked).toEqual([
    [
      'replace',
      {
        personId: 'p1',
        ...person,
        oldCard: { serial: '0A1B' },
        why: CERTIFICATES,
        offered: 'tried',
        requestedOn: '2026-11-30',
        carriedFrom: 'old',
      },
    ],
  ])
})

test.each([
  ['that is not known', refused, undefined, 'This card is not here. Check its number.'],
  ['whose case is gone', { ok: true, value: { sources: [] } }, undefined, /not on this workstation any more/],
  [
    'whose case is refused',
    { ok: true, value: { personId: 'p1', person, sources: [] } },
    refused,
    'This card is not here. Check its number.',
  ],
])('several cards replaced: one %s says why, and begins no case', async (_name, found, opened, message) => {
  const { begun } = await begin(found, opened)
  expect(begun.caseId).toBeUndefined()
  expect(begun.message).toMatch(message)
})
