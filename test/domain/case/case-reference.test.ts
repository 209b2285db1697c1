import { randomInt } from 'node:crypto'
import { expect, test } from 'vitest'
import { CASE_REFERENCE_ALPHABET, drawCaseReference } from '../../../domain/case/case-reference.ts'

test('case reference: no vowels, no look-alikes, no letter twice', () => {
  expect(CASE_REFERENCE_ALPHABET).not.toMatch(/[AEIOU0L1BSZ258Q]/)
  expect(new Set(CASE_REFERENCE_ALPHABET).size).toBe(CASE_REFERENCE_ALPHABET.length)
})

test('case reference: looks like RA-7K3M-9D, with the first and the last letter drawn too', () => {
  for (let draws = 0; draws < 200; draws += 1)
    expect(drawCaseReference(randomInt)).toMatch(new RegExp(`^RA-[${CASE_REFERENCE_ALPHABET}]{4}-[${CASE_REFERENCE_ALPHABET}]{2}$`))
  expect(drawCaseReference((least) => least)).toBe('RA-3333-33')
  expect(drawCaseReference((_least, below) => below - 1)).toBe('RA-YYYY-YY')
})
