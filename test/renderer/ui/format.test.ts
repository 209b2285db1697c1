import { describe, expect, it } from 'vitest'
import { formatDate, formatDateTime, formatPhone, formatUuid, formatWallTime } from '../../../renderer/ui/format.ts'

describe('values as people read them', () => {
  it.each([
    ['1990-07-04', '4 July 1990'],
    ['2026-12-31', '31 December 2026'],
    ['0190', '0190'],
  ])('plain date %s', (iso, words) => {
    expect(formatDate(iso)).toBe(words)
  })
  it('shows an instant as the clock on the wall in the UK, in winter and in summer', () => {
    expect(formatDateTime('2026-01-15T09:30:00.000Z')).toBe('15 Jan 2026, 09:30')
    expect(formatDateTime('2026-07-15T09:30:00.000Z')).toBe('15 Jul 2026, 10:30')
    expect(formatDateTime('2026-07-14T23:30:00.000Z')).toBe('15 Jul 2026, 00:30')
    expect(formatDateTime('not a time')).toBe('not a time')
  })
  it('leaves a wall-clock time in the place where it was agreed', () => {
    expect(formatWallTime('2026-07-15T09:30')).toBe('15 July 2026 at 09:30')
  })
  it.each([
    ['+447700900123', '07700 900123'],
    ['+353850123456', '+353 850 123 456'],
    ['+441134960000', '+44 113 496 0000'],
  ])('mobile %s', (e164, words) => {
    expect(formatPhone(e164)).toBe(words)
  })
  it.each([
    ['555012345678', '5550 1234 5678'],
    ['000000000001', '0000 0000 0001'],
    ['12', '12'],
  ])('UUID %s', (uuid, words) => {
    expect(formatUuid(uuid)).toBe(words)
  })
})
