/** What the record adds by itself before an act, and how it is read while acts go on. */
import { afterEach, describe, expect, test } from 'vitest'
import { utf8 } from '../../../domain/bytes.ts'
import { openRecord, rowOf } from '../../../main/record/record.ts'
import { code, value } from '../vault/support.ts'
import { caseId, desk, entriesOf, opened, placeOfCase } from '../../support/record-bench.ts'

afterEach(async () => {
  for (const record of opened.splice(0)) await record.close()
})

describe('record: what comes before an act', () => {
  /** A record on a clock that the test moves. */
  async function onClock() {
    const here = await desk()
    await here.record.close()
    const clock = { wall: Date.UTC(2026, 10, 23, 22), ran: 0 }
    const record = value(
      await openRecord({ folder: here.folder, vault: here.vault, now: () => new Date(clock.wall), monotonic: () => clock.ran }),
    )
    opened.push(record)
    const pass = (milliseconds: number) => {
      clock.wall += milliseconds
      clock.ran += milliseconds
    }
    const actions = async () => (await entriesOf(record)).map(({ action }) => action)
    return { ...here, record, clock, pass, actions }
  }
  const DAY = 24 * 3_600_000

  test('a day has passed: a checkpoint of the day before, once, and only if something came after the last one', async () => {
    const { record, pass, actions } = await onClock()
    value(await record.append([], { action: 'unlocked' }))
    pass(60_000)
    value(await record.append([], { action: 'note-added' }))
    pass(DAY)
    value(await record.append([], { action: 'note-added' }))
    value(await record.makeCheckpoint('lock'))
    pass(DAY)
    value(await record.append([], { action: 'locked' }))
    expect(await actions()).toEqual([
      'unlocked',
      'note-added',
      'checkpoint-made day-end size-2',
      'note-added',
      'checkpoint-made lock size-4',
      'locked',
    ])
    expect((await record.checkpoints()).map(({ size, why }) => [size, why])).toEqual([
      [2, 'day-end'],
      [4, 'lock'],
    ])
  })

  test('the clock was moved: said before the act, also for one that stores rows again', async () => {
    const { record, clock, actions, vault } = await onClock()
    const row = rowOf('cases', caseId, 1, value(vault.seal(placeOfCase, utf8('{}'), vault.recordsKeyId)))
    value(await record.append([row], { action: 'unlocked' }))
    clock.wall += 60_000
    value(await record.appendAgain([row], { action: 'rows-restored' }))
    clock.wall -= 30_000
    value(await record.append([], { action: 'note-added' }))
    expect(await actions()).toEqual([
      'unlocked',
      'clock-set-forward seconds-60',
      'rows-restored',
      'clock-set-back seconds-30',
      'note-added',
    ])
    expect(record.clock()).toMatchObject({ steps: 2, last: { action: 'clock-set-back seconds-30' } })
    expect(code(await record.append([row], { action: 'requestReceived' }))).toBe('row-conflict')
  })

  test('the clock and its time zone were changed: each is an entry, both before the act', async () => {
    const here = await desk()
    await here.record.close()
    const clock = { wall: Date.UTC(2026, 10, 23, 9), zone: 'Europe/London' }
    const record = value(
      await openRecord({
        folder: here.folder,
        vault: here.vault,
        now: () => new Date(clock.wall),
        monotonic: () => 0,
        timeZone: () => clock.zone,
      }),
    )
    opened.push(record)
    value(await record.append([], { action: 'unlocked Europe--London' }))
    clock.wall += 60_000
    clock.zone = 'Asia/Tokyo'
    value(await record.append([], { action: 'note-added' }))
    expect((await entriesOf(record)).map(({ action }) => action)).toEqual([
      'unlocked Europe--London',
      'clock-set-forward seconds-60',
      'time-zone-changed Asia--Tokyo',
      'note-added',
    ])
  })

  test('what comes before cannot be written: the act is not either', async () => {
    const { record, clock, pass, actions, vault } = await onClock()
    value(await record.append([], { action: 'unlocked' }))
    clock.wall += 60_000
    vault.lock()
    expect(code(await record.append([], { action: 'note-added' }))).toBe('locked')
    pass(DAY)
    expect(code(await record.makeCheckpoint('lock'))).toBe('locked')
    expect(await actions()).toEqual(['unlocked'])
  })
})

test('record: the code of every earlier size, and none for more entries than there are', async () => {
  const { record } = await desk()
  const codes = [record.checkpoint().code]
  for (const action of ['unlocked', 'note-added', 'locked']) {
    value(await record.append([], { action }))
    codes.push(record.checkpoint().code)
  }
  expect(new Set(codes).size).toBe(4)
  for (const [size, printed] of codes.entries()) expect(value(await record.codeAt(size))).toBe(printed)
  expect(value(await record.codeAt(4))).toBeUndefined()
})

test('record: read as it is now, and what changed since an earlier state', async () => {
  const { record, vault } = await desk()
  const env = value(vault.seal(placeOfCase, utf8('{}'), vault.recordsKeyId))
  value(await record.append([rowOf('cases', caseId, 1, env)], { action: 'requestReceived' }))
  const view = await record.view()
  const ids: string[] = []
  for await (const { id } of view.rows('secrets')) ids.push(id)
  view.close()
  expect([view.head.seq, ids]).toEqual([1, [caseId]])
})

test('record: a check in the background gives way to other work', async () => {
  const { folder, vault, record: first } = await desk()
  await first.close()
  let given = 0
  const record = value(
    await openRecord({
      folder,
      vault,
      now: () => new Date(),
      monotonic: () => 0,
      giveWay: async () => {
        given += 1
      },
    }),
  )
  opened.push(record)
  value(await record.append([], { action: 'unlocked' }))
  expect(value(await record.journal.scrub()).findings).toEqual([])
  expect(given).toBeGreaterThan(0)
})
