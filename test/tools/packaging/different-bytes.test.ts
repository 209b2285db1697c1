import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeDifference, listDifferentBytes } from '../../../tools/packaging/different-bytes.ts'

test('bytes that differ are counted, with their first and last place', () => {
  expect(describeDifference(Buffer.from('abcdef'), Buffer.from('abcdef'))).toBeUndefined()
  expect(describeDifference(Buffer.from('abcdef'), Buffer.from('aXcdeX'))).toBe('2 of 6 bytes, from 1 to 5')
  expect(describeDifference(Buffer.from('abc'), Buffer.from('ab'))).toBe('3 and 2 bytes')
})

test('folders that differ: by name, and files of one only', () => {
  const folders = ['one', 'other'].map((name) => mkdtempSync(join(tmpdir(), `different-${name}-`))) as [string, string]
  for (const folder of folders) writeFileSync(join(folder, 'same'), 'same')
  writeFileSync(join(folders[0], 'a'), 'x')
  writeFileSync(join(folders[1], 'a'), 'y')
  writeFileSync(join(folders[1], 'b'), '')
  expect(listDifferentBytes(...folders)).toEqual(['a: 1 of 1 bytes, from 0 to 0', 'b: in one of them only'])
  for (const folder of folders) rmSync(folder, { recursive: true })
})
