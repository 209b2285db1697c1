/** The copy of an installer: a fault at every call of the file system, a kill at every write, and what is left afterwards. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clearUpdateFolder, copyInstaller, hashOfCopy, updateFolder, type CopyDeps } from '../../../main/update/private-copy.ts'
import { openUpdateFile } from '../../../main/update/update-file.ts'
import { readUpdateKeys } from '../../../main/update/update-keys.ts'
import { countCalls, withFault, type Fault } from '../../support/faulty-files.ts'
import { updateMaker, type MadeUpdate } from '../../support/update-files.ts'

const maker = updateMaker()
const keys = readUpdateKeys(maker.publicKey, true)
let made: MadeUpdate
let folder: string
beforeAll(async () => {
  made = await maker.make()
})
afterAll(() => {
  rmSync(maker.folder, { recursive: true })
})

async function take(given: Partial<CopyDeps> = {}, path = made.path) {
  const source = await openUpdateFile(path, keys)
  if (!source.ok) return source
  try {
    return await copyInstaller({ folder, ...given }, source.value)
  } finally {
    await source.value.file.close().catch(() => undefined)
  }
}
const filesLeft = () => readdirSync(folder, { recursive: true }).map(String)
const newFolder = () => {
  folder = mkdtempSync(join(tmpdir(), 'ra-desk-copy-'))
}

describe('copy of an installer', () => {
  test('is the installer, byte for byte, and progress ends at 1', async () => {
    newFolder()
    const seen: string[] = []
    const copied = await take({ onProgress: (step, done) => seen.push(`${step} ${done.toFixed(2)}`) })
    expect(copied).toEqual({ ok: true, value: join(updateFolder(folder), 'RA-Desk-setup.msi') })
    expect(readFileSync(join(updateFolder(folder), 'RA-Desk-setup.msi'))).toEqual(Buffer.from(made.installer))
    expect(filesLeft()).toEqual(['update', join('update', 'RA-Desk-setup.msi')])
    expect([seen.includes('copying 1.00'), seen.at(-1)]).toEqual([true, 'checking 1.00'])
  })

  test('takes the place of what an earlier update left', async () => {
    newFolder()
    mkdirSync(updateFolder(folder))
    for (const name of ['old.msi', 'RA-Desk-setup.msi', 'RA-Desk-setup.msi.part'])
      writeFileSync(join(updateFolder(folder), name), 'invented')
    expect((await take()).ok).toBe(true)
    expect(filesLeft()).toEqual(['update', join('update', 'RA-Desk-setup.msi')])
  })

  test('an installer with one changed byte: found in the copy, which is deleted', async () => {
    newFolder()
    const altered = readFileSync(made.path)
    altered[altered.length - 5]! ^= 1
    const path = join(maker.folder, 'altered.raupdate')
    writeFileSync(path, altered)
    expect(await take({}, path)).toMatchObject({ ok: false, error: { code: 'update-changed' } })
    expect(filesLeft()).toEqual([])
  })

  test('too little space: nothing is copied', async () => {
    newFolder()
    expect(await take({ freeSpace: () => Promise.resolve(made.installer.length) })).toMatchObject({
      ok: false,
      error: { code: 'disk-full' },
    })
    expect(filesLeft()).toEqual([])
  })

  test('free space that cannot be read: the copy is tried', async () => {
    newFolder()
    expect((await take({ freeSpace: () => Promise.reject(new Error('invented')) })).ok).toBe(true)
  })

  test('locked at any moment: stops, and leaves no file', async () => {
    for (let after = 0; after < 7; after++) {
      newFolder()
      let asked = 0
      const copied = await take({ isWanted: () => asked++ < after })
      if (copied.ok) expect(after).toBeGreaterThan(5)
      else expect([copied.error.code, filesLeft()]).toEqual(['locked', []])
    }
  })

  const isOf = (path: string) => path.startsWith(folder)
  const onStick: Fault['counts'] = ({ path, name }) => path === made.path && name === 'read'
  const onDisk: Fault['counts'] = ({ path, changes }) => isOf(path) && changes

  test('stick pulled at any read: said, and no file is left', async () => {
    newFolder()
    const reads = await countCalls(onStick, take)
    expect(reads.length).toBeGreaterThan(4)
    for (let at = 1; at <= reads.length; at++) {
      newFolder()
      const { value } = await withFault({ at, does: { fail: 'EIO' }, counts: onStick }, take)
      expect([value?.ok, value?.ok === false && value.error.code, filesLeft()], `read ${String(at)}`).toEqual([
        false,
        'update-not-read',
        [],
      ])
    }
  })

  test('disk full, or failing, at any change: said, and the copy is not used', async () => {
    newFolder()
    const changes = await countCalls(onDisk, take)
    expect(changes.length).toBeGreaterThan(5)
    for (let at = 1; at <= changes.length; at++)
      for (const [fail, code] of [
        ['ENOSPC', 'disk-full'],
        ['EIO', 'write-failed'],
      ] as const) {
        newFolder()
        // After the failed call the disk works again, so that tidying up can be seen.
        let calls = 0
        const once: Fault['counts'] = (call) => onDisk(call) && ++calls === at
        const { value } = await withFault({ at: 1, does: { fail }, counts: once }, take)
        const label = `${fail} at ${changes[at - 1]!}`
        expect([value?.ok, value?.ok === false && value.error.code], label).toEqual([false, code])
        expect(filesLeft(), label).toEqual([])
      }
  })

  test('killed at any change: never a whole name with half a file, and the next sign-in removes the rest', async () => {
    newFolder()
    const changes = await countCalls(onDisk, take)
    for (let at = 1; at <= changes.length; at++)
      for (const does of ['kill', 'tear'] as const) {
        newFolder()
        expect((await withFault({ at, does, counts: onDisk }, take)).killed).toBe(true)
        const whole = filesLeft().find((name) => name.endsWith('.msi'))
        if (whole !== undefined) expect(readFileSync(join(folder, whole))).toEqual(Buffer.from(made.installer))
        await clearUpdateFolder(folder)
        expect(filesLeft()).toEqual([])
      }
  })
})

describe('clearing', () => {
  test('keeps the installer that is still to be installed, and nothing else', async () => {
    newFolder()
    mkdirSync(updateFolder(folder))
    for (const name of ['old.msi', 'new.msi', 'new.msi.part']) writeFileSync(join(updateFolder(folder), name), 'invented')
    await clearUpdateFolder(folder, 'new.msi')
    expect(filesLeft()).toEqual(['update', join('update', 'new.msi')])
    await clearUpdateFolder(folder, 'missing.msi')
    expect(filesLeft()).toEqual([])
    await clearUpdateFolder(folder)
  })

  test('hash of a copy that is longer or shorter than it should be: none', async () => {
    newFolder()
    const path = join(folder, 'some.msi')
    writeFileSync(path, 'abcd')
    expect(await hashOfCopy(path, 4, {})).toMatch(/^[0-9a-f]{64}$/)
    expect([await hashOfCopy(path, 3, {}), await hashOfCopy(path, 5, {})]).toEqual(['', ''])
  })
})
