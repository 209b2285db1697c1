import { expect, test } from 'vitest'
import { stateInWords } from '../../../../../../renderer/features/pages/people/cim/difference-words.ts'
import { formatDateTime } from '../../../../../../renderer/ui/format.ts'

const since = '2026-11-30T10:00:00.000Z'
test.each([
  [{ state: 'open', because: 'new' }, 'Found'],
  [{ state: 'open', because: 'still-shown', by: 'Sample Agent' }, 'Marked as done, and a later report still shows it: open again'],
  [{ state: 'done', because: 'settled', by: 'Sample Agent' }, 'Done by Sample Agent'],
  [{ state: 'accepted', because: 'settled', by: 'Sample Agent' }, 'Accepted by Sample Agent'],
  [{ state: 'gone', because: 'report' }, 'A later report no longer shows it'],
] as const)('state of a difference in words: %o', (state, words) =>
  expect(stateInWords({ ...state, since })).toBe(`${words}, ${formatDateTime(since)}`),
)
