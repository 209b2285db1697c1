import { expect, test } from 'vitest'
import { createPersonNames } from '../../../../../renderer/features/pages/wind-down/person-names.ts'

const log = [
  { entryId: 'entry-2', name: 'Ann Newer', uuid: '555000111001' },
  { entryId: 'entry-1', name: 'Ann Older', uuid: '555000111001' },
]
const { nameOf, placeOf } = createPersonNames((caseId) => ({ 'case-1': 'Bo Case', 'case-2': '' })[caseId], log)

test.each([
  ['a case', { caseIds: ['gone', 'case-1'], uuid: '555000111001' }, 'Bo Case', '/case/case-1'],
  ['a case without a name', { caseIds: ['case-2'] }, 'No name yet', '/case/case-2'],
  ['the locum log, the newest entry', { caseIds: [], uuid: '555000111001' }, 'Ann Newer', '/people/locum-log/entry/entry-2'],
  ['the locum log after the case was deleted', { caseIds: ['gone'], uuid: '555000111001' }, 'Ann Newer', '/people/locum-log/entry/entry-2'],
  ['nothing after the case was deleted', { caseIds: ['gone'], uuid: '555000111009' }, 'Case deleted', undefined],
  ['nothing', { caseIds: [] }, 'No name recorded', undefined],
])('wind-down: a person is named and opened by %s', (_, person, name, place) => {
  expect(nameOf(person)).toBe(name)
  expect(placeOf(person)).toBe(place)
})
