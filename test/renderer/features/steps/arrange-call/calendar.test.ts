import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calendarFile, escapeText } from '../../../../../renderer/features/steps/arrange-call/calendar.ts'

describe('calendar entry', () => {
  const entry = {
    caseReference: 'RA-7K3M-2',
    at: '2026-11-24T09:30',
    stamp: '2026-11-23T12:00:00.000Z',
    sequence: 1,
    minutes: 30,
    channel: 'Teams; meeting, room \\ 1\nBEGIN:VEVENT',
  }
  const lines = calendarFile(entry).split('\r\n')

  test('has the time as agreed, and the stamp in UTC', () => {
    expect(lines).toContain('DTSTART:20261124T093000')
    expect(lines).toContain('DTSTAMP:20261123T120000Z')
    expect(lines).toContain('SEQUENCE:1')
  })

  test('typed text cannot add lines', () => {
    expect(lines).toContain('LOCATION:Teams\\; meeting\\, room \\\\ 1\\nBEGIN:VEVENT')
    expect(lines.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(1)
  })

  test('never has a line break, a bare separator or a control character in a text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(escapeText(text)).not.toMatch(/[\u0000-\u001f\u007f]/)
        expect(escapeText(text).replace(/\\[\\;,n]/g, '')).not.toMatch(/[\\;,]/)
      }),
    )
  })

  test('is folded at 75 bytes, never inside a character', () => {
    const file = calendarFile({ ...entry, channel: 'ŵ'.repeat(200) })
    expect(file.split('\r\n').every((line) => new TextEncoder().encode(line).length <= 75)).toBe(true)
    expect(file.replace(/\r\n /g, '')).toContain('ŵ'.repeat(200))
  })
})
