import { readFile, rm, writeFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { toHex } from '../../../domain/bytes.ts'
import { openKeyring } from '../../../main/vault/keyring.ts'
import { secondCopyOf } from '../../../main/files/mirrored-atomic-file.ts'
import { again, fresh, holds, listed, other, owner, sealedOf } from './keyring-bench.ts'
import { code, value } from './support.ts'

test('keyring: keys are on the disk before anyone gets them', async () => {
  const parts = await fresh()
  const keyring = value(await openKeyring(parts))
  value(
    await keyring.create([
      { purpose: 'case', ownerId: owner },
      { purpose: 'custody', ownerId: owner },
    ]),
  )
  const [third] = value(await keyring.create([{ purpose: 'evidence', ownerId: other }]))
  const before = listed(keyring)
  const opened = await again(keyring, parts)
  expect(listed(opened)).toEqual(before)
  expect(opened.find(toHex(third!.keyId))).toMatchObject({ purpose: 'evidence', ownerId: other })
  expect(opened.list({ purpose: 'custody' }).length).toBe(1)
  expect(opened.list({ ownerId: owner }).map(({ purpose }) => purpose)).toEqual(['case', 'custody'])
  expect(opened.list({ ownerId: owner, purpose: 'case' }).length).toBe(1)
  expect(opened.station.agents[0]?.name).toBe('Tamsin Example-Agent')
  expect(new Set(before.map(([, , , key]) => key)).size).toBe(3)
  opened.close()
})

test('keyring: keys created at once are all kept', async () => {
  const parts = await fresh()
  const keyring = value(await openKeyring(parts))
  await Promise.all(Array.from({ length: 20 }, () => keyring.create([{ purpose: 'case', ownerId: owner }])))
  const opened = await again(keyring, parts)
  expect(opened.list()).toHaveLength(20)
  opened.close()
})

test('keyring: a destroyed key is in no file, not even sealed, and no longer in memory', async () => {
  const parts = await fresh()
  const keyring = value(await openKeyring(parts))
  const random = seeded()
  const kept = new Set<string>()
  const gone: Uint8Array[] = []
  // Keys come and go until places were used again and pages were filled.
  for (let round = 0; round < 12; round += 1) {
    const made = value(await keyring.create(Array.from({ length: 20 }, () => ({ purpose: 'case' as const, ownerId: owner }))))
    for (const { keyId } of made) kept.add(toHex(keyId))
    const doomed = Array.from({ length: 12 }, () => [...kept][random(kept.size)]!)
    const bytes = doomed.map((id) => keyring.find(id)!.key)
    for (const id of new Set(doomed)) gone.push(sealedOf(parts, id).subarray(-96))
    value(await keyring.destroy(doomed))
    for (const id of doomed) kept.delete(id)
    expect(bytes.every((key) => key.every((byte) => byte === 0))).toBe(true)
    expect(doomed.map((id) => keyring.find(id))).toEqual(doomed.map(() => undefined))
  }
  expect(gone.length).toBeGreaterThan(100)
  for (const sealed of gone) expect(holds(parts, sealed)).toEqual([])
  // The control: what is kept is found.
  expect(holds(parts, sealedOf(parts, [...kept][0]!).subarray(-96)).length).toBeGreaterThanOrEqual(1)
  const opened = await again(keyring, parts)
  expect(new Set(opened.list().map(({ keyId }) => toHex(keyId)))).toEqual(kept)
  expect(code(await opened.destroy([toHex(new Uint8Array(16))]))).toBe('ok')
  opened.close()
})

/** The same numbers in every run. */
function seeded() {
  let state = 7
  return (below: number) => (state = (state * 16_807) % 2_147_483_647) % below
}

test('keyring: a file of the previous format is older, not damaged', async () => {
  const parts = await fresh()
  const old = await readFile(parts.path)
  old[4] = 2
  for (const path of [parts.path, secondCopyOf(parts.path)]) await writeFile(path, old)
  const refused = await openKeyring(parts)
  expect(refused).toMatchObject({
    ok: false,
    error: { code: 'keyring-older', message: expect.stringContaining('written by an older version') as string },
  })
  expect(await readFile(parts.path)).toEqual(old)
})

test('keyring: every flipped byte of the file is noticed', async () => {
  const parts = await fresh()
  const good = await readFile(parts.path)
  // One damaged copy is repaired from the other: see `mirrored-atomic-file.test.ts`.
  const writeBoth = async (bytes: Uint8Array) => {
    for (const path of [parts.path, secondCopyOf(parts.path)]) await writeFile(path, bytes)
  }
  for (let index = 0; index < good.length; index += 1) {
    const flipped = Buffer.from(good)
    flipped[index]! ^= 1 << (index % 8)
    await writeBoth(flipped)
    // The fifth byte is the version.
    expect(code(await openKeyring(parts)), `byte ${index}`).toBe(index === 4 ? 'keyring-newer' : 'keyring-damaged')
  }
  await writeBoth(good.subarray(0, good.length - 1))
  expect(code(await openKeyring(parts))).toBe('keyring-damaged')
  for (const path of [parts.path, secondCopyOf(parts.path)]) await rm(path)
  expect(code(await openKeyring(parts))).toBe('keyring-missing')
})

test('keyring: closing overwrites the keys, and nothing is written afterwards', async () => {
  const parts = await fresh()
  const keyring = value(await openKeyring(parts))
  const [key] = value(await keyring.create([{ purpose: 'case', ownerId: owner }]))
  expect(key!.key.some((byte) => byte !== 0)).toBe(true)
  keyring.close()
  expect(key!.key.every((byte) => byte === 0)).toBe(true)
  expect(code(await keyring.create([{ purpose: 'case', ownerId: owner }]))).toBe('locked')
  expect(code(await keyring.destroy([toHex(key!.keyId)]))).toBe('locked')
  const opened = value(await openKeyring(parts))
  expect(opened.list()).toHaveLength(1)
  opened.close()
})
