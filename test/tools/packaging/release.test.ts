import { createPackage } from '@electron/asar'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { gatherRelease } from '../../../tools/packaging/release.ts'
import { root } from '../../support/checks.ts'

let copy: string
let to: string
beforeEach(async () => {
  copy = mkdtempSync(join(tmpdir(), 'release-'))
  to = join(copy, 'to')
  mkdirSync(join(copy, 'dist/.bundled'), { recursive: true })
  mkdirSync(join(copy, 'release/linux-unpacked/resources'), { recursive: true })
  mkdirSync(join(copy, 'app'))
  writeFileSync(join(copy, 'app/package.json'), '{}')
  writeFileSync(join(copy, 'dist/third-party-notices.txt'), 'notices')
  await createPackage(join(copy, 'app'), join(copy, 'release/linux-unpacked/resources/app.asar'))
})
afterEach(() => {
  rmSync(copy, { recursive: true, force: true })
})
const gather = () =>
  gatherRelease({
    root,
    copy,
    packed: [{ system: 'linux', folder: join(copy, 'release/linux-unpacked'), program: '', log: '' }],
    to,
    builtAt: new Date(0),
  })

describe('release', () => {
  test('has packages, parts, notices and the SHA-256 of each, which sha256sum confirms', async () => {
    writeFileSync(join(copy, 'release/ra-desk.deb'), 'a package')
    writeFileSync(join(copy, 'release/builder-debug.yml'), 'notes')
    expect(await gather()).toEqual(['ra-desk.deb'])
    expect(readdirSync(to).toSorted()).toEqual([
      'SHA256SUMS.txt',
      'linux-unpacked',
      'ra-desk-linux.cdx.json',
      'ra-desk.deb',
      'third-party-notices.txt',
    ])
    const sums = readFileSync(join(to, 'SHA256SUMS.txt'), 'utf8')
    expect(
      sums
        .trim()
        .split('\n')
        .map((line) => line.slice(66)),
    ).toEqual(['ra-desk-linux.cdx.json', 'ra-desk.deb', 'third-party-notices.txt'])
    if (process.platform !== 'linux') return
    expect(spawnSync('sha256sum', ['--check', '--quiet', 'SHA256SUMS.txt'], { cwd: to }).status).toBe(0)
    cpSync(join(copy, 'release/builder-debug.yml'), join(to, 'ra-desk.deb'))
    expect(spawnSync('sha256sum', ['--check', '--quiet', 'SHA256SUMS.txt'], { cwd: to }).status).toBe(1)
  })

  test('without a package is refused', async () => {
    await expect(gather()).rejects.toThrow('No package was made')
  })
})
