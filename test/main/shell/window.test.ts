import { describe, expect, it, vi } from 'vitest'

vi.mock('electron', () => import('../../shells/chromium/electron.ts'))
const { fitBounds, isPermissionAllowed, isRequestAllowed, smallestIn } = await import('../../../main/shell/window.ts')

const laptop = { x: 0, y: 0, width: 1366, height: 728 }
const desk = { x: 1366, y: -200, width: 1920, height: 1040 }

describe('the window’s place', () => {
  it.each<[string, unknown, Parameters<typeof fitBounds>[1], ReturnType<typeof fitBounds>]>([
    ['first start', undefined, [laptop], { width: 1280, height: 728, maximized: false }],
    [
      'as it was',
      { x: 100, y: 20, width: 1100, height: 700, maximized: true },
      [laptop],
      { x: 100, y: 20, width: 1100, height: 700, maximized: true },
    ],
    [
      'on the second screen',
      { x: 1500, y: -100, width: 1600, height: 900, maximized: false },
      [laptop, desk],
      { x: 1500, y: -100, width: 1600, height: 900, maximized: false },
    ],
    [
      'on a screen that is gone',
      { x: 1500, y: -100, width: 1600, height: 900, maximized: false },
      [laptop],
      { width: 1366, height: 728, maximized: false },
    ],
    [
      'half outside',
      { x: 300, y: 40, width: 1200, height: 700, maximized: false },
      [laptop],
      { x: 166, y: 28, width: 1200, height: 700, maximized: false },
    ],
    [
      'too small to use',
      { x: 0, y: 0, width: 10, height: 10, maximized: false },
      [laptop],
      { x: 0, y: 0, width: 1024, height: 640, maximized: false },
    ],
    [
      'larger than the screen',
      { x: 0, y: 0, width: 4000, height: 600, maximized: false },
      [desk, laptop],
      { width: 1920, height: 640, maximized: false },
    ],
    ['nonsense in the file', { x: 'left', width: NaN }, [laptop], { width: 1280, height: 728, maximized: false }],
    ['no screen at all', null, [], { width: 1280, height: 768, maximized: false }],
  ])('%s', (_when, saved, areas, expected) => {
    expect(fitBounds(saved, areas)).toEqual(expected)
  })
})

describe('the smallest window', () => {
  it.each([
    ['a laptop at 100 percent', { width: 1366, height: 728 }, { width: 1024, height: 640 }],
    ['a laptop at 150 percent', { width: 911, height: 485 }, { width: 911, height: 485 }],
  ])('fits on %s', (_screen, area, least) => {
    expect(smallestIn(area)).toEqual(least)
  })
})

describe('what a page may', () => {
  it('use: lasting storage and writing to the clipboard, from the app’s own origin, and no other permission', () => {
    expect(isPermissionAllowed('clipboard-sanitized-write', 'app://ra-desk/')).toBe(true)
    expect(isPermissionAllowed('clipboard-sanitized-write', 'https://example.com/')).toBe(false)
    expect(isPermissionAllowed('persistent-storage', 'app://ra-desk/')).toBe(true)
    expect(isPermissionAllowed('persistent-storage', 'app://ra-desk')).toBe(true)
    expect(isPermissionAllowed('persistent-storage', 'https://example.com/')).toBe(false)
    for (const permission of [
      'media',
      'geolocation',
      'usb',
      'serial',
      'hid',
      'smart-card',
      'notifications',
      'clipboard-read',
      'fullscreen',
      'openExternal',
      'display-capture',
    ]) {
      expect(isPermissionAllowed(permission, 'app://ra-desk/')).toBe(false)
    }
  })

  it('reach: what is its own, and the developer tools only while developing', () => {
    for (const url of ['app://ra-desk/', 'blob:app://ra-desk/1', 'data:text/css,']) expect(isRequestAllowed(url, false)).toBe(true)
    for (const url of [
      'https://example.com/',
      'http://127.0.0.1/',
      'ws://x/',
      'wss://x/',
      'file:///etc/hosts',
      'ftp://x/',
      'devtools://x/',
      'applet:x',
    ])
      expect(isRequestAllowed(url, false)).toBe(false)
    expect(isRequestAllowed('devtools://devtools/bundled/x.js', true)).toBe(true)
  })
})
