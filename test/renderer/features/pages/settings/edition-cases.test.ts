import { expect, test } from 'vitest'
import type { CaseSummary } from '../../../../../domain/case/summary.ts'
import { countCases, editionOfOpen } from '../../../../../renderer/features/pages/settings/edition-cases.ts'

const line = (edition: string, status: CaseSummary['status']) => ({ edition, status }) as CaseSummary

test('cases of an edition: only open ones of that edition count', () => {
  const summaries = [line('one', 'open'), line('one', 'closed'), line('one', 'handed-over'), line('other', 'open'), line('one', 'open')]
  expect(summaries.flatMap(editionOfOpen)).toEqual(['one', 'other', 'one'])
})

test.each([
  [0, 'No open case follows it.'],
  [1, 'One open case follows it.'],
  [12, '12 open cases follow it.'],
])('cases of an edition in words: %i', (count, words) => expect(countCases(count)).toBe(words))
