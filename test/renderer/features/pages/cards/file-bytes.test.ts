import { expect, test } from 'vitest'
import { readSmallFile } from '../../../../../renderer/features/pages/cards/file-bytes.ts'

const file = (bytes: readonly number[]) => new File([Uint8Array.from(bytes)], 'authority.p12')
const code = (read: Awaited<ReturnType<typeof readSmallFile>>) => (read.ok ? read.value : read.error.code)

test('small file: its bytes as base64, whatever they are', async () => {
  const bytes = Array.from({ length: 256 }, (_, byte) => byte)
  expect(code(await readSmallFile(file(bytes), 256))).toBe(Buffer.from(bytes).toString('base64'))
  expect(code(await readSmallFile(file([]), 0))).toBe('')
})

test('small file: one byte too many is refused before it is read', async () => {
  const large = file([1, 2])
  large.arrayBuffer = () => Promise.reject(new Error('must not be read'))
  expect(code(await readSmallFile(large, 1))).toBe('file-too-large')
})

test('small file: one that is gone is refused in words', async () => {
  const gone = file([1])
  gone.arrayBuffer = () => Promise.reject(new Error('gone'))
  expect(code(await readSmallFile(gone, 9))).toBe('file-unreadable')
})
