import { join } from 'node:path'
import { expect, test } from 'vitest'
import { toHex } from '../../../domain/bytes.ts'
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
