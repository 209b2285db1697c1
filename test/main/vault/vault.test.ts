import { createHash, webcrypto } from 'node:crypto'
import { cp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { toHex, utf8 } from '../../../domain/bytes.ts'
import { WORKER_SESSION_INFO, workerSessionSalt, wrappedKeyAdditionalData } from '../../../domain/record/worker-session.ts'
import { additionalData, splitEnvelope } from '../../../domain/record/envelope-layout.ts'
import { replaceRecoveryKey } from '../../../main/vault/agent-access.ts'
import { vaultPaths } from '../../../main/vault/paths.ts'
import { secondCopyOf } from '../../../main/files/mirrored-atomic-file.ts'
import type { WrappedKeys } from '../../../main/vault/worker-keys.ts'
import { agent, clockedVaultAccess, code, filesBelow, freshFolder, madeVault, passphrase, randomBytes, value } from './support.ts'

const owner = '22222222-2222-4222-8222-222222222222'
const place = { table: 'cases', recordId: owner, rev: 1, schema: 1 }
const newPassphrase = 'seven slow badgers hum'

async function signIn(folder: string, typed = passphrase, deviceSecret?: Uint8Array) {
  return clockedVaultAccess(folder).vaultAccess.unlock({ agentId: agent.id, passphrase: typed, ...(deviceSecret ? { deviceSecret } : {}) })
}

describe('unlocking the vault', () => {
  test('missing files are named, and nothing is made in their place', async () => {
    const folder = await freshFolder()
    await madeVault(folder)
    const paths = vaultPaths(folder)
    for (const path of [paths.keyring, secondCopyOf(paths.keyring)]) await rename(path, `${path}.away`)
    expect(code(await signIn(folder))).toBe('keyring-missing')
    for (const path of [paths.keySlots, secondCopyOf(paths.keySlots)]) await rm(path)
    expect(code(await signIn(folder))).toBe('key-slots-missing')
  })

  test('every flipped byte of key-slots.json is damage, never a wrong passphrase', async () => {
    const folder = await freshFolder()
    await madeVault(folder)
    const { keySlots: slots } = vaultPaths(folder)
    const good = await readFile(slots)
    for (let index = 0; index < good.length; index += 1) {
      const flipped = Buffer.from(good)
      flipped[index]! ^= 1
      for (const path of [slots, secondCopyOf(slots)]) await writeFile(path, flipped)
      const result = await clockedVaultAccess(folder).vaultAccess.agents()
      // White space between the parts of JSON is the one thing without meaning, and a higher version number says "newer".
      if (result.ok) expect(JSON.parse(flipped.toString())).toEqual(JSON.parse(good.toString()))
      else expect(['key-slots-damaged', 'key-slots-newer']).toContain(result.error.code)
    }
  })

  test('key slots of the previous format are older, not damaged, and nothing is changed', async () => {
    const folder = await freshFolder()
    await madeVault(folder)
    const { keySlots: slots } = vaultPaths(folder)
    const old = (await readFile(slots, 'utf8')).replace('"version": 2', '"version": 1')
    for (const path of [slots, secondCopyOf(slots)]) await writeFile(path, old)
    const refused = await clockedVaultAccess(folder).vaultAccess.unlock({ agentId: agent.id, passphrase })
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'key-slots-older', message: expect.stringContaining('written by an older version') as string },
    })
    expect(await readFile(slots, 'utf8')).toBe(old)
  })

  test('lockout: each wrong passphrase makes the next attempt wait longer, and the correct one ends it', async () => {
    const folder = await freshFolder()
    const { vaultAccess, clock } = await madeVault(folder)
    const attempt = (typed: string) => vaultAccess.unlock({ agentId: agent.id, passphrase: typed })
    for (const seconds of [1, 2, 4, 8]) {
      expect(code(await attempt('not the passphrase'))).toBe('wrong-passphrase')
      clock.at += seconds * 1_000 - 1
      expect(code(await attempt(passphrase)), `after ${seconds} s less a millisecond`).toBe('wait')
      clock.at += 1
      expect(vaultAccess.waitingTime()).toBe(0)
    }
    expect(code(await attempt(passphrase))).toBe('ok')
    expect(code(await attempt('not the passphrase'))).toBe('wrong-passphrase')
    expect(vaultAccess.waitingTime()).toBe(1_000)
  })

  test('lockout: a hundred attempts at once count as one', async () => {
    const folder = await freshFolder()
    const { vaultAccess } = await madeVault(folder)
    const codes = await Promise.all(
      Array.from({ length: 100 }, async (_, index) =>
        code(await vaultAccess.unlock({ agentId: agent.id, passphrase: `wrong number ${index}` })),
      ),
    )
    expect(codes.filter((each) => each === 'wrong-passphrase')).toHaveLength(1)
    expect(codes.filter((each) => each === 'wait')).toHaveLength(99)
  })

  test('an unknown agent is refused by name', async () => {
    const folder = await freshFolder()
    const { vaultAccess } = await madeVault(folder)
    expect(code(await vaultAccess.unlock({ agentId: owner, passphrase }))).toBe('no-such-agent')
    expect(value(await vaultAccess.agents())).toEqual([{ agentId: agent.id, signInName: 'tamsin', needsDeviceSecret: false }])
  })
})

describe('recovery key', () => {
  test('on another machine, without its device secret: all records open, the new passphrase works, the old one does not', async () => {
    const folder = await freshFolder()
    const deviceSecret = randomBytes(32)
    const { vault, recoveryKey } = await madeVault(folder, { deviceSecret })
    const envelope = value(vault.seal(place, utf8('kept'), vault.recordsKeyId))
    const oldKey = vault.agentPublicKey
    const elsewhere = await freshFolder()
    await cp(folder, elsewhere, { recursive: true })
    expect(code(await signIn(elsewhere))).toBe('device-secret-missing')

    const { vaultAccess } = clockedVaultAccess(elsewhere)
    const otherDevice = randomBytes(32)
    const { vault: recovered, recoveryKey: next } = value(
      await vaultAccess.unlockWithRecovery({
        agentId: agent.id,
        recoveryKey: recoveryKey.toLowerCase(),
        newPassphrase,
        deviceSecret: otherDevice,
      }),
    )
    expect(value(recovered.open(place, envelope))).toEqual(utf8('kept'))
    expect(code(await signIn(elsewhere, newPassphrase, otherDevice))).toBe('ok')
    expect(code(await signIn(elsewhere, newPassphrase, deviceSecret))).toBe('device-secret-wrong')
    expect(code(await signIn(elsewhere, passphrase, otherDevice))).toBe('wrong-passphrase')
    // The key that was typed opens nothing any more; the one that took its place does.
    expect(code(await vaultAccess.unlockWithRecovery({ agentId: agent.id, recoveryKey, newPassphrase, deviceSecret: otherDevice }))).toBe(
      'recovery-key-wrong',
    )
    expect(
      code(await vaultAccess.unlockWithRecovery({ agentId: agent.id, recoveryKey: next, newPassphrase, deviceSecret: otherDevice })),
    ).toBe('ok')
    expect(recovered.keyring.station.agents[0]!.publicKeys).toEqual(
      [oldKey, recovered.agentPublicKey].map((key) => Buffer.from(key).toString('base64')),
    )
  })

  test('another folder’s key, a mistyped key and a weak passphrase change nothing', async () => {
    const folder = await freshFolder()
    const { recoveryKey } = await madeVault(folder)
    const { recoveryKey: foreign } = await madeVault(await freshFolder())
    // That somebody tried is kept, beside the vault's own files.
    const vaultFiles = async () => new Map([...(await filesBelow(folder))].filter(([path]) => path !== vaultPaths(folder).lockout))
    const before = await vaultFiles()
    const { vaultAccess } = clockedVaultAccess(folder)
    const recover = (key: string, fresh: string) =>
      vaultAccess.unlockWithRecovery({ agentId: agent.id, recoveryKey: key, newPassphrase: fresh })
    expect(code(await recover(foreign, newPassphrase))).toBe('recovery-key-wrong')
    expect(
      code(
        await recover(
          recoveryKey.replace(/^./, (first) => (first === '7' ? '8' : '7')),
          newPassphrase,
        ),
      ),
    ).toBe('recovery-key-mistyped')
    expect(code(await recover(recoveryKey, 'tamsin'))).toBe('weak-passphrase')
    expect(await vaultFiles()).toEqual(before)
  })

  test('a replaced recovery key no longer opens anything', async () => {
    const folder = await freshFolder()
    const { vault, recoveryKey, vaultAccess } = await madeVault(folder)
    const fresh = value(await replaceRecoveryKey({ vault, vaultAccess }))
    expect(code(await vaultAccess.unlockWithRecovery({ agentId: agent.id, recoveryKey, newPassphrase }))).toBe('recovery-key-wrong')
    expect(code(await vaultAccess.unlockWithRecovery({ agentId: agent.id, recoveryKey: fresh, newPassphrase }))).toBe('ok')
  })
})

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
    const keys = await worker.unwrap(value(vault.wrapKeysForWorker(worker.publicKey, 'all')))
    expect([...keys.keys()].sort()).toEqual([vault.recordsKeyId, toHex(caseKey!.keyId), toHex(evidenceKey!.keyId)].sort())
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
      expect(code(vault.wrapKeysForWorker(bad, 'all'))).toBe('worker-key-malformed')
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
    expect(code(vault.wrapKeysForWorker((await workerSide()).publicKey, 'all'))).toBe('locked')
    expect(code(await vault.rotateVaultKey({ agents: [] }))).toBe('locked')
    expect(() => vault.signAsAgent(utf8('x'))).toThrow('locked')
    expect(() => vault.frameKey()).toThrow('locked')
    expect(vault.knowsKey(vault.recordsKeyId)).toBe(false)
  })
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
