import { expect, test, vi } from 'vitest'
import { fetchOnce } from '../../../../renderer/features/shared/fetched-once.ts'

test('fetched once: every caller gets the same promise, and what is there is there at once', async () => {
  const fetchCode = vi.fn(() => Promise.resolve('code'))
  const code = fetchOnce(fetchCode)
  expect(code.now()).toBeUndefined()
  expect(code.load()).toBe(code.load())
  await expect(code.load()).resolves.toBe('code')
  expect(code.now()).toBe('code')
  expect(fetchCode).toHaveBeenCalledTimes(1)
})

test('fetched once: after a failure the next one fetches again', async () => {
  const fetchCode = vi.fn<() => Promise<string>>().mockRejectedValueOnce(new Error('not there')).mockResolvedValue('code')
  const code = fetchOnce(fetchCode)
  await expect(code.load()).rejects.toThrow('not there')
  expect(code.now()).toBeUndefined()
  await expect(code.load()).resolves.toBe('code')
})
