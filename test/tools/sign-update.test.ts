/** The provider's tool for updates, run as a provider runs it. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { openUpdateFile } from '../../main/update/update-file.ts'
import { readUpdateKeys } from '../../main/update/update-keys.ts'
import { root } from '../support/checks.ts'

const folder = mkdtempSync(join(tmpdir(), 'ra-desk-provider-'))
afterAll(() => rm(folder, { recursive: true }))
const at = (name: string) => join(folder, name)

function run(...words: string[]): { readonly code: number; readonly out: string } {
  try {
    return {
      code: 0,
      out: execFileSync(process.execPath, [join(root, 'tools/sign-update.ts'), ...words], { encoding: 'utf8', stdio: 'pipe' }),
    }
  } catch (error) {
    const failed = error as { readonly status: number; readonly stdout: string; readonly stderr: string }
    return { code: failed.status, out: failed.stdout + failed.stderr }
  }
}
const installer = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('invented installer')])
for (const name of ['RA-Desk.msi', 'RA Desk 1.2.0.msi']) writeFileSync(at(name), installer)
writeFileSync(at('no.msi'), 'text')
writeFileSync(
  at('changes.txt'),
  '# Words for agents\r\n\r\n- Labels print on the new printer.\r\n  * The work list opens faster.\nOne more.\n',
)
const sign = (...more: string[]) =>
  run('--file', at('RA-Desk.msi'), '--version', '1.2.0', '--changes', at('changes.txt'), '--key', at('key.pem'), ...more)

describe('sign-update', () => {
  test('a new key: private for its owner, never over another, and the line for the build', () => {
    const made = run('--new-key', at('key.pem'))
    expect(made.code).toBe(0)
    expect(made.out).toMatch(/RA_DESK_UPDATE_KEYS="[A-Za-z0-9+/]{43}="/)
    if (process.platform !== 'win32') expect(statSync(at('key.pem')).mode & 0o777).toBe(0o600)
    const before = readFileSync(at('key.pem'), 'utf8')
    expect(run('--new-key', at('key.pem')).code).toBe(1)
    expect(readFileSync(at('key.pem'), 'utf8')).toBe(before)
  })

  test('an installer, its version and what changed: one file that a workstation with this key takes', async () => {
    const { code, out } = sign()
    expect([code, out.includes('holds RA Desk 1.2.0 for win32-x64, signed.')]).toEqual([0, true])
    const publicKey = /Signed with: (\S+)/.exec(out)![1]!
    const opened = await openUpdateFile(at('ra-desk-1.2.0.raupdate'), readUpdateKeys(publicKey, true))
    if (!opened.ok) throw new Error(opened.error.code)
    await opened.value.file.close()
    expect(opened.value.manifest).toMatchObject({
      version: '1.2.0',
      platform: 'win32-x64',
      installer: { name: 'RA-Desk.msi', bytes: 26 },
      changes: ['Labels print on the new printer.', 'The work list opens faster.', 'One more.'],
      opensDataFrom: 1,
    })
    expect(readFileSync(at('ra-desk-1.2.0.raupdate')).subarray(opened.value.start)).toEqual(installer)
    expect(sign().code).toBe(1)
  })

  test.each([
    ['no version number', ['--version', 'newest', '--out', at('a.raupdate')], 'version'],
    ['a version that no MSI has', ['--version', '1.2.70000', '--out', at('d.raupdate')], '255.255.65535'],
    [
      'another version than its name',
      ['--file', at('RA Desk 1.2.0.msi'), '--version', '1.3.0', '--out', at('e.raupdate')],
      'named after version 1.2.0',
    ],
    ['a file that is no MSI', ['--file', at('no.msi'), '--out', at('f.raupdate')], 'is not an MSI'],
    ['another kind of installer', ['--platform', 'linux-x64', '--out', at('b.raupdate')], 'ends in .deb'],
    ['no key', ['--key', at('missing.pem'), '--out', at('c.raupdate')], 'missing.pem'],
  ])('%s: said, and no file is left', (_what, words, said) => {
    const { code, out } = sign(...words)
    expect([code, out]).toEqual([1, expect.stringContaining(said)])
    expect(existsSync(words.at(-1)!)).toBe(false)
  })

  test('the package by the name that packaging gives it', () => {
    expect(sign('--file', at('RA Desk 1.2.0.msi'), '--out', at('named.raupdate'))).toMatchObject({
      code: 0,
      out: expect.stringContaining('Installer: RA-Desk-1.2.0.msi, 26 bytes') as string,
    })
  })

  test('a word is missing: how it is used', () => {
    expect(run('--file', at('RA-Desk.msi'))).toMatchObject({ code: 1, out: expect.stringContaining('Use: --new-key KEY') as string })
  })
})
