import { describe, expect, test } from 'vitest'
import { ok } from '../../../domain/result.ts'
import { createRunningVerification } from '../../../main/integrity/running-verification.ts'
import type { verifyOwnRecord } from '../../../main/integrity/verify-own-record.ts'

type Deps = Parameters<typeof verifyOwnRecord>[0]
type Verified = Awaited<ReturnType<typeof verifyOwnRecord>>

const verified: Verified = ok({ size: 3, code: 'INVENTED', signed: 0, checkpoints: 0, lastCheckpoint: undefined })
const session = () => ({ record: {} as Deps['record'], vault: {} as Deps['vault'] })

/** Verifications that end when the test says so. */
function desk() {
  let time = 0
  const told: number[] = []
  const begun: { progress: (done: number) => void; end: (answer?: Verified) => void; fail: (error: Error) => void }[] = []
  const running = createRunningVerification({
    monotonic: () => time,
    tell: ({ done }) => told.push(done),
    verifyRecord: ({ onProgress }) => {
      const { promise, resolve, reject } = Promise.withResolvers<Verified>()
      begun.push({
        progress: (done) => onProgress?.({ done, of: 100 }),
        end: (answer = verified) => {
          resolve(answer)
        },
        fail: reject,
      })
      return promise
    },
  })
  const at = (milliseconds: number) => {
    time = milliseconds
  }
  return { running, begun, told, at }
}

describe('running verification', () => {
  test('a second look while one is under way gets its answer; the next one begins again', async () => {
    const { running, begun } = desk()
    const here = session()
    const [first, second] = [running.verify(here), running.verify(here)]
    expect(begun).toHaveLength(1)
    begun[0]!.end()
    expect([await first, await second]).toEqual([verified, verified])
    const third = running.verify(here)
    expect(begun).toHaveLength(2)
    begun[1]!.end()
    await third
  })

  test('after a lock and a new sign-in, the record is another one', async () => {
    const { running, begun } = desk()
    const [before, after] = [running.verify(session()), running.verify(session())]
    expect(begun).toHaveLength(2)
    const wrong: Verified = { ok: false, error: { code: 'locked', message: 'It was locked.', next: 'Unlock it.' } }
    begun[0]!.end(wrong)
    begun[1]!.end()
    expect([await before, await after]).toEqual([wrong, verified])
  })

  test('the end of an earlier session’s verification leaves the present one under way', async () => {
    const { running, begun } = desk()
    const now = session()
    const before = running.verify(session())
    const present = running.verify(now)
    begun[0]!.end()
    await before
    void running.verify(now)
    expect(begun).toHaveLength(2)
    begun[1]!.end()
    await present
  })

  test('the page hears of it five times a second at most', async () => {
    const { running, begun, told, at } = desk()
    const end = running.verify(session())
    for (let step = 1; step <= 10; step += 1) {
      at(step * 100)
      begun[0]!.progress(step)
    }
    expect(told).toEqual([2, 4, 6, 8, 10])
    begun[0]!.end()
    await end
  })

  test('one that throws is not kept', async () => {
    const { running, begun } = desk()
    const here = session()
    const first = running.verify(here)
    begun[0]!.fail(new Error('a bug'))
    await expect(first).rejects.toThrow('a bug')
    const second = running.verify(here)
    begun[1]!.end()
    expect(await second).toEqual(verified)
  })
})
