import { describe, expect, test } from 'vitest'
import { LARGEST_INSTALLER, MOST_CHANGES, updateManifest } from '../../../domain/update/manifest.ts'

const manifest = {
  format: 1,
  product: 'ra-desk',
  version: '1.2.0',
  platform: 'win32-x64',
  installer: { name: 'RA-Desk-setup.msi', bytes: 100, sha256: 'ab'.repeat(32) },
  changes: ['Labels print on the new printer.'],
  opensDataFrom: 1,
  made: '2026-11-30',
}
const accepts = (change: object) => updateManifest.safeParse({ ...manifest, ...change }).success
const installer = (change: object) => ({ installer: { ...manifest.installer, ...change } })

describe('update manifest', () => {
  test('what the tool writes is accepted', () => {
    expect(updateManifest.parse(manifest)).toEqual(manifest)
    expect(accepts(installer({ bytes: LARGEST_INSTALLER }))).toBe(true)
  })

  test.each([
    ['another product', { product: 'other' }],
    ['another format', { format: 2 }],
    ['a field that this version does not know', { urgent: true }],
    ['an unknown platform', { platform: 'plan9-x64' }],
    ['no changes', { changes: [] }],
    ['too many changes', { changes: Array.from({ length: MOST_CHANGES + 1 }, () => 'One more.') }],
    ['a blank change', { changes: [' '] }],
    ['a date that is none', { made: '2026-02-30' }],
    ['data format 0', { opensDataFrom: 0 }],
    ['an installer that is too large', installer({ bytes: LARGEST_INSTALLER + 1 })],
    ['an empty installer', installer({ bytes: 0 })],
    ['a hash in capitals', installer({ sha256: 'AB'.repeat(32) })],
  ])('refused: %s', (_what, change) => {
    expect(accepts(change)).toBe(false)
  })

  test.each([
    '../setup.msi',
    'a/b.msi',
    'a\\b.msi',
    '.msi',
    '-i.msi',
    'a b.msi',
    'a:b.msi',
    `${'a'.repeat(100)}.msi`,
    'setup.exe',
    'setup.msi.exe',
  ])('installer on Windows: the name “%s” is refused', (name) => {
    expect(accepts(installer({ name }))).toBe(false)
  })

  test.each([
    ['linux-x64', 'ra-desk_1.2.0_amd64.deb', true],
    ['linux-x64', 'RA-Desk.AppImage', true],
    ['linux-x64', 'setup.msi', false],
    ['darwin-arm64', 'RA-Desk.pkg', true],
    ['darwin-arm64', 'RA-Desk.deb', false],
  ])('installer on %s: %s is accepted: %s', (platform, name, isAccepted) => {
    expect(accepts({ platform, ...installer({ name }) })).toBe(isAccepted)
  })

  test('marks of direction are taken out of what agents read', () => {
    expect(updateManifest.parse({ ...manifest, changes: ['Safe\u202Exe.'] }).changes).toEqual(['Safexe.'])
  })
})
