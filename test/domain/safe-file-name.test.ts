import fc from 'fast-check'
import { expect, test } from 'vitest'
import { safeFileName } from '../../domain/safe-file-name.ts'

const table: readonly (readonly [name: string, safe: string])[] = [
  ['RA-TEST-XX.eml', 'RA-TEST-XX.eml'],
  ['release-sheet-RA-TEST-XX.pdf', 'release-sheet-RA-TEST-XX.pdf'],
  ['Ŵyn, scan 2.jpg', 'Ŵyn, scan 2.jpg'],
  ['CON.pdf', '_CON.pdf'],
  ['nul', '_nul'],
  ['com1.eml', '_com1.eml'],
  ['LPT9.tar.png', '_LPT9.tar.png'],
  ['COM¹.pdf', '_COM¹.pdf'],
  ['aux .pdf', '_aux.pdf'],
  ['CONIN$', '_CONIN$'],
  ['console.pdf', 'console.pdf'],
  ['com10.pdf', 'com10.pdf'],
  ['list. . .', 'list'],
  ['list .pdf', 'list.pdf'],
  ['..', 'file'],
  ['.pdf', 'pdf'],
  ['', 'file'],
  ['a:b.pdf', 'a-b.pdf'],
  ['../../etc/passwd', '-.-etc-passwd'],
  ['a\\b/c|d?e*f<g>h"i.pdf', 'a-b-c-d-e-f-g-h-i.pdf'],
  ['invoice\u202efdp.exe', 'invoicefdp.exe'],
  ['a\u200eb\u2066c.pdf', 'abc.pdf'],
  ['a\nb\tc\0d.pdf', 'a b c d.pdf'],
  [`${'x'.repeat(300)}.pdf`, `${'x'.repeat(116)}.pdf`],
]
for (const [name, safe] of table)
  test(`file name: ${JSON.stringify(name.slice(0, 40))}`, () => {
    expect(safeFileName(name)).toBe(safe)
  })

test('file name: whatever it was, it is safe on every system, and safe names stay as they are', () => {
  const part = fc.constantFrom(
    'con',
    'e\u200d\u0301',
    'COM1',
    '.',
    ' ',
    '..',
    ':',
    '/',
    '\\',
    '\u202e',
    '\u200f',
    '\0',
    '.pdf',
    'name',
    'é',
    '\ud800',
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(part, { maxLength: 8 }).map((parts) => parts.join('')),
      ),
      (name) => {
        const safe = safeFileName(name)
        expect(safe).toMatch(/^[^<>:"/\\|?*\p{Cc}\p{Cf}\p{Zl}\p{Zp}]{1,120}$/u)
        expect(safe).not.toMatch(/^[. ]|[. ]$/)
        expect(safe.split('.')[0]!.trim()).not.toMatch(/^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])$/i)
        expect(safeFileName(safe)).toBe(safe)
      },
    ),
    { numRuns: 300 },
  )
})
