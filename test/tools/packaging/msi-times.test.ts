import { describe, expect, test } from 'vitest'
import { setSummaryTimes, toFileTime } from '../../../tools/packaging/msi-times.ts'

function withTime(date: Date): Buffer {
  const bytes = Buffer.alloc(40, 0xab)
  bytes.writeUInt32LE(0x40, 11)
  bytes.writeBigUInt64LE(toFileTime(date), 15)
  return bytes
}
const [noon, later, date] = [new Date('2026-11-30T12:00:00Z'), new Date('2026-11-30T12:01:00Z'), new Date('2020-01-01T00:00:00Z')]

describe('MSI: the times of its making', () => {
  test('count from 1601', () => {
    expect(toFileTime(new Date(0))).toBe(116_444_736_000_000_000n)
  })

  test('are replaced', () => {
    const bytes = withTime(new Date('2026-11-30T12:00:30Z'))
    expect(setSummaryTimes(bytes, { from: noon, to: later, date })).toBe(1)
    expect(bytes).toEqual(withTime(date))
  })

  test('that are none of this run stay, and without any it throws', () => {
    const bytes = withTime(new Date('2026-11-30T13:00:00Z'))
    expect(() => setSummaryTimes(bytes, { from: noon, to: later, date })).toThrow('no time of its making')
    expect(bytes).toEqual(withTime(new Date('2026-11-30T13:00:00Z')))
  })
})
