import { expect, test } from 'vitest'
import { whileHeld } from '../../../main/files/held-files.ts'

const failing = (times: number, code: string) => {
  let calls = 0
  const waited: number[] = []
  return {
    work: async () => {
      calls += 1
      if (calls <= times) throw Object.assign(new Error('held'), { code })
      return calls
    },
    waited,
    patience: (platform: NodeJS.Platform) => ({ platform, wait: async (milliseconds: number) => void waited.push(milliseconds) }),
  }
}

test.each(['EPERM', 'EACCES', 'EBUSY'])('Windows, %s: tried again with growing pauses, for some seconds', async (code) => {
  const { work, waited, patience } = failing(8, code)
  expect(await whileHeld(work, patience('win32'))).toBe(9)
  expect(waited).toEqual(waited.toSorted((one, other) => one - other))
  const seconds = waited.reduce((sum, one) => sum + one, 0) / 1_000
  expect(seconds).toBeGreaterThan(5)
  expect(seconds).toBeLessThan(10)
})

test('Windows, held for longer: it fails with the last error', async () => {
  const { work, patience } = failing(9, 'EBUSY')
  await expect(whileHeld(work, patience('win32'))).rejects.toThrow('held')
})

test.each([
  ['Windows, a disk that is full', 'win32', 'ENOSPC'],
  ['Linux, a file that may not be replaced', 'linux', 'EPERM'],
  ['macOS, a folder that may not be written', 'darwin', 'EACCES'],
] as const)('%s: it fails at once', async (_, platform, code) => {
  const { work, waited, patience } = failing(1, code)
  await expect(whileHeld(work, patience(platform))).rejects.toThrow('held')
  expect(waited).toEqual([])
})
