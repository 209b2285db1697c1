/** The list of destroyed keys lies in two places, and each makes good what the other lost. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { destroyedKeysName, mergeDestroyedKeys, addDestroyedKeys, readDestroyedKeys } from '../../../main/backup/destroyed-keys.ts'

const vaultId = 'ab'.repeat(16)
const [one, two, live] = ['1', '2', '3'].map((digit) => digit.repeat(32)) as [string, string, string]
const isLive = (keyId: string) => keyId === live
let own: string
let stick: string
beforeEach(() => {
  ;[own, stick] = [mkdtempSync(join(tmpdir(), 'ra-desk-own-')), mkdtempSync(join(tmpdir(), 'ra-desk-stick-'))]
})
afterEach(() => {
  for (const folder of [own, stick]) rmSync(folder, { recursive: true, force: true })
})

const listOf = async (folder: string) => [...(await readDestroyedKeys([folder], vaultId))].sort()

const damages: Readonly<Record<string, (path: string) => void>> = {
  nothing: () => undefined,
  deleted: (path) => {
    rmSync(path)
  },
  emptied: (path) => {
    writeFileSync(path, '')
  },
  'a letter changed in a line': (path) => {
    writeFileSync(path, readFileSync(path, 'utf8').replace(one, `x${one.slice(1)}`))
  },
  'cut in the middle of a line': (path) => {
    writeFileSync(path, readFileSync(path, 'utf8').slice(0, 40))
  },
}

test.each(Object.keys(damages).flatMap((what) => ['own', 'stick'].map((where) => ({ what, where }))))(
  '$what, of the list $where: both have all of it afterwards',
  async ({ what, where }) => {
    await addDestroyedKeys(own, vaultId, [one, two])
    await mergeDestroyedKeys(own, stick, vaultId, isLive)
    damages[what]!(join(where === 'own' ? own : stick, destroyedKeysName(vaultId)))
    await mergeDestroyedKeys(own, stick, vaultId, isLive)
    expect([await listOf(own), await listOf(stick)]).toEqual([
      [one, two],
      [one, two],
    ])
  },
)

test('destroyed keys: a key that the vault still has does not count as destroyed because a stick lists it', async () => {
  await addDestroyedKeys(stick, vaultId, [live, one])
  await mergeDestroyedKeys(own, stick, vaultId, isLive)
  expect(await listOf(own)).toEqual([one])
})

test('destroyed keys: a line of any length, and many lines, are read piece by piece and lose no id', async () => {
  const ids = Array.from({ length: 30_000 }, (_, index) => index.toString(16).padStart(32, '0'))
  writeFileSync(join(stick, destroyedKeysName(vaultId)), `${'x'.repeat(1_000_000)}\n${ids.join('\n')}\n${'1'.repeat(64)}`)
  expect(await listOf(stick)).toEqual(ids)
})
