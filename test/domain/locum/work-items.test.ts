import { expect, test } from 'vitest'
import { locumWorkItems } from '../../../domain/locum/work-items.ts'
import { workItem } from '../../../domain/work-item.ts'
import { grant, revocation } from './grants.ts'

const entryId = '11111111-1111-4111-8111-111111111111'

test.each([
  ['2027-02-14', undefined, undefined],
  ['2027-02-15', `locum-review ${entryId}`, '2027-03-01'],
  ['2027-03-02', `locum-review ${entryId}`, '2027-03-01'],
  ['2027-11-01', `locum-revoke ${entryId}`, '2027-10-31'],
])('locum log: on %s what waits is %s, due on %s', (today, id, on) => {
  const items = locumWorkItems([{ entryId, entry: { grant } }], today)
  expect(items.map((item) => [item.id, item.on])).toEqual(id ? [[id, on]] : [])
  expect(locumWorkItems([{ entryId, entry: { grant, revoked: revocation } }], today)).toEqual([])
})

test('locum log: what waits fits the list of work, also with the longest name and twenty organisations', () => {
  const long = { ...grant, name: 'x'.repeat(200), organisations: Array.from({ length: 20 }, (_, index) => `ABCDEFGH${10 + index}`) }
  for (const today of ['2027-03-02', '2027-11-01'])
    for (const item of locumWorkItems([{ entryId, entry: { grant: long } }], today)) expect(workItem.safeParse(item).success).toBe(true)
})
