import { join } from 'node:path'
import { expect, test } from 'vitest'
import { toHex } from '../../../domain/bytes.ts'
import { keyHeads } from '../../../main/vault/key-heads.ts'
import { keyIndex } from '../../../main/vault/key-index.ts'
import { createKeyring } from '../../../main/vault/keyring-file.ts'
import { openKeyring } from '../../../main/vault/keyring.ts'
import { freshFolder, randomBytes, value } from './support.ts'

test('keyring: the keys made after one of them, also after an opening and when its place was used before', async () => {
  const deps = {
    path: join(await freshFolder(), 'keyring.bin'),
    vaultId: randomBytes(16),
    sealing: { keyId: randomBytes(16), key: randomBytes(32) },
    randomBytes,
  }
  value(await createKeyring(deps, { deviceSeed: randomBytes(32), agents: [], recovery: { publicKey: '', sealingKey: '' } }))
  let keyring = value(await openKeyring(deps))
  const again = async () => {
    keyring.close()
    keyring = value(await openKeyring(deps))
  }
  const make = async (count: number) =>
    value(await keyring.create(Array.from({ length: count }, () => ({ purpose: 'case' as const, ownerId: 'owner' })))).map(({ keyId }) =>
      toHex(keyId),
    )
  const after = (keyId: string) => keyring.madeAfter(keyId)?.map((key) => toHex(key.keyId))
  const [first, second, third] = (await make(3)) as [string, string, string]
  value(await keyring.destroy([first]))
  const [fourth] = (await make(1)) as [string]
  expect([after(second), after(fourth), after(first)]).toEqual([[third, fourth], [], undefined])
  await again()
  const [fifth] = (await make(1)) as [string]
  expect(after(third)).toEqual([fourth, fifth])
  // The number of the newest key is used again once that is destroyed, so nothing is compared with a key that is gone.
  value(await keyring.destroy([fifth]))
  await again()
  expect([after(fifth), after(fourth)]).toEqual([undefined, []])
  keyring.close()
})

function madeIndex() {
  const opened: number[] = []
  const bytes = new Map<number, Uint8Array>()
  const index = keyIndex(keyHeads(), (place) => {
    opened.push(place)
    bytes.set(place, new Uint8Array(32).fill(place))
    return bytes.get(place)!
  })
  let number = 0
  const add = (place: number, ownerId = 'owner', purpose: 'case' | 'evidence' = 'case') =>
    index.add({ keyId: randomBytes(16), purpose, ownerId, number: (number += 1), sealedWith: 'aa' }, place)
  return { index, opened, bytes, add }
}
const zeros = new Uint8Array(32)

test('index of keys: a key is opened at the first look, once', () => {
  const { index, opened, add } = madeIndex()
  const keyId = toHex(add(1).keyId)
  expect([index.find(keyId)?.ownerId, index.all().length, opened]).toEqual(['owner', 1, []])
  for (let time = 0; time < 2; time += 1) expect(index.find(keyId)!.key).toEqual(new Uint8Array(32).fill(1))
  expect(opened).toEqual([1])
  expect(index.find('00'.repeat(16))).toBeUndefined()
})

test('index of keys: by purpose and owner, in the order in which they were made', () => {
  const { index, add } = madeIndex()
  add(3)
  add(1, 'owner', 'evidence')
  add(2, 'other')
  const places = (found: readonly { readonly place: number }[]) => found.map(({ place }) => place)
  expect([index.all(), index.all('case'), index.ofOwner('owner'), index.ofOwner('owner', 'evidence')].map(places)).toEqual([
    [3, 1, 2],
    [3, 2],
    [3, 1],
    [1],
  ])
})

test('index of keys: a destroyed key is zeros, also for those who hold it, and not the key that has its place now', () => {
  const { index, bytes, opened, add } = madeIndex()
  const [held, unopened] = [add(1), add(2)]
  expect(held.key[0]).toBe(1)
  index.remove(held)
  index.remove(unopened)
  expect([bytes.get(1), held.key, unopened.key]).toEqual([zeros, zeros, zeros])
  expect(index.find(toHex(held.keyId))).toBeUndefined()
  const next = add(1)
  expect([held.key, next.key, opened]).toEqual([zeros, new Uint8Array(32).fill(1), [1, 1]])
})

test('index of keys: after clearing, every opened key is zeros, and none is opened again', () => {
  const { index, bytes, opened, add } = madeIndex()
  const [one, other] = [add(1), add(2)]
  expect([one.key[0], other.key[0]]).toEqual([1, 2])
  index.clear()
  expect([bytes.get(1), bytes.get(2), one.key, other.key, index.all(), opened]).toEqual([zeros, zeros, zeros, zeros, [], [1, 2]])
  // A key in a place that was open before is opened for itself.
  expect(add(1).key).toEqual(new Uint8Array(32).fill(1))
})
