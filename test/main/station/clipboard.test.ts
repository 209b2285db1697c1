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
    clear: () => {
      clipboard.held = ''
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
