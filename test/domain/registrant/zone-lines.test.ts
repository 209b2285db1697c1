import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readZoneLines } from '../../../domain/registrant/zone-lines.ts'

test('zone lines: whatever is typed, every line that is taken has the width of its format', () => {
  const line = fc.stringMatching(/^[A-Z0-9<]{20,50}$/)
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(line, { minLength: 1, maxLength: 4 }).map((lines) => lines.join('\n')),
      ),
      (raw) => {
        const read = readZoneLines(raw)
        if (!read.ok) return
        const width = { TD1: 30, TD2: 36, TD3: 44 }[read.value.format]
        expect(read.value.lines.map((one) => one.length)).toEqual(read.value.lines.map(() => width))
      },
    ),
  )
})

test('zone lines: letters among the fillers after the names are left out, and said', () => {
  const zone = `P<UTOERIKSSON<<ANNA<<<<<<<KK<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10`
  const read = readZoneLines(zone)
  expect(read.ok && read.value.lines[0]).toBe('P<UTOERIKSSON<<ANNA'.padEnd(44, '<'))
  expect(read.ok && read.value.hasLettersInFillers).toBe(true)
})
