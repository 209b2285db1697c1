import { describe, expect, test } from 'vitest'
import { runningScrubs } from '../../../main/record/running-scrubs.ts'
import type { ScrubReport } from '../../../main/record/scrub.ts'

const report = { findings: [] } as unknown as ScrubReport
const locked = { ok: false, error: { code: 'locked' } }
/** Runs until it is stopped, then ends as reading a closed file does. */
const untilStopped = (signal: AbortSignal) =>
  new Promise<ScrubReport>((_, reject) => {
    signal.addEventListener('abort', () => setImmediate(() => reject(new Error('closed'))))
  })

describe('running scrubs', () => {
  test('answer the report, or why the disk could not be read', async () => {
    expect(await runningScrubs(async () => report).start()).toEqual({ ok: true, value: report })
    const failing = runningScrubs(() => Promise.reject(Object.assign(new Error('read'), { code: 'EIO' })))
    expect(await failing.start()).toMatchObject({ ok: false, error: { code: 'journal-failed' } })
  })

  test('stop when the journal is closed, which waits for all of them', async () => {
    const scrubs = runningScrubs(untilStopped)
    const ended: string[] = []
    const started = ['first', 'second'].map((name) => scrubs.start().then((result) => (ended.push(name), result)))
    await scrubs.stop()
    expect(ended).toEqual(['first', 'second'])
    expect(await Promise.all(started)).toMatchObject([locked, locked])
  })

  test('do not start once they were stopped', async () => {
    let read = 0
    const scrubs = runningScrubs(async () => {
      read += 1
      return report
    })
    await scrubs.stop()
    expect(await scrubs.start()).toMatchObject(locked)
    expect(read).toBe(0)
  })
})
