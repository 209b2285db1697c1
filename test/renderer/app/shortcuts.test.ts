import { describe, expect, it } from 'vitest'
import { findShortcut, shortcuts, type KeyPress } from '../../../renderer/app/shortcuts.ts'
import { isCurrentPage, mainPages, windowTitleOf } from '../../../renderer/app/navigation.ts'

const press = (key: string, change: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...change,
})

describe('keyboard shortcuts', () => {
  it('has each keys once', () => {
    expect(new Set(shortcuts.map(({ keys }) => keys)).size).toBe(shortcuts.length)
  })
  it.each([
    ['Ctrl+K', press('k', { ctrlKey: true }), false, 'palette'],
    ['Ctrl+K while typing', press('k', { ctrlKey: true }), true, 'palette'],
    ['Ctrl+K with caps lock', press('K', { ctrlKey: true }), false, 'palette'],
    ['Command+K', press('k', { metaKey: true }), false, 'palette'],
    ['Ctrl+L', press('l', { ctrlKey: true }), true, 'lock'],
    ['? on a keyboard that needs shift for it', press('?', { shiftKey: true }), false, 'shortcuts'],
    ['Ctrl+/ while typing', press('/', { ctrlKey: true }), true, 'shortcuts'],
    ['Ctrl+F while typing', press('f', { ctrlKey: true }), true, 'search'],
    ['F3', press('F3'), true, 'search'],
    ['F1', press('F1'), true, 'go'],
  ])('%s', (_what, keys, typing, kind) => {
    expect(findShortcut(keys, typing)?.act.kind).toBe(kind)
  })
  it.each([
    ['? while typing', press('?', { shiftKey: true }), true],
    ['a plain letter', press('k'), false],
    ['Ctrl+Shift+K', press('K', { ctrlKey: true, shiftKey: true }), false],
    ['Ctrl+Alt+K', press('k', { ctrlKey: true, altKey: true }), false],
    ['a plain figure', press('1'), false],
    ['Shift+F3', press('F3', { shiftKey: true }), false],
  ])('%s does nothing', (_what, keys, typing) => {
    expect(findShortcut(keys, typing)).toBeUndefined()
  })
  it('reach every main page', () => {
    for (const { path, shortcut } of mainPages) {
      const pressed = shortcut.startsWith('Alt+') ? press(shortcut.slice(-1), { altKey: true }) : press(shortcut)
      expect(findShortcut(pressed, false)?.act, path).toEqual({ kind: 'go', path })
    }
  })
})

describe('navigation', () => {
  it.each([
    ['/', 'Today'],
    ['/work-list', 'Work list'],
    ['/case/abc/details', 'Work list'],
    ['/help/texts', 'Help'],
    ['/helpless', undefined],
    ['/set-up/recovery', undefined],
  ])('%s belongs to %s', (location, title) => {
    expect(mainPages.find((page) => isCurrentPage(page, location))?.title).toBe(title)
  })
  it('never puts a case into the window title', () => {
    expect(windowTitleOf('/case/0f0e0d0c/history')).toBe('Case – RA Desk')
    expect(windowTitleOf('/nowhere')).toBe('RA Desk')
  })
})
