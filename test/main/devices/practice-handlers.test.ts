import { expect, test } from 'vitest'
import { practiceHandlers } from '../../../main/devices/practice-handlers.ts'

test.each([
  ['practice.start', true],
  ['practice.leave', false],
] as const)('%s: starts the app again, in practice: %s', async (channel, practice) => {
  const restarts: boolean[] = []
  const handlers = practiceHandlers({ samplesFolder: '/nowhere', restartIn: (into) => restarts.push(into) })
  expect(await handlers[channel]({})).toEqual({ ok: true, value: {} })
  expect(restarts).toEqual([practice])
})

test('practice: a control outside practice is a bug, not a silent success', async () => {
  const handlers = practiceHandlers({ samplesFolder: '/nowhere', restartIn: () => undefined })
  await expect(handlers['practice.insertCard']({ card: 'new' })).rejects.toThrow('practice mode without device controls')
})
