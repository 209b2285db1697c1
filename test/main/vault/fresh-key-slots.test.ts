import { describe, expect, test } from 'vitest'
import { toBase64, toHex } from '../../../domain/bytes.ts'
import {
  forgetFresh,
  prepareFreshKeySlot,
  prepareFreshRecoveryKey,
  publicKeysOf,
  recoveryKeysOf,
} from '../../../main/vault/fresh-key-slots.ts'
import { openAgentKeySlot, openRecoveryKeySlot } from '../../../main/vault/key-slots.ts'
import { sealingKeyOf } from '../../../main/vault/key-version-link.ts'
import { publicKeyOf } from '../../../main/vault/keys.ts'
import { parseRecoveryKey } from '../../../main/vault/recovery-key.ts'
import { agent, cheapKdf, code, passphrase, providerName, randomBytes, value } from './support.ts'

const vaultId = new Uint8Array(16).fill(3)
const context = { vaultId, keyVersion: 1 }
const wanted = { agentId: agent.id, name: agent.name, signInName: agent.signInName, passphrase }
const prepare = (change: object = {}) => prepareFreshKeySlot({ kdf: cheapKdf, randomBytes }, { ...wanted, ...change })
const secretsWith = ({ signingSeed, sealingSeed }: { readonly signingSeed: Uint8Array; readonly sealingSeed: Uint8Array }) => ({
  signingSeed,
  sealingSeed,
  vaultKey: randomBytes(32),
  trusted: [publicKeyOf(signingSeed)],
})

describe('key slot of an agent', () => {
  test.each([
    ['the agent’s own name', { passphrase: agent.name.toLowerCase() }],
    ['the name they sign in with', { passphrase: 'zephyrinus-zephyrinus', signInName: 'zephyrinus' }],
    ['the name of the service provider', { passphrase: providerName.toLowerCase(), knownNames: [providerName] }],
    ['too few characters', { passphrase: 'short' }],
  ])('a passphrase made of %s is weak', async (_, change) => {
    expect(code(await prepare(change))).toBe('weak-passphrase')
  })

  test('opens with its passphrase and its device secret, and holds the seeds that were made for it', async () => {
    const deviceSecret = randomBytes(32)
    const fresh = value(await prepare({ deviceSecret }))
    const secrets = secretsWith(fresh)
    const slot = fresh.sealer.seal(context, secrets)
    const opened = value(await openAgentKeySlot(slot, vaultId, passphrase, deviceSecret, cheapKdf))
    expect(opened.secrets).toEqual(secrets)
    expect(code(await openAgentKeySlot(slot, vaultId, passphrase, randomBytes(32), cheapKdf))).toBe('device-secret-wrong')
  })

  test('two slots for one passphrase share no seed and no salt', async () => {
    const [one, two] = [value(await prepare()), value(await prepare())]
    expect(toHex(one.signingSeed)).not.toBe(toHex(two.signingSeed))
    expect(toHex(one.signingSeed)).not.toBe(toHex(one.sealingSeed))
    const salts = [one, two].map((fresh) => fresh.sealer.seal(context, secretsWith(fresh)).kdf.salt)
    expect(new Set(salts).size).toBe(2)
  })

  test('the keyring gets public halves only', async () => {
    const fresh = value(await prepare())
    expect(publicKeysOf(fresh)).toEqual({
      publicKeys: [toBase64(publicKeyOf(fresh.signingSeed))],
      sealingKey: toBase64(sealingKeyOf(fresh.sealingSeed)),
    })
  })

  test('forgotten: both seeds are zeros', async () => {
    const fresh = value(await prepare())
    forgetFresh(fresh)
    expect([fresh.signingSeed, fresh.sealingSeed]).toEqual([new Uint8Array(32), new Uint8Array(32)])
    // The key of the slot too: what is sealed with it now, the passphrase does not open.
    const slot = fresh.sealer.seal(context, secretsWith(value(await prepare())))
    expect(code(await openAgentKeySlot(slot, vaultId, passphrase, undefined, cheapKdf))).toBe('wrong-passphrase')
  })
})

describe('recovery key', () => {
  test('as printed, it opens the slot; backups are encrypted to what follows from it; its bytes are overwritten', async () => {
    let given: Uint8Array | undefined
    const { fresh, printed } = await prepareFreshRecoveryKey({
      randomBytes,
      backupRecipientOf: async (recoveryKey) => {
        given = recoveryKey
        return `age1of${toHex(recoveryKey)}`
      },
    })
    const typed = value(parseRecoveryKey(printed))
    expect(fresh.backupRecipient).toBe(`age1of${toHex(typed)}`)
    expect(given).toEqual(new Uint8Array(typed.length))
    const secrets = secretsWith(fresh)
    const slot = fresh.sealer.seal(context, secrets)
    expect(value(await openRecoveryKeySlot(slot, vaultId, typed)).secrets).toEqual(secrets)
    expect(recoveryKeysOf(fresh)).toEqual({
      publicKey: toBase64(publicKeyOf(fresh.signingSeed)),
      sealingKey: toBase64(sealingKeyOf(fresh.sealingSeed)),
      backupRecipient: fresh.backupRecipient,
    })
  })

  test('without a recipient the keyring gets none', async () => {
    const { fresh } = await prepareFreshRecoveryKey({ randomBytes, backupRecipientOf: async () => 'age1' })
    const { signingSeed, sealingSeed } = fresh
    expect(Object.keys(recoveryKeysOf({ signingSeed, sealingSeed }))).toEqual(['publicKey', 'sealingKey'])
  })
})
