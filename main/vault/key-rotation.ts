/**
 * Rotates the vault key: a new key that only those can open who may sign in from now on. The other agents' passphrases are not known
 * here, so the key is sealed to the public key of each slot (`key-version-link.ts`).
 *
 * Three writes, each of two copies (`mirrored-atomic-file.ts`). The power may fail before, in or after each:
 *   1. `key-slots.json` with the slots of both key versions. Those of the next do not count yet: the keyring does not name their key.
 *   2. `keyring.bin` under the next key, with the former vault key inside. The rename of its first copy is the change. If the second copy
 *      does not follow, it is older, and the next opening repairs it; the caller has not been told of the change by then.
 *   3. `key-slots.json` without the old slots. If this write is missing, the next sign-in does it.
 */
import { findBase64, toBase64, toHex } from '../../domain/bytes.ts'
import { takeSecret } from '../../domain/secret-bytes.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { FileFailureCode } from '../files/atomic-file.ts'
import { sealLink, type KeyVersionLink, type KeyVersionSecrets } from './key-version-link.ts'
import { findKeyringKeyId } from './keyring-file.ts'
import type { Keyring, KeyringFailureCode } from './keyring.ts'
import type { KnownAgent, RecoveryKeys, Station } from './keyring-content.ts'
import { deriveVaultKeys, KEY_LENGTH, publicKeyOf, wipeVaultKeys } from './keys.ts'
import type { VaultPaths } from './paths.ts'
import type { RandomBytes } from '../files/random-id.ts'
import { readKeySlots, writeKeySlots, type KeySlotsFileFailureCode, type KeySlotSet } from './key-slots-file.ts'
import { recoveryKeysOf, type FreshKeySlot } from './fresh-key-slots.ts'
import type { AgentKeySlot, RecoveryKeySlot, KeySlotSecrets } from './key-slot-format.ts'
import type { KeySlotsRevision } from './vault-revisions.ts'
import { wipe } from './wipe.ts'

export type KeyRotationFailureCode = KeySlotsFileFailureCode | FileFailureCode | KeyringFailureCode | 'last-manager' | 'not-trusted'

export interface KeyRotationChange {
  /** Everyone the station will know, including those who left. */
  readonly agents: readonly KnownAgent[]
  /** New or replaced slots, by agent. */
  readonly freshSlots?: ReadonlyMap<string, FreshKeySlot<AgentKeySlot>>
  readonly freshRecovery?: FreshKeySlot<RecoveryKeySlot>
  /** The vault continues with these seeds of the agent: after recovery, when the recovery key signs this change, and with another passphrase. */
  readonly becomes?: Pick<KeySlotSecrets, 'signingSeed' | 'sealingSeed'>
}

export interface KeyRotationDeps {
  readonly vaultId: Uint8Array
  readonly keyVersion: number
  readonly secrets: KeySlotSecrets
  readonly keyring: Keyring
  readonly paths: Pick<VaultPaths, 'keySlots' | 'keyring'>
  readonly randomBytes: RandomBytes
  readonly isOpen: () => boolean
}

export const isHere = (agent: KnownAgent): boolean => agent.leftAt === undefined

/** Ed25519 keys that may sign the link to the next key version: of everyone who may sign in, because each may change their own passphrase. */
export function trustedKeys(agents: readonly KnownAgent[], recovery: RecoveryKeys): Uint8Array[] {
  return [...agents.filter(isHere).map((agent) => agent.publicKeys.at(-1)!), recovery.publicKey].map((key) => findBase64(key)!)
}

/** RA managers and the recovery key change anything; another agent changes their own keys and slot only. */
function maySign(signer: Uint8Array, { agents, recovery }: Pick<Station, 'agents' | 'recovery'>, change: KeyRotationChange): boolean {
  const key = toBase64(signer)
  const own = agents.find((agent) => isHere(agent) && agent.publicKeys.at(-1) === key)
  if (own?.role === 'raManager' || (own === undefined && key === recovery.publicKey)) return true
  if (own === undefined || change.freshRecovery !== undefined) return false
  const withoutOwnKeys = (some: readonly KnownAgent[]) =>
    JSON.stringify(some.map((agent) => (agent.id === own.id ? { ...agent, publicKeys: [], sealingKey: '' } : agent)))
  return withoutOwnKeys(change.agents) === withoutOwnKeys(agents) && [...(change.freshSlots?.keys() ?? [])].every((id) => id === own.id)
}

/** Returns the new vault key, the keys that it trusts, and how the key slots are now. On failure nothing has changed. */
export async function rotateVaultKey(
  deps: KeyRotationDeps,
  change: KeyRotationChange,
): Promise<Result<KeyVersionSecrets & { readonly keySlots: KeySlotsRevision }, KeyRotationFailureCode>> {
  const { vaultId, keyring, paths, randomBytes } = deps
  const { signingSeed } = deps.secrets
  const signer = publicKeyOf(signingSeed)
  if (!maySign(signer, keyring.station, change)) return notTrusted
  if (!deps.secrets.trusted.some((trusted) => Buffer.compare(trusted, signer) === 0)) return notTrustedYet
  if (!change.agents.some((agent) => isHere(agent) && agent.role === 'raManager')) return lastManager
  const read = await readKeySlots(paths.keySlots, await findKeyringKeyId(paths.keyring))
  if (!read.ok) return read
  if (!deps.isOpen() || read.value.keyVersion !== deps.keyVersion) return locked

  const keyVersion = deps.keyVersion + 1
  const vaultKey = takeSecret(randomBytes(KEY_LENGTH))
  const recovery = change.freshRecovery === undefined ? keyring.station.recovery : recoveryKeysOf(change.freshRecovery)
  const next: KeyVersionSecrets = { vaultKey, trusted: trustedKeys(change.agents, recovery) }
  const keys = deriveVaultKeys(vaultKey, vaultId, keyVersion)
  const fail = <Failed>(failed: Failed): Failed => {
    wipe(vaultKey)
    wipeVaultKeys(keys)
    return failed
  }
  try {
    const link = (slot: { slotId: string; keyVersion: number; links: readonly KeyVersionLink[] }, recipient: string): KeyVersionLink[] => [
      // A rotation that never counted may have left links that lead nowhere.
      ...slot.links.filter((old) => old.keyVersion <= deps.keyVersion),
      sealLink({
        place: { vaultId, slotId: slot.slotId, keyVersion },
        recipient: findBase64(recipient)!,
        formerKey: deps.secrets.vaultKey,
        next,
        signingSeed,
        randomBytes,
      }),
    ]
    const sealFresh = <Sealed extends AgentKeySlot | RecoveryKeySlot>({
      sealer,
      signingSeed: own,
      sealingSeed,
    }: FreshKeySlot<Sealed>): Sealed => sealer.seal({ vaultId, keyVersion }, { ...next, signingSeed: own, sealingSeed })
    const here = change.agents.filter(isHere)
    const agents = here.flatMap((agent): AgentKeySlot[] => {
      const fresh = change.freshSlots?.get(agent.id)
      const old = read.value.agents.find(({ agentId }) => agentId === agent.id)
      return fresh !== undefined ? [sealFresh(fresh)] : old === undefined ? [] : [{ ...old, links: link(old, agent.sealingKey) }]
    })
    const pending: KeySlotSet = {
      keyVersion,
      keyringKeyId: toHex(keys.keyring.keyId),
      agents,
      recovery:
        change.freshRecovery === undefined
          ? { ...read.value.recovery, links: link(read.value.recovery, recovery.sealingKey) }
          : sealFresh(change.freshRecovery),
    }
    const announced = await writeKeySlots(paths.keySlots, read.value, read.value, pending)
    if (!announced.ok) return fail(announced)
    const written = await keyring.rotateVaultKey(
      keys.keyring,
      { keyVersion: deps.keyVersion, vaultKey: deps.secrets.vaultKey },
      { agents: change.agents, recovery },
    )
    if (!written.ok) return fail(written)
    const tidied = await writeKeySlots(paths.keySlots, { ...read.value, rev: announced.value.rev }, pending)
    wipeVaultKeys(keys)
    return ok({ ...next, keySlots: tidied.ok ? tidied.value : announced.value })
  } catch (error) {
    fail(undefined)
    throw error
  }
}

const locked = err('locked', 'RA Desk was locked in the meantime. Nothing was changed.', 'Unlock it and try again.')
const lastManager = err(
  'last-manager',
  'This workstation would have no RA manager. Nothing was changed.',
  'Make another agent RA manager first.',
)
/** Of a folder in which the slots trust RA managers only. */
const notTrustedYet = err(
  'not-trusted',
  'The key slots of this workstation were made by an older RA Desk and do not take this change from you yet. Nothing was changed.',
  'Ask an RA manager to make a new recovery sheet, which renews them. Then sign in again and repeat this.',
)
const notTrusted = err(
  'not-trusted',
  'Only an RA manager can change who may open this workstation. Nothing was changed.',
  'Ask an RA manager to sign in and do it.',
)
