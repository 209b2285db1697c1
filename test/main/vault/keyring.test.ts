import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { toHex } from '../../../domain/bytes.ts'
import { asideOf } from '../../../main/files/atomic-file.ts'
import { createKeyring } from '../../../main/vault/keyring-file.ts'
import { openKeyring, type KeyringDeps } from '../../../main/vault/keyring.ts'
import { secondCopyOf } from '../../../main/files/mirrored-atomic-file.ts'
import { code, freshFolder, randomBytes, value } from './support.ts'

const owner = '22222222-2222-4222-8222-222222222222'
const other = '33333333-3333-4333-8333-333333333333'

async function fresh(): Promise<KeyringDeps> {
  const parts = {
    path: join(await freshFolder(), 'keyring.bin'),
    vaultId: randomBytes(16),
    sealing: { keyId: randomBytes(16), key: randomBytes(32) },
    randomBytes,
  }
  value(
    await createKeyring(parts, {
      deviceSeed: new Uint8Array(32).fill(5),
      agents: [{ id: owner, name: 'Tamsin Example-Agent', role: 'raManager', publicKeys: ['AAAA'], sealingKey: 'AAAA' }],
      recovery: { publicKey: 'AAAA', sealingKey: 'AAAA' },
    }),
  )
  return parts
}

test('keyring: keys are on the disk before anyone gets them', async () => {
  const parts = await fresh()
  const keyring = value(await openKeyring(parts))
  const [first, second] = value(
    await keyring.create([
      { purpose: 'case', ownerId: owner },
      { purpose: 'custody', ownerId: owner },
    ]),
  )
  const [third] = value(await keyring.create([{ purpose: 'evidence', ownerId: other }]))
  const again = value(await openKeyring(parts))
  expect(again.list()).toEqual([first, second, third])
  expect(again.find(toHex(third!.keyId))).toEqual(third)
  expect(again.list({ purpose: 'custody' })).toEqual([second])
  expect(again.list({ ownerId: owner })).toEqual([first, second])
  expect(again.list({ ownerId: owner, purpose: 'case' })).toEqual([first])
  expect(again.station.agents[0]?.name).toBe('Tamsin Example-Agent')
  expect(new Set([first, second, third].map((key) => toHex(key!.key))).size).toBe(3)
})

test('keyring: keys created at once are all kept', async () => {
  const parts = await fresh()
  const keyring = value(await openKeyring(parts))
  await Promise.all(Array.from({ length: 20 }, () => keyring.create([{ purpose: 'case', ownerId: owner }])))
  expect(value(await openKeyring(parts)).list()).toHaveLength(20)
})

test('keyring: a destroyed key is in no file and no longer in memory', async () => {
  const parts = await fresh()
  const keyring = value(await openKeyring(parts))
  const [gone, kept] = value(
    await keyring.create([
      { purpose: 'case', ownerId: owner },
      { purpose: 'case', ownerId: other },
    ]),
  )
  const id = toHex(gone!.keyId)
  expect(code(await keyring.destroy([id]))).toBe('ok')
  expect(gone!.key.every((byte) => byte === 0)).toBe(true)
  expect(keyring.find(id)).toBeUndefined()
  expect(keyring.list({ ownerId: owner })).toEqual([])
  expect(value(await openKeyring(parts)).list()).toEqual([kept])
  expect(code(await keyring.destroy([id]))).toBe('ok')
})

test('keyring: a failed write changes nothing: no key is handed out, none is destroyed', async () => {
  const parts = await fresh()
  const keyring = value(await openKeyring(parts))
  const [kept] = value(await keyring.create([{ purpose: 'case', ownerId: owner }]))
  await mkdir(asideOf(parts.path))
  expect(code(await keyring.create([{ purpose: 'case', ownerId: other }]))).toBe('write-failed')
  expect(code(await keyring.destroy([toHex(kept!.keyId)]))).toBe('write-failed')
  expect(keyring.list()).toEqual([kept])
  await rm(asideOf(parts.path), { recursive: true, force: true })
  value(await keyring.create([{ purpose: 'case', ownerId: other }]))
  expect(value(await openKeyring(parts)).list()).toHaveLength(2)
})

test('keyring: a file of the previous format is older, not damaged', async () => {
  const parts = await fresh()
  const old = await readFile(parts.path)
  old[4] = 1
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
  const keyring = value(await openKeyring(parts))
  value(await keyring.create([{ purpose: 'case', ownerId: owner }]))
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
  keyring.close()
  expect(key!.key.every((byte) => byte === 0)).toBe(true)
  expect(code(await keyring.create([{ purpose: 'case', ownerId: owner }]))).toBe('locked')
  expect(code(await keyring.destroy([toHex(key!.keyId)]))).toBe('locked')
  expect(value(await openKeyring(parts)).list()).toHaveLength(1)
})
