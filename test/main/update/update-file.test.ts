import { readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { utf8 } from '../../../domain/bytes.ts'
import { headOf, openUpdateFile, UPDATE_FILE_KIND } from '../../../main/update/update-file.ts'
import { readUpdateKeys } from '../../../main/update/update-keys.ts'
import { makeProviderKey } from '../../support/signed-edition.ts'
import { DEVELOPMENT_KEY_FILE, updateFacts, updateMaker } from '../../support/update-files.ts'

const maker = updateMaker()
afterAll(() => rm(maker.folder, { recursive: true }))
const keys = readUpdateKeys(maker.publicKey, true)

async function codeOf(path: string, with_ = keys): Promise<string> {
  const opened = await openUpdateFile(path, with_)
  if (!opened.ok) return opened.error.code
  await opened.value.file.close()
  return `ok ${opened.value.signedBy}`
}
let written = 0
function write(bytes: Uint8Array): string {
  written += 1
  const path = join(maker.folder, `altered-${String(written)}.raupdate`)
  writeFileSync(path, bytes)
  return path
}
const manifest = {
  format: 1,
  product: 'ra-desk',
  ...updateFacts,
  installer: { name: 'setup.msi', bytes: 4, sha256: 'ab'.repeat(32) },
}
const provider = makeProviderKey()
const signed = (value: unknown, kind = UPDATE_FILE_KIND) =>
  codeOf(write(Buffer.concat([headOf(provider.write(value, kind)), utf8('abcd')])), readUpdateKeys(provider.publicKey, true))

describe('update file', () => {
  test('as the tool writes it: opened, and the installer begins where its bytes are', async () => {
    const { path, installer } = await maker.make()
    const opened = await openUpdateFile(path, keys)
    if (!opened.ok) throw new Error(opened.error.code)
    const { manifest: read, start, file, signedBy } = opened.value
    await file.close()
    expect([read.version, read.installer.bytes, signedBy]).toEqual(['1.2.0', installer.length, 'provider'])
    expect(readFileSync(path).subarray(start)).toEqual(Buffer.from(installer))
    expect(await signed(manifest)).toBe('ok provider')
  })

  test.each([
    ['no such file', () => join(maker.folder, 'missing.raupdate'), 'update-not-read'],
    ['a folder', () => maker.folder, 'not-an-update'],
    ['an empty file', () => write(new Uint8Array()), 'not-an-update'],
    ['any other file', () => write(utf8('an installer, perhaps, without what says so')), 'not-an-update'],
  ] as const)('%s', async (_what, path, code) => {
    expect(await codeOf(path())).toBe(code)
  })

  test('every byte before the installer counts: none can be changed', async () => {
    const { path } = await maker.make({}, { bytes: 10 })
    const whole = readFileSync(path)
    const end = whole.length - 10
    for (let at = 0; at < end; at++) {
      const altered = Buffer.from(whole)
      altered[at]! ^= 1
      expect(await codeOf(write(altered)), `byte ${String(at)}`).not.toMatch(/^ok/)
    }
  })

  test('cut short anywhere, or with bytes after its end', async () => {
    const { path } = await maker.make({}, { bytes: 64 })
    const whole = readFileSync(path)
    for (const length of [whole.length - 1, whole.length - 64, 200, 17]) {
      const cut = write(whole)
      truncateSync(cut, length)
      expect(await codeOf(cut), String(length)).toBe('update-cut-short')
    }
    expect(await codeOf(write(Buffer.concat([whole, utf8('x')])))).toBe('not-an-update')
  })

  test('signature: of another provider, of another kind of file, of a workstation', async () => {
    const { path } = await maker.make()
    expect(await codeOf(path, readUpdateKeys(provider.publicKey, true))).toBe('update-signature-wrong')
    expect(await signed(manifest, 'edition')).toBe('not-an-update')
  })

  test('signature of the development key: only where nothing was built in and the app is not installed', async () => {
    const { path } = await maker.make({}, { keyFile: DEVELOPMENT_KEY_FILE })
    expect(await codeOf(path, readUpdateKeys('', false))).toBe('ok development')
    expect(await codeOf(path, readUpdateKeys('', true))).toBe('update-not-by-provider')
    expect(await codeOf(path, readUpdateKeys(maker.publicKey, false))).toBe('update-not-by-provider')
    expect(await codeOf(path, keys)).toBe('update-not-by-provider')
  })

  test('two keys are built in while the provider changes its key: both sign', async () => {
    const { path } = await maker.make()
    expect(await codeOf(path, readUpdateKeys(`${provider.publicKey},${maker.publicKey}`, true))).toBe('ok provider')
  })

  test('made for a newer RA Desk: said, not called damaged', async () => {
    const { path } = await maker.make({}, { bytes: 10 })
    const newer = readFileSync(path)
    newer[8] = 2
    expect(await codeOf(write(newer))).toBe('update-newer')
    expect(await signed({ ...manifest, format: 2 })).toBe('update-newer')
    expect(await signed({ ...manifest, version: 'newest' })).toBe('not-an-update')
  })

  test('a manifest that claims to be very long is not read', async () => {
    const { path } = await maker.make({}, { bytes: 10 })
    const long = readFileSync(path)
    long.writeUInt32BE(0xffff_ffff, 12)
    expect(await codeOf(write(long))).toBe('not-an-update')
  })
})
