import { expect, test } from 'vitest'
import { findWixl } from '../../../tools/packaging/wixl-command.ts'

const noWine = { ok: false, why: 'Wine 10 is not set up', next: 'Set it up.' } as const
const wine = { ok: true, folder: '/wine' } as const

test('wixl: of this machine first', () => {
  const found = findWixl((program) => `/usr/bin/${program}`, wine)
  expect(found.ok && found.command(['wixl', '--arch', 'x64'], [])).toEqual(['wixl', ['--arch', 'x64']])
})

test('wixl: else that in the folder of Wine, which sees the folders', () => {
  const found = findWixl(() => undefined, wine)
  const [, words] = found.ok ? found.command(['wixl', 'a.wxs'], ['/dev/shm']) : []
  expect(words).toEqual(expect.arrayContaining(['/wine', '/dev/shm', 'wixl', 'a.wxs']))
})

test('wixl: without both says what to install', () => {
  const found = findWixl((program) => (program === 'wixl' ? '/usr/bin/wixl' : undefined), noWine)
  expect(found).toEqual({ ok: false, why: expect.stringContaining('apt install wixl msitools') as string })
})
