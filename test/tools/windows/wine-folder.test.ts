import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { expectedMarker, findWine, MARKER, wineFolder } from '../../../tools/windows/wine-folder.ts'

const folder = mkdtempSync(join(tmpdir(), 'ra-desk-test-'))
afterEach(() => rmSync(join(folder, MARKER), { force: true }))
const machine = { platform: 'linux', isRoot: true, env: { RA_DESK_WINE: folder } } as const

describe('Wine: the folder', () => {
  test('is the one that RA_DESK_WINE names, or in the cache', () => {
    expect(wineFolder({ RA_DESK_WINE: '/here' })).toBe('/here')
    expect(wineFolder({ XDG_CACHE_HOME: '/cache' })).toBe(join('/cache', 'ra-desk', 'wine-10'))
  })

  test('counts when its set-up ended, with the packages of today', () => {
    expect(findWine(machine)).toMatchObject({ ok: false, why: 'Wine 10 is not set up on this machine' })
    writeFileSync(join(folder, MARKER), '{"suite":"trixie","packages":["wine"]}')
    expect(findWine(machine).ok).toBe(false)
    writeFileSync(join(folder, MARKER), expectedMarker())
    expect(findWine(machine)).toEqual({ ok: true, folder })
  })

  test('needs Linux and root, and says so', () => {
    writeFileSync(join(folder, MARKER), expectedMarker())
    expect(findWine({ ...machine, isRoot: false })).toMatchObject({ ok: false, next: 'Run this as root.' })
    expect(findWine({ ...machine, platform: 'darwin' })).toMatchObject({ ok: false, why: 'Wine is used on Linux only' })
  })
})
