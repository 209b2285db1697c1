import { expect, test } from 'vitest'
import { closeRecord } from '../../../main/station/close-record.ts'

/** Each part writes its name; those in `failing` reject. */
function recordThat(failing: readonly string[]) {
  const said: string[] = []
  const say = async (name: string) => {
    said.push(name)
    if (failing.includes(name)) throw new Error('the disk is full')
  }
  return {
    said,
    parts: {
      refusals: { note: () => {}, noteRest: () => say('refusals') },
      store: { commit: (_writes: unknown, { action }: { action: string }) => say(action) },
      record: { makeCheckpoint: (why: string) => say(`checkpoint ${why}`), close: () => say('closed') },
    } as unknown as Parameters<typeof closeRecord>[0],
  }
}

const order = ['refusals', 'locked idle', 'checkpoint lock', 'closed']

test.each([[[]], [['refusals']], [['locked idle']], [['checkpoint lock']], [order.slice(0, 3)]])(
  'closing the record: refusals, why, a checkpoint, the end; goes on although %j fails',
  async (failing) => {
    const { said, parts } = recordThat(failing)
    await closeRecord(parts, 'idle')
    expect(said).toEqual(order)
  },
)
