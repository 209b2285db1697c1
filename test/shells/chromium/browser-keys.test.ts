import { describe, expect, test } from 'vitest'
import { isOwnKey } from './browser-keys.ts'

/** `held` names the keys that are held: C for Ctrl, M for Meta, A for Alt, S for Shift. */
const press = (key: string, held: string) => ({
  key,
  ctrlKey: held.includes('C'),
  metaKey: held.includes('M'),
  altKey: held.includes('A'),
  shiftKey: held.includes('S'),
})

describe('which keys stay with the page’s engine', () => {
  test.each([
    ['v', 'C', true],
    ['V', 'CS', true],
    ['p', 'C', false],
    ['C', 'CS', false],
    ['Delete', 'CS', false],
    ['Delete', 'C', true],
    ['€', 'CA', true],
    ['F4', 'A', true],
    ['F4', 'C', false],
    ['ArrowLeft', 'A', false],
    ['F10', 'S', true],
    ['F12', '', false],
    ['Enter', '', true],
  ])('%s with “%s” held: %s', (key, held, isOwn) => {
    expect(isOwnKey(press(key, held))).toBe(isOwn)
  })
})
