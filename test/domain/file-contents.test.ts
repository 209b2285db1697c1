import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitsEnding } from '../../domain/file-contents.ts'

const text = (value: string) => new TextEncoder().encode(value)
const program = Uint8Array.of(0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0)
const contents = {
  jpg: Uint8Array.of(0xff, 0xd8, 0xff, 0xe0),
  png: Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
  pdf: text('%PDF-1.7\n'),
  eml: text('To: invented@example.nhs.net\r\nSubject: Invented\r\n\r\nText'),
  ics: text('BEGIN:VCALENDAR\r\nVERSION:2.0\r\n'),
}
const endings = Object.keys(contents) as (keyof typeof contents)[]
/** A calendar file begins as a header field does. */
const alike = (ending: string, other: string) => ending === 'eml' && other === 'ics'

for (const ending of endings) {
  for (const other of endings)
    test(`file contents: ${other} under the name of ${ending}`, () => {
      expect(fitsEnding(`name.${ending.toUpperCase()}`, contents[other])).toBe(ending === other || alike(ending, other))
    })
  test(`file contents: a program, and nothing, under the name of ${ending}`, () => {
    expect([program, new Uint8Array()].map((bytes) => fitsEnding(`name.${ending}`, bytes))).toEqual([false, false])
  })
}
test('file contents: an ending that is not saved here', () => {
  expect(['name.exe', 'name', 'name.constructor'].map((name) => fitsEnding(name, contents.pdf))).toEqual([false, false, false])
})
test('file contents: any bytes get an answer', () => {
  fc.assert(
    fc.property(fc.constantFrom(...endings), fc.uint8Array(), (ending, bytes) => {
      expect(typeof fitsEnding(`name.${ending}`, bytes)).toBe('boolean')
    }),
  )
})
