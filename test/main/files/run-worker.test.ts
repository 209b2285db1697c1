import { describe, expect, test } from 'vitest'
import { runWorker } from '../../../main/files/run-worker.ts'

const endless = new URL('../../support/endless-worker.ts', import.meta.url)
const reading = new URL('../../../main/cards/read-worker.ts', import.meta.url)
const limits = { milliseconds: 60_000, megabytes: 64 }

describe('a worker with limits', () => {
  test('answers', async () => {
    const job = { kind: 'card-list', file: new TextEncoder().encode('4242424\n') }
    expect(await runWorker(reading, job, limits)).toMatchObject({ answer: { ok: true } })
  })
  test.each([
    ['runs for ever', 'runs', { ...limits, milliseconds: 100 }, 'too-long'],
    ['fills its memory', 'fills', { ...limits, megabytes: 16 }, 'failed'],
    ['throws', 'throws', limits, 'failed'],
    ['ends without an answer', 'ends', limits, 'failed'],
  ])('one that %s is ended, and the caller lives', async (_name, behaviour, given, ended) => {
    expect(await runWorker(endless, behaviour, given)).toEqual({ ended })
  })
  test('one that is not there', async () => {
    expect(await runWorker(new URL('no-such-worker.ts', import.meta.url), {}, limits)).toEqual({ ended: 'failed' })
  })
})
