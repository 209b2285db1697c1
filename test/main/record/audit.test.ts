/** The audit record in memory: how entries follow each other, steps of the clock, and what is signed of it. */
import { describe, expect, test } from 'vitest'
import { toHex } from '../../../domain/bytes.ts'
import { signedBytes, type AuditEntry } from '../../../domain/record/audit-entry.ts'
import { checkpointCode, readCheckpoint } from '../../../domain/record/checkpoint.ts'
import { sha256 } from '../../../main/files/sha256.ts'
import { auditTrail, type Act, type AuditTrail } from '../../../main/record/audit.ts'
import { publicKeyOf, signWith, verifySignature } from '../../../main/vault/keys.ts'

const at = (seconds: number): string => new Date(Date.UTC(2026, 10, 23, 9, 0, seconds)).toISOString()

/** A trail on a clock that the test moves; `ran` is the clock that only runs forward, in seconds. */
function trailOn(first: { readonly wall?: number; readonly ran?: number; readonly zone?: string } = {}, from?: AuditTrail) {
  const clock = { wall: 0, ran: 0, ...first }
  const trail = auditTrail(
    {
      now: () => new Date(at(clock.wall)),
      monotonic: () => clock.ran * 1_000 + 0.7,
      ...(first.zone === undefined ? {} : { timeZone: () => clock.zone! }),
    },
    from?.state(),
  )
  const add = (action: string, more: Partial<Act> = {}): AuditEntry => {
    const entry = trail.next({ agentId: 'a'.repeat(32), action, ...more })
    expect(trail.take(entry, 'fresh')).toBe(true)
    return entry
  }
  return { clock, trail, add }
}

describe('audit record: entries', () => {
  test('say who, when, what about and what came before', () => {
    const { clock, trail, add } = trailOn({ wall: 7, ran: 3 })
    const first = add('unlocked')
    expect(first).toMatchObject({ seq: 0, time: at(7), monotonic: 3_000, action: 'unlocked', caseRef: null, detail: null, signature: null })
    clock.ran = -5
    const second = add('note-added', { caseRef: 'case-1', sealDetail: (seq) => Uint8Array.of(seq, 9) })
    expect(second).toMatchObject({ seq: 1, monotonic: 0, caseRef: 'case-1', detail: Buffer.from([1, 9]).toString('base64') })
    expect(second.prev).not.toBe(first.prev)
    expect([trail.size, trail.lastTime]).toEqual([2, at(7)])
  })

  test('a signed act: the signature is over the entry', () => {
    const seed = new Uint8Array(32).fill(4)
    const entry = trailOn().add('case-erased', { sign: (message) => signWith(seed, message) })
    expect(verifySignature(signedBytes(entry), Buffer.from(entry.signature!, 'base64'), publicKeyOf(seed))).toBe(true)
  })

  test('one that does not follow is not taken, and nothing changes', () => {
    const { trail, add } = trailOn()
    add('unlocked')
    const entry = trail.next({ agentId: 'a'.repeat(32), action: 'locked' })
    const before = trail.state()
    for (const wrong of [
      { ...entry, seq: 2 },
      { ...entry, prev: entry.prev.replaceAll(/[0-9]/g, 'a') },
    ]) {
      expect(trail.take(wrong)).toBe(false)
      expect(() => trail.stateAfter(wrong)).toThrow('does not follow')
    }
    expect(trail.state()).toEqual(before)
    const after = trail.stateAfter(entry)
    expect(trail.state()).toEqual(before)
    expect(trail.take(entry)).toBe(true)
    expect(trail.state()).toEqual(after)
  })
})

describe('audit record: steps of the clock', () => {
  test('while the app runs: what differs from the clock that only runs forward', () => {
    const { clock, trail, add } = trailOn()
    expect(trail.clockSteps()).toEqual([])
    add('unlocked')
    clock.wall = 60
    clock.ran = 60
    expect(trail.clockSteps()).toEqual([])
    clock.wall = 160
    expect(trail.clockSteps()).toEqual([{ action: 'clock-set-forward seconds-100' }])
    clock.wall = 0
    expect(trail.clockSteps()).toEqual([{ action: 'clock-set-back seconds-60' }])
  })

  test('after a start of the app: only a step back shows, since a long time may have passed', () => {
    const before = trailOn()
    before.add('unlocked')
    const { clock, trail } = trailOn({ wall: 90_000, ran: 1 }, before.trail)
    expect(trail.clockSteps()).toEqual([])
    clock.wall = -20
    expect(trail.clockSteps()).toEqual([{ action: 'clock-set-back seconds-20' }])
  })

  test('an entry of an earlier start is read without its clock', () => {
    const { clock, trail } = trailOn({ ran: 5 })
    expect(trail.take(trail.next({ agentId: 'a'.repeat(32), action: 'unlocked' }))).toBe(true)
    clock.wall = 3_600
    expect(trail.clockSteps()).toEqual([])
  })

  test('are counted, the last one is told, and the latest time stays', () => {
    const { clock, trail, add } = trailOn({ wall: 50 })
    add('unlocked')
    expect(trail.clock()).toEqual({ latest: at(50), steps: 0, last: undefined })
    clock.wall = 10
    add('clock-set-back seconds-40')
    add('note-added')
    const story = { latest: at(50), steps: 1, last: { time: at(10), action: 'clock-set-back seconds-40' } }
    expect(trail.clock()).toEqual(story)
    expect(trailOn({}, trail).trail.clock()).toEqual(story)
    clock.wall = 51
    add('note-added')
    expect(trail.clock().latest).toBe(at(51))
  })

  test('the time zone: told by an unlock and by a change of it, and by nothing else', () => {
    const { clock, trail, add } = trailOn({ zone: 'Europe/London' })
    add('note-added Asia--Tokyo')
    expect(trail.clockSteps()).toEqual([])
    add('unlocked Europe--London')
    expect(trail.clockSteps()).toEqual([])
    clock.zone = 'Asia/Tokyo'
    const changed = [{ action: 'time-zone-changed Asia--Tokyo' }]
    expect(trail.clockSteps()).toEqual(changed)
    add('locked')
    expect(trailOn({ zone: 'Asia/Tokyo' }, trail).trail.clockSteps()).toEqual(changed)
    add('time-zone-changed Asia--Tokyo')
    expect(trail.clockSteps()).toEqual([])
    // Without a zone it is not watched.
    expect(trailOn({}, trail).trail.clockSteps()).toEqual([])
  })
  test.each(['unlocked', 'recovered', 'restored'])('the time zone: “%s” without one leaves it as it was', (action) => {
    const { clock, trail, add } = trailOn({ zone: 'Europe/London' })
    add('unlocked Europe--London')
    add(action)
    expect(trail.clockSteps()).toEqual([])
    add(`${action} Asia--Tokyo`)
    clock.zone = 'Asia/Tokyo'
    expect(trail.clockSteps()).toEqual([])
  })
})

test('audit record: code and checkpoint are of the same size and root, and it goes on from where it was closed', () => {
  const seed = new Uint8Array(32).fill(5)
  const { trail, add } = trailOn({ wall: 5 })
  for (const action of ['unlocked', 'note-added', 'locked']) add(action)
  const key = { publicKey: publicKeyOf(seed), sign: (message: Uint8Array) => signWith(seed, message) }
  const note = trail.checkpoint('ra-desk/vault', key)
  const read = readCheckpoint(note, 'ra-desk/vault', key.publicKey, sha256, verifySignature)
  expect(read).toMatchObject({ ok: true, value: { origin: 'ra-desk/vault', size: 3, time: at(5) } })
  expect(read.ok && toHex(read.value.root)).toBe(toHex(trail.root()))
  expect(trail.code()).toEqual({ size: 3, code: checkpointCode(3, trail.root(), sha256) })
  const again = trailOn({ wall: 9 }, trail)
  again.add('unlocked')
  add('unlocked')
  expect([again.trail.size, again.trail.root()]).not.toEqual([trail.size, trail.root()])
  expect(again.trail.state().complete).toHaveLength(1)
})
