import { expect, test } from 'vitest'
import { undoKinds } from '../../../../../domain/case/to-undo.ts'
import { monthWords, nameWords, titleOf, undoWords } from '../../../../../renderer/features/pages/people/person-words.ts'

test('words of a person: a name as an email wrote it, or as the details have it', () => {
  expect(nameWords('Dr Sam Sample')).toBe('Dr Sam Sample')
  expect(nameWords({ title: 'Dr', given: 'Sam', family: 'Sample' })).toBe('Dr Sam Sample')
})

test('words of a person: whose cases are all deleted has no name', () => {
  expect(titleOf({ names: [] })).toBe('A person whose case was deleted')
  expect(titleOf({ names: [{ name: 'Sam Sample', at: '2026-11-30T10:00:00.000Z' }] })).toBe('Sam Sample')
})

test('words of a person: months, and each kind of what is to be undone', () => {
  expect(monthWords('2026-11')).toBe('November 2026')
  expect(new Set(undoKinds.map((kind) => undoWords[kind])).size).toBe(undoKinds.length)
})
