import { createHash, webcrypto } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { toHex, utf8 } from '../../../domain/bytes.ts'
import { WORKER_SESSION_INFO, workerSessionSalt, wrappedKeyAdditionalData } from '../../../domain/record/worker-session.ts'
import { additionalData, splitEnvelope } from '../../../domain/record/envelope-layout.ts'
import { changeRole, removeAgent } from '../../../main/vault/agent-access.ts'
import type { WrappedKeys } from '../../../main/vault/worker-keys.ts'
import { allOpenWith, bryn, carys, first, signIn, stationOfThree } from './agents-of-vault.ts'
import { agent, code, freshFolder, madeVault, value } from './support.ts'

const owner = '22222222-2222-4222-8222-222222222222'
const place = { table: 'cases', recordId: owner, rev: 1, schema: 1 }

describe('keys for the renderer’s worker', () => {
  test('WebCrypto unwraps them into keys that cannot be exported, and they open what main sealed', async () => {
    const { vault } = await madeVault(await freshFolder())
    const [caseKey, evidenceKey] = value(
      await vault.keyring.create([
        { purpose: 'case', ownerId: owner },
        { purpose: 'evidence', ownerId: owner },
        { purpose: 'custody', ownerId: owner },
      ]),
    )
    const worker = await workerSide()
    expect([...(await worker.unwrap(value(vault.wrapKeysForWorker(worker.publicKey, 'records')))).keys()]).toEqual([vault.recordsKeyId])
    const wanted = [vault.recordsKeyId, toHex(caseKey!.keyId), toHex(evidenceKey!.keyId)]
    const keys = await worker.unwrap(value(vault.wrapKeysForWorker(worker.publicKey, wanted)))
    expect([...keys.keys()]).toEqual(wanted)
    for (const [keyId, key] of keys) {
      expect(key.extractable).toBe(false)
      await expect(subtle.exportKey('raw', key)).rejects.toThrow()
      const header = value(splitEnvelope(value(vault.seal(place, utf8('sealed in main'), keyId))))
      const aad = additionalData({ ...place, vaultId: Buffer.from(vault.vaultId, 'hex') }, header.keyId)
      const padded = new Uint8Array(await subtle.decrypt({ name: 'AES-GCM', iv: header.nonce, additionalData: aad }, key, header.sealed))
      expect(Buffer.from(padded.subarray(4, 18)).toString()).toBe('sealed in main')
    }
  })

  test('more keys can follow in the same session of the worker; two keys cannot change places', async () => {
    const { vault } = await madeVault(await freshFolder())
    const worker = await workerSide()
    const [one, two] = value(
      await vault.keyring.create([
        { purpose: 'case', ownerId: owner },
        { purpose: 'case', ownerId: agent.id },
      ]),
    )
    const wrapped = value(vault.wrapKeysForWorker(worker.publicKey, [toHex(one!.keyId), toHex(two!.keyId)]))
    expect((await worker.unwrap(wrapped)).size).toBe(2)
    const [first, second] = wrapped.keys
    await expect(worker.unwrap({ ...wrapped, keys: [{ ...first!, keyId: second!.keyId }] })).rejects.toThrow()
    await expect((await workerSide()).unwrap(wrapped)).rejects.toThrow()
  })

  test('custody keys, the audit key and unknown keys are never wrapped, and bad public keys are refused', async () => {
    const { vault } = await madeVault(await freshFolder())
    const [custody] = value(await vault.keyring.create([{ purpose: 'custody', ownerId: owner }]))
    const { publicKey } = await workerSide()
    expect(code(vault.wrapKeysForWorker(publicKey, [vault.recordsKeyId, toHex(custody!.keyId)]))).toBe('key-withheld')
    expect(code(vault.wrapKeysForWorker(publicKey, [vault.auditKeyId]))).toBe('key-withheld')
    expect(code(vault.wrapKeysForWorker(publicKey, ['0'.repeat(32)]))).toBe('unknown-key')
    for (const bad of ['', 'AAAA', Buffer.concat([Buffer.of(4), Buffer.alloc(64, 1)]).toString('base64'), publicKey.slice(0, -4)]) {
      expect(code(vault.wrapKeysForWorker(bad, 'records'))).toBe('worker-key-malformed')
    }
  })
})

describe('locking the vault', () => {
  test('overwrites every key in memory; nothing opens, seals or signs afterwards', async () => {
    const { vault } = await madeVault(await freshFolder())
    const [key] = value(await vault.keyring.create([{ purpose: 'case', ownerId: owner }]))
    const envelope = value(vault.seal(place, utf8('x'), vault.recordsKeyId))
    const held = [vault.frameKey(), vault.indexKey(), key!.key, vault.keyring.station.deviceSeed]
    expect(held.some(isZero)).toBe(false)
    vault.lock()
    expect(held.every(isZero)).toBe(true)
    expect(code(vault.open(place, envelope))).toBe('locked')
    expect(code(vault.seal(place, utf8('x'), vault.recordsKeyId))).toBe('locked')
    expect(code(vault.wrapKeysForWorker((await workerSide()).publicKey, 'records'))).toBe('locked')
    expect(code(await vault.rotateVaultKey({ agents: [] }))).toBe('locked')
    expect(() => vault.signAsAgent(utf8('x'))).toThrow('locked')
    expect(() => vault.frameKey()).toThrow('locked')
    expect(vault.knowsKey(vault.recordsKeyId)).toBe(false)
  })
})

describe('the agent who is signed in', () => {
  test('is named with their role, and with the new one once it was changed', async () => {
    const folder = await freshFolder()
    const { vault, parts } = await stationOfThree(folder)
    expect(vault.agent).toEqual({ id: first.id, name: first.name, role: 'raManager' })
    const other = value(await signIn(folder, bryn))
    expect(other.agent).toEqual({ id: bryn.id, name: bryn.name, role: 'raAgent' })
    other.lock()
    value(await changeRole(parts, bryn.id, 'raManager'))
    expect(value(await signIn(folder, bryn)).agent.role).toBe('raManager')
  })

  test('changes who may sign in twice in one session: the second change goes on from the first', async () => {
    const folder = await freshFolder()
    const { vault, parts } = await stationOfThree(folder)
    const before = [vault.keyVersion, vault.files!.now().keySlots] as const
    for (const gone of [bryn, carys]) value(await removeAgent(parts, gone.id))
    expect(vault.keyVersion).toBe(before[0] + 2)
    expect(vault.files!.now().keySlots.rev).toBeGreaterThan(before[1].rev)
    expect(await allOpenWith(folder, [bryn, carys])).toEqual([undefined, undefined])
    expect(value(await signIn(folder, first)).recordsKeyId).toBe(vault.recordsKeyId)
  })
})

test('a secret opens in its own place only', async () => {
  const { vault } = await madeVault(await freshFolder())
  const envelope = value(vault.seal(place, utf8('invented secret'), vault.recordsKeyId))
  expect(value(await vault.openSecret(place, envelope))).toEqual(utf8('invented secret'))
  expect(code(await vault.openSecret({ ...place, rev: place.rev + 1 }, envelope))).toBe('record-damaged')
  vault.lock()
  expect(code(await vault.openSecret(place, envelope))).toBe('locked')
})

test('two vaults made with the same passphrase share no key', async () => {
  const ids = async (): Promise<string[]> => {
    const { vault } = await madeVault(await freshFolder())
    return [
      vault.vaultId,
      vault.recordsKeyId,
      vault.auditKeyId,
      createHash('sha256').update(vault.frameKey()).digest('hex'),
      toHex(vault.agentPublicKey),
      toHex(vault.deviceKey().publicKey),
    ]
  }
  expect(new Set([...(await ids()), ...(await ids())]).size).toBe(12)
})

const { subtle } = webcrypto
const isZero = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0)

/** What the renderer's worker does, with WebCrypto alone. */
async function workerSide(): Promise<{ publicKey: string; unwrap: (wrapped: WrappedKeys) => Promise<Map<string, webcrypto.CryptoKey>> }> {
  const pair = await subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits'])
  const ours = new Uint8Array(await subtle.exportKey('raw', pair.publicKey))
  return {
    publicKey: Buffer.from(ours).toString('base64'),
    async unwrap({ mainPublicKey, keys }) {
      const theirs = new Uint8Array(Buffer.from(mainPublicKey, 'base64'))
      const peer = await subtle.importKey('raw', theirs, { name: 'ECDH', namedCurve: 'P-256' }, false, [])
      const shared = await subtle.importKey(
        'raw',
        await subtle.deriveBits({ name: 'ECDH', public: peer }, pair.privateKey, 256),
        'HKDF',
        false,
        ['deriveKey'],
      )
      const session = await subtle.deriveKey(
        { name: 'HKDF', hash: 'SHA-256', salt: workerSessionSalt(theirs, ours), info: WORKER_SESSION_INFO },
        shared,
        { name: 'AES-GCM', length: 256 },
        false,
        ['unwrapKey'],
      )
      return new Map(
        await Promise.all(
          keys.map(async ({ keyId, purpose, nonce, wrapped }) => {
            const algorithm = {
              name: 'AES-GCM',
              iv: Buffer.from(nonce, 'base64'),
              additionalData: wrappedKeyAdditionalData(keyId, purpose),
            }
            return [
              keyId,
              await subtle.unwrapKey('raw', Buffer.from(wrapped, 'base64'), session, algorithm, 'AES-GCM', false, ['encrypt', 'decrypt']),
            ] as const
          }),
        ),
      )
    },
  }
}

test('records reader: opens what any records key sealed as `open` does, leaves other rows alone, and nothing after the lock', async () => {
  const { vault } = await madeVault(await freshFolder())
  const [caseKey] = value(await vault.keyring.create([{ purpose: 'case', ownerId: owner }]))
  const envelope = value(vault.seal(place, utf8('a line'), vault.recordsKeyId))
  const read = vault.recordsReader()
  expect(read(place, envelope)).toEqual(vault.open(place, envelope))
  expect(code(read({ ...place, rev: 2 }, envelope)!)).toBe('record-damaged')
  expect(read(place, value(vault.seal(place, utf8('a case'), toHex(caseKey!.keyId))))).toBeUndefined()
  vault.lock()
  expect(code(read(place, envelope)!)).toBe('locked')
})
