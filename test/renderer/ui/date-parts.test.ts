import { describe, expect, it } from 'vitest'
import { dateFromIso, emptyDate, isDateEmpty, isoFromDate } from '../../../renderer/ui/date-parts.ts'

describe('three boxes of a date', () => {
  it.each(['1990-07-04', '2024-02-29', '2000-12-31', '1906-01-01'])('%s survives the boxes', (iso) => {
    expect(isoFromDate(dateFromIso(iso))).toBe(iso)
  })
  it('shows no leading zeros', () => {
    expect(dateFromIso('1990-07-04')).toEqual({ day: '4', month: '7', year: '1990' })
  })
  it('reads a month by its name', () => {
    expect(isoFromDate({ day: ' 2', month: 'Nov', year: '2026 ' })).toBe('2026-11-02')
  })
  it.each([
    [{ day: '31', month: '2', year: '2026' }],
    [{ day: '29', month: '2', year: '2025' }],
    [{ day: '4', month: '7', year: '90' }],
    [{ day: '4', month: '13', year: '1990' }],
    [{ day: '', month: '7', year: '1990' }],
    [{ day: '4a', month: '7', year: '1990' }],
  ])('%o is no day', (parts) => {
    expect(isoFromDate(parts)).toBeUndefined()
  })
  it('gives empty boxes for what is not a plain date, and never the shared empty value itself', () => {
    for (const raw of [undefined, '', '4 July', '1990-7-4']) expect(dateFromIso(raw)).toEqual(emptyDate)
    expect(dateFromIso('')).not.toBe(emptyDate)
  })
  it('knows whether anything was typed', () => {
    expect(isDateEmpty(emptyDate)).toBe(true)
    expect(isDateEmpty({ day: ' ', month: '', year: '' })).toBe(true)
    expect(isDateEmpty({ day: '', month: '', year: '1' })).toBe(false)
  })
})
