import { expect, test } from 'vitest'
import { agentEvent } from '../../../../../domain/case/events.ts'
import { readLikeness } from '../../../../../renderer/features/steps/likeness/read-likeness.ts'

test('likeness form: needs a person, a way and a date that is not in the future', () => {
  const values = { confirmedBy: 'Sponsor Invented', how: 'sponsor', otherHow: '', on: { day: '23', month: '11', year: '2026' } }
  expect(agentEvent.parse(readLikeness(values, '2026-11-23').event)).toEqual({
    kind: 'likenessConfirmed',
    confirmedBy: 'Sponsor Invented',
    how: 'sponsor',
    on: '2026-11-23',
  })
  expect(readLikeness(values, '2026-11-22').problems?.map(({ name }) => name)).toEqual(['on'])
  expect(readLikeness({ ...values, how: 'other', confirmedBy: '' }, '2026-11-23').problems?.map(({ name }) => name)).toEqual([
    'otherHow',
    'confirmedBy',
  ])
})
