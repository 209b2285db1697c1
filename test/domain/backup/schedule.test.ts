import { describe, expect, test } from 'vitest'
import { backupFileName, findBackups, findBackupsToDrop, isBackupDue, isDayEndBackupDue, isOver } from '../../../domain/backup/schedule.ts'

const vaultId = '0123456789abcdef0123456789abcdef'
const madeAt = new Date('2026-11-25T16:00:00Z')

test('backup names: sorted by time, only whole ones of this vault', () => {
  const names = ['2026-11-23T09:00:00.000Z', '2026-11-25T16:00:00.000Z', '2026-11-24T12:30:05.000Z'].map((at, index) =>
    backupFileName(vaultId, at, index + 7),
  )
  const found = findBackups(vaultId, [...names, `${names[0]}.part`, names[0]!.replace('01234567', 'ffffffff'), 'holiday.age'])
  expect(found.map((each) => each.madeAt)).toEqual(['2026-11-25T16:00:00.000Z', '2026-11-24T12:30:05.000Z', '2026-11-23T09:00:00.000Z'])
  expect(found[0]!.seq).toBe(8)
})

describe('which older backups are deleted after a new one', () => {
  const name = (day: number, hour: number) =>
    backupFileName(vaultId, new Date(Date.UTC(2026, 10, day, hour)).toISOString(), day * 100 + hour)
  const left = (names: readonly string[], made: string) => {
    const gone = findBackupsToDrop(vaultId, names, made)
    return names.filter((each) => !gone.includes(each))
  }
  const busyDay = (day: number) => [9, 11, 13, 15, 16, 17].map((hour) => name(day, hour))

  test('ten stay', () => {
    const afternoon = Array.from({ length: 14 }, (_, hour) => name(25, hour + 1))
    expect(left(afternoon, afternoon.at(-1)!)).toEqual(afternoon.slice(4))
    expect(left(afternoon.slice(0, 10), afternoon[9]!)).toHaveLength(10)
  })

  test('the newest four stay, and the last one of each earlier day, back to a week', () => {
    let names: string[] = []
    for (let day = 10; day <= 25; day += 1) for (const made of busyDay(day)) names = left([...names, made], made)
    expect(names).toEqual([...[19, 20, 21, 22, 23, 24].map((day) => name(day, 17)), ...busyDay(25).slice(2)])
  })

  test('the new one stays although the clock was set back', () => {
    const later = Array.from({ length: 10 }, (_, hour) => name(28, hour))
    expect(left([name(3, 9), ...later], name(3, 9))).toEqual([name(3, 9), ...later.slice(1)])
  })

  test('backups of another vault are left alone', () => {
    const theirs = Array.from({ length: 20 }, (_, hour) => name(28, hour).replace('01234567', 'ffffffff'))
    expect(findBackupsToDrop(vaultId, [...theirs, name(28, 9)], name(28, 9))).toEqual([])
  })
})

test('backup names: a backup of changes says which whole backup it needs', () => {
  const base = { madeAt: '2026-11-23T09:00:00.000Z', seq: 7 }
  const whole = backupFileName(vaultId, base.madeAt, base.seq)
  const changes = backupFileName(vaultId, '2026-11-24T12:30:05.000Z', 19, base)
  expect(changes).toBe('ra-desk-01234567-20261124T123005Z-00000019-since-20261123T090000Z-00000007.age')
  expect(findBackups(vaultId, [whole, changes, `${changes}.part`])).toEqual([
    { file: changes, madeAt: '2026-11-24T12:30:05.000Z', seq: 19, base: { file: whole, madeAt: base.madeAt } },
    { file: whole, ...base },
  ])
})

describe('which older backups are deleted, with backups of changes among them', () => {
  const at = (hours: number) => new Date(Date.UTC(2026, 10, 1, hours)).toISOString()
  /** A whole one every so many backups, one backup every four hours. */
  function keep(
    wholeEvery: (index: number) => boolean,
    count: number,
  ): { names: string[]; dropped: (readonly [string, readonly string[]])[] } {
    let names: string[] = []
    let base = { madeAt: at(0), seq: 0 }
    const dropped: (readonly [string, readonly string[]])[] = []
    for (let index = 0; index < count; index += 1) {
      const made = { madeAt: at(index * 4), seq: index }
      const isWhole = index === 0 || wholeEvery(index)
      if (isWhole) base = made
      const file = backupFileName(vaultId, made.madeAt, made.seq, isWhole ? undefined : base)
      const gone = findBackupsToDrop(vaultId, [...names, file], file)
      names = [...names, file].filter((each) => !gone.includes(each))
      dropped.push([file, names])
    }
    return { names, dropped }
  }

  test.each([2, 3, 7, 20, 42, 1_000])('a whole one every %i: never more than ten, and none without its whole backup', (every) => {
    for (const [made, names] of keep((index) => index % every === 0, 120).dropped) {
      expect(names.length).toBeLessThanOrEqual(10)
      expect(names).toContain(made)
      for (const { base } of findBackups(vaultId, names)) if (base !== undefined) expect(names).toContain(base.file)
    }
  })

  test('a week of changes: the whole backup, the newest, and the last of each day before', () => {
    const { names } = keep(() => false, 36)
    expect(findBackups(vaultId, names).map(({ seq }) => seq)).toEqual([35, 34, 33, 32, 29, 23, 17, 11, 5, 0])
  })

  test('changes whose whole backup is not there are files like others', () => {
    const orphans = Array.from({ length: 14 }, (_, hour) => backupFileName(vaultId, at(hour + 1), hour + 1, { madeAt: at(0), seq: 0 }))
    expect(findBackupsToDrop(vaultId, orphans, orphans.at(-1)!)).toHaveLength(4)
  })
})

test.each([
  ['there is none', undefined, true],
  ['the last one is fresh', '2026-11-25T12:00:01Z', false],
  ['hours have passed', '2026-11-25T12:00:00Z', true],
  ['the last one is of the future: the clock was set back', '2026-11-26T12:00:00Z', true],
])('a backup is due or not when %s', (_, last, due) => {
  expect(isBackupDue(last, madeAt)).toBe(due)
})

const at = (hour: number, minute = 0) => new Date(2026, 10, 25, hour, minute)
test.each([
  ['no one touches the computer any more', at(10), at(11), at(11, 1), 60, true],
  ['somebody is at it', at(10), at(11), at(11, 1), 59, false],
  ['the shell cannot tell, and it is morning', at(10), at(11), at(11, 1), undefined, false],
  ['the shell cannot tell, and it is evening', at(13), at(14), at(16), undefined, true],
  ['nothing was done since the last one', at(12), at(11), at(17), 600, false],
  ['the last one is fresh', at(15, 40), at(15, 50), at(16), 600, false],
  ['there is none', undefined, at(15, 50), at(16), 0, true],
])('the day may be ending, or not, when %s', (_, last, change, now, idleSeconds, due) => {
  expect(isDayEndBackupDue({ lastMadeAt: last?.toISOString(), lastChangeAt: change.toISOString(), now, idleSeconds })).toBe(due)
})

test.each([
  ['2026-11-24', true],
  ['2026-11-25', true],
  ['2026-11-26', false],
  [undefined, false],
])('a key until %s is left out or not on 25 November', (until, out) => {
  expect(isOver(until, '2026-11-25')).toBe(out)
})
