import { expect, test } from 'vitest'
import { z } from 'zod'
import { createAnswerer } from '../../../main/shell/ipc.ts'
import type { ChannelRule } from '../../../preload/contract/parts.ts'
import { everyone } from '../../../preload/contract/who.ts'
import { largestMessage } from '../../../preload/contract/message-size.ts'

/** An answerer whose only channel counts how often its shape was asked. */
function gate() {
  const looks: unknown[] = []
  const shape = z.custom((value) => looks.push(value) > 0)
  const rule: ChannelRule = { when: 'always', roles: everyone, input: shape, output: z.strictObject({}), codes: [] }
  const answer = createAnswerer(
    { 'now.looks': rule },
    { 'now.looks': () => Promise.resolve({ ok: true, value: {} }) },
    {
      isOurFrame: () => true,
      isUnlocked: () => true,
      isPractice: () => true,
      onRefused: () => undefined,
      onBug: () => undefined,
    },
  )
  return { looks, ask: (input: unknown) => answer({}, [{ channel: 'now.looks', input }]) }
}

test.each([
  ['a text that is too long', 'x'.repeat(largestMessage), 'too-large'],
  ['too many values', Array.from({ length: 50_000 }, () => 0), 'too-large'],
  ['bytes', new Uint8Array(4), 'malformed'],
])('the IPC gate measures a message before its shape is asked: %s', async (_name, input, code) => {
  const { looks, ask } = gate()
  expect(await ask(input)).toMatchObject({ error: { code } })
  expect(looks).toEqual([])
})

test('the IPC gate asks the shape of what is small enough', async () => {
  const { looks, ask } = gate()
  expect(await ask('x')).toMatchObject({ ok: true })
  expect(looks).toEqual(['x'])
})
