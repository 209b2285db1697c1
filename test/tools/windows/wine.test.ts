/** With the real Wine where it is set up; otherwise only the words that are given to the system. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findWine, runInWine, wineCommand } from '../../../tools/windows/wine.ts'

const wine = findWine()

test('Wine: a run gets the variables that it is given, and none of this process', () => {
  process.env['RA_DESK_TEST_OF_WINE'] = 'secret'
  const [program, words] = wineCommand({ folder: '/wine', program: 'x.exe', args: ['a b'], env: { NAME: 'value' }, folders: ['/dev/shm'] })
  delete process.env['RA_DESK_TEST_OF_WINE']
  expect([program, ...words].join(' ')).toMatch(/unshare .*--kill-child/)
  expect(words).toContain('NAME=value')
  expect(words.slice(-2)).toEqual(['x.exe', 'a b'])
  expect(words.join(' ')).not.toContain('secret')
})

describe.skipIf(!wine.ok)(`Wine: real runs${wine.ok ? '' : ` (not run: ${wine.why})`}`, () => {
  const folder = wine.ok ? wine.folder : ''

  test('exit code and output of a Windows program, in folders of this machine', async () => {
    const work = mkdtempSync(join(tmpdir(), 'ra-desk-test-'))
    try {
      const args = ['/c', 'echo hello> file.txt & echo said & exit 7']
      expect(await runInWine({ folder, program: 'cmd', args, folders: [work], cwd: work })).toMatchObject({ code: 7, stdout: 'said \r\n' })
      expect(readFileSync(join(work, 'file.txt'), 'utf8').trim()).toBe('hello')
    } finally {
      rmSync(work, { recursive: true })
    }
  })

  test('a drive that is kept has the registry of the run before; another run has not', async () => {
    const drive = mkdtempSync(join(tmpdir(), 'ra-desk-test-'))
    const reg = (args: string[], kept: boolean) => runInWine({ folder, program: 'reg', args, ...(kept ? { drive } : {}) })
    try {
      expect((await reg(['add', 'HKCU\\Software\\X', '/v', 'a', '/d', 'kept'], true)).code).toBe(0)
      expect((await reg(['query', 'HKCU\\Software\\X'], true)).stdout).toContain('kept')
      expect((await reg(['query', 'HKCU\\Software\\X'], false)).code).toBe(1)
    } finally {
      rmSync(drive, { recursive: true })
    }
  })

  test('a time limit ends the run', async () => {
    // Counts by nothing, so it never ends by itself.
    const endless = ['/c', 'for', '/L', '%i', 'in', '(1,0,2)', 'do', '@rem']
    expect((await runInWine({ folder, program: 'cmd', args: endless, timeLimit: 4_000 })).code).toBeUndefined()
  })
})
