import { describe, expect, test } from 'vitest'
import { debianMirror, setUpWine } from '../../../tools/windows/set-up-wine.ts'

const debian =
  'Other\tOther\thttps://packages.invalid/apt\nDebian\tDebian-Security\thttp://a.invalid/debian-security\nDebian\tDebian\thttp://b.invalid/debian\n'

describe('Wine: set-up', () => {
  test('mirror: the one that apt uses for Debian itself, or the one that is given', () => {
    expect(debianMirror({}, () => debian)).toBe('http://b.invalid/debian')
    expect(debianMirror({ RA_DESK_DEBIAN_MIRROR: 'http://c.invalid/debian' }, () => debian)).toBe('http://c.invalid/debian')
    expect(debianMirror({}, () => 'Ubuntu\tUbuntu\thttp://d.invalid/ubuntu\n')).toBeUndefined()
    expect(debianMirror({}, () => '')).toBeUndefined()
  })

  test('without root it says so and what to do, and does nothing', () => {
    const said: string[] = []
    const machine = { platform: 'linux', isRoot: false, env: { RA_DESK_WINE: '/nowhere' } } as const
    expect(setUpWine((line) => said.push(line), machine)).toMatchObject({ ok: false, next: expect.stringContaining('as root') as unknown })
    expect(said).toEqual([])
  })
})
