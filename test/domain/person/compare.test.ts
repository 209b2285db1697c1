import { expect, test } from 'vitest'
import { compareValues, mergeValues } from '../../../domain/person/compare.ts'

test('two people side by side: the same in another spelling is the same, and what only one has is not judged', () => {
  const rows = compareValues(
    { name: { whole: 'Ŵyn Mueller' }, mobiles: ['+447700900123'], nationalInsurance: 'JG103759A' },
    { name: { given: 'Wyn', family: 'Müller' }, mobiles: ['+447700900124'], dateOfBirth: '1990-07-04' },
  )
  expect(rows).toEqual([
    { field: 'name', here: 'Ŵyn Mueller', there: 'Wyn Müller', same: true },
    { field: 'date-of-birth', there: '1990-07-04' },
    { field: 'ni-number', here: 'JG103759A' },
    { field: 'mobile', here: '+447700900123', there: '+447700900124', same: false },
  ])
})

test('two people side by side: birth dates are compared as they are', () => {
  expect(compareValues({ dateOfBirth: '1990-07-04' }, { dateOfBirth: '1990-07-04' })).toMatchObject([{ same: true }])
  expect(compareValues({ dateOfBirth: '1990-07-04' }, { dateOfBirth: '1990-04-07' })).toMatchObject([{ same: false }])
})

test('values of several cases of one person: the newest counts, and every mobile is kept', () => {
  const merged = mergeValues([
    { name: { whole: 'New Name' }, mobiles: ['+447700900124'] },
    { name: { whole: 'Old Name' }, uuid: '555123456789', mobiles: ['+447700900123', '+447700900124'] },
  ])
  expect(merged).toMatchObject({ name: { whole: 'New Name' }, uuid: '555123456789', mobiles: ['+447700900124', '+447700900123'] })
})
