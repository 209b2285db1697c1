import { expect, test } from 'vitest'
import { createClipboard } from '../../../main/station/clipboard.ts'

function world() {
  const clipboard = {
    held: '',
    cleared: 0,
    failing: false,
    readText: () => {
      if (clipboard.failing) throw new Error('held by another program')
      return clipboard.held
    },
    writeText: (text: string) => {
      clipboard.held = text
    },
    /** What the page puts there, as the system gives it back. */
    picture: undefined as Uint8Array | undefined,
    readPicture: () => Promise.resolve(clipboard.picture),
    clear: () => {
      clipboard.held = ''
      clipboard.picture = undefined
      clipboard.cleared += 1
    },
  }
  return { clipboard, copies: createClipboard(clipboard) }
}

test('at lock, what was copied here is taken off the clipboard', async () => {
  const { clipboard, copies } = world()
  await copies.copy('555000111222')
  await copies.takeBack()
  expect([clipboard.held, clipboard.cleared]).toEqual(['', 1])
})

test('what somebody copied elsewhere meanwhile stays', async () => {
  const { clipboard, copies } = world()
  await copies.copy('555000111222')
  clipboard.held = 'a shopping list'
  await copies.takeBack()
  expect([clipboard.held, clipboard.cleared]).toEqual(['a shopping list', 0])
})

test('only the last copy counts, once, and an empty clipboard is left alone', async () => {
  const { clipboard, copies } = world()
  await copies.takeBack()
  await copies.copy('first')
  await copies.copy('second')
  clipboard.held = 'first'
  await copies.takeBack()
  await copies.takeBack()
  expect([clipboard.held, clipboard.cleared]).toEqual(['first', 0])
})

test('a clipboard that cannot be read does not stop a lock', async () => {
  const { clipboard, copies } = world()
  await copies.copy('555000111222')
  clipboard.failing = true
  await expect(copies.takeBack()).resolves.toBeUndefined()
})

test('picture: one that the page put there is taken off at lock', async () => {
  const { clipboard, copies } = world()
  clipboard.picture = Uint8Array.of(1, 2, 3)
  await copies.pictureCopied()
  await copies.takeBack()
  expect([clipboard.picture, clipboard.cleared]).toEqual([undefined, 1])
})

test.each([
  ['another picture', { picture: Uint8Array.of(9), held: '' }],
  ['a text', { picture: undefined, held: 'a shopping list' }],
])('picture: %s that was copied elsewhere meanwhile stays', async (_what, elsewhere) => {
  const { clipboard, copies } = world()
  clipboard.picture = Uint8Array.of(1, 2, 3)
  await copies.pictureCopied()
  Object.assign(clipboard, elsewhere)
  await copies.takeBack()
  expect([clipboard.picture, clipboard.held, clipboard.cleared]).toEqual([elsewhere.picture, elsewhere.held, 0])
})

test('picture: a text copied here after it is what counts', async () => {
  const { clipboard, copies } = world()
  clipboard.picture = Uint8Array.of(1, 2, 3)
  await copies.pictureCopied()
  await copies.copy('555000111222')
  await copies.takeBack()
  expect(clipboard.cleared).toBe(1)
})

test('picture: one that cannot be read back is left alone, and does not stop anything', async () => {
  const { clipboard, copies } = world()
  clipboard.readPicture = () => Promise.reject(new Error('held by another program'))
  await copies.pictureCopied()
  await copies.takeBack()
  expect(clipboard.cleared).toBe(0)
})
