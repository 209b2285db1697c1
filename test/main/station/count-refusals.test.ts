import { expect, test } from 'vitest'
import { describeAction } from '../../../domain/record/actions.ts'
import { countRefusals } from '../../../main/station/count-refusals.ts'
import { memoryStore } from '../../support/memory-store.ts'

test('refusals: the first of each channel is noted at once, the others as a number at lock', async () => {
  const { store, commits } = memoryStore()
  const noted = () => commits.map(({ audit }) => [audit.action, audit.detail])
  const refusals = countRefusals(store)
  for (const channel of ['card.write', 'card.write', 'agents.add', 'card.write']) refusals.note(channel)
  const first = [
    ['refused-by-role', { channel: 'card.write' }],
    ['refused-by-role', { channel: 'agents.add' }],
  ]
  expect(noted()).toEqual(first)
  await refusals.noteRest()
  expect(noted()).toEqual([...first, ['refused-by-role times-2', { channel: 'card.write' }]])
  expect(describeAction('refused-by-role times-2')).toBe('Refused: the role does not allow it, 2 times')
  await refusals.noteRest()
  expect(commits).toHaveLength(3)
})
