/**
 * The way into the vault: makes a new one, opens it with a passphrase or with the recovery key. Nothing is ever made where a
 * trace of an older vault is. Who else may come in is decided in `members.ts`.
 */
import { mkdir, rm, rmdir } from 'node:fs/promises'
import { fromHex, toBase64, toHex } from '../../domain/bytes.ts'
import type { Finding } from '../../domain/record/findings.ts'
import { copySecret, takeSecret } from '../../domain/secret-bytes.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { addDestroyedKeys } from '../backup/destroyed-keys.ts'
import { recoveryBackupIdentity } from '../backup/identities.ts'
import { createJournal } from '../record/journal.ts'
import { secondOf } from '../files/mirrored-file.ts'
import { isWeaker, kdfFloor, standardKdf, type Kdf, type KdfFailureCode } from './argon2.ts'
import { fileFailure, renamePatiently, syncFolder, type FileFailureCode } from '../files/atomic-file.ts'
import { inspectFolder, type FolderState } from '../station/inspect-folder.ts'
import { followLinks, sealingKeyOf } from './key-version-link.ts'
import { recoveryKeysOf, trustedKeys, type FreshKeySlot, type KeyRotationFailureCode } from './key-rotation.ts'
import {
  createKeyring,
  findKeyringKeyId,
  openKeyring,
  type KeyringFailureCode,
  type KeyringOpenFailureCode,
  type KnownAgent,
  type RecoveryKeys,
} from './keyring.ts'
import { deriveVaultKeys, KEY_LENGTH, publicKeyOf, signWith, wipeVaultKeys, type VaultKeys } from './keys.ts'
import { checkPassphrase } from './passphrase.ts'
import { filesIn, vaultPaths } from './paths.ts'
import type { RandomBytes } from '../files/random-id.ts'
import { formatRecoveryKey, parseRecoveryKey, RECOVERY_KEY_LENGTH } from './recovery-key.ts'
import {
  contextOf,
  repairKeySlots,
  readKeySlots,
  writeKeySlots,
  type KeySlots,
  type KeySlotSet,
  type KeySlotsFileFailureCode,
} from './key-slots-file.ts'
import {
  openAgentKeySlot,
  openRecoveryKeySlot,
  prepareAgentKeySlot,
  prepareRecoveryKeySlot,
  sealAnew,
  slotDamaged,
  wipeSecrets,
  type AgentKeySlot,
  type OpenedKeySlot,
  type RecoveryKeySlot,
  type KeySlotContext,
  type KeySlotFailureCode,
  type KeySlotSecrets,
} from './key-slots.ts'
import { openLockout, type Lockout, type WrongPassphrases } from './lockout.ts'
import { createSequencer } from '../../domain/sequencer.ts'
import { unlockedVault, type UnlockedVault } from './vault.ts'
import { wipe } from './wipe.ts'

export interface VaultAccessDeps {
  readonly folder: string
  readonly browserFolder?: string
  readonly randomBytes: RandomBytes
  /** Milliseconds on a clock that only runs forward. */
  readonly monotonic: () => number
  /** The wall clock, for a wait that outlives a restart. */
  readonly now?: () => Date
  readonly kdf: Pick<Kdf, 'workerUrl'> & Partial<Kdf>
}

export interface NewVault {
  readonly agent: { readonly id: string; readonly name: string; readonly signInName: string }
  readonly passphrase: string
  /** 32 random bytes that the system's key store keeps; absent where there is no such store. */
  readonly deviceSecret?: Uint8Array
  /** Names that everybody knows, besides the agent's: the service provider's. */
  readonly knownNames?: readonly string[]
}

export type UnlockFailureCode = KeySlotFailureCode | KeySlotsFileFailureCode | KeyringOpenFailureCode | 'wait' | 'no-such-agent'
export type RecoverFailureCode =
  | UnlockFailureCode
  | KeyringFailureCode
  | FileFailureCode
  | KeyRotationFailureCode
  | 'weak-passphrase'
  | 'recovery-key-mistyped'
  | 'recovery-key-wrong'
export type CreateFailureCode =
  | KdfFailureCode
  | FileFailureCode
  | KeyringOpenFailureCode
  | 'slot-damaged'
  | 'weak-passphrase'
  | 'vault-exists'

export interface SignInName {
  readonly agentId: string
  readonly signInName: string
  readonly needsDeviceSecret: boolean
}

export interface VaultAccess {
  inspect(): Promise<FolderState>
  /** Who can sign in, for the locked screen. */
  agents(): Promise<Result<readonly SignInName[], KeySlotsFileFailureCode>>
  /** Milliseconds until the next passphrase may be tried. */
  waitingTime(): number
  create(wanted: NewVault): Promise<Result<{ readonly vault: UnlockedVault; readonly recoveryKey: string }, CreateFailureCode>>
  unlock(attempt: Attempt): Promise<Result<UnlockedVault, UnlockFailureCode>>
  /** Wrong passphrases since somebody last signed in, for the record; forgotten by `forget`. */
  wrongPassphrases(): Promise<{ readonly tries: WrongPassphrases; forget(): Promise<void> }>
  /** Checks an agent's passphrase while somebody is signed in, with the same waits. What they sign with it is theirs alone. */
  witness(attempt: Attempt): Promise<Result<Witness, UnlockFailureCode>>
  /** A slot for a new passphrase, not sealed yet. */
  prepareSlot(wanted: {
    readonly agentId: string
    readonly name: string
    readonly signInName: string
    readonly passphrase: string
    readonly deviceSecret?: Uint8Array
    readonly knownNames?: readonly string[]
  }): Promise<Result<FreshKeySlot<AgentKeySlot>, KdfFailureCode | 'weak-passphrase'>>
  /** A recovery key that is not in force yet, as it is printed. */
  prepareRecovery(): Promise<{ readonly fresh: FreshKeySlot<RecoveryKeySlot>; readonly printed: string }>
  /**
   * Gives the agent a new slot with a new passphrase, this machine's device secret and new keys of their own, and replaces the recovery
   * key at once: the one that was typed opens nothing any more, and the new one has to be printed.
   */
  unlockWithRecovery(attempt: {
    readonly agentId: string
    readonly recoveryKey: string
    readonly newPassphrase: string
    readonly deviceSecret?: Uint8Array
    readonly knownNames?: readonly string[]
  }): Promise<Result<{ readonly vault: UnlockedVault; readonly recoveryKey: string }, RecoverFailureCode>>
}

export interface Attempt {
  readonly agentId: string
  readonly passphrase: string
  readonly deviceSecret?: Uint8Array
}

export interface Witness {
  readonly publicKey: Uint8Array
  sign(message: Uint8Array): Uint8Array
  /** Overwrites the key. */
  forget(): void
}

export function createVaultAccess(parts: VaultAccessDeps): VaultAccess {
  const paths = vaultPaths(parts.folder)
  const kdf: Kdf = { parameters: standardKdf, floor: kdfFloor, ...parts.kdf }
  const { randomBytes } = parts
  /** One attempt at a time: otherwise a hundred at once would pass before the first delay. */
  const inTurn = createSequencer()
  const tries: Lockout = openLockout({ path: paths.tries, monotonic: parts.monotonic, now: parts.now ?? (() => new Date()) })
  let slotsMended = false
  let secondSlotsMended = false

  /** Only where nobody is signed in, whose change of the slots could be under way. */
  const mendSlots = async (): Promise<void> => {
    const healed = await repairKeySlots(paths.slots)
    slotsMended ||= healed.mended
    secondSlotsMended ||= healed.secondMended
  }
  const slotsInForce = async () => readKeySlots(paths.slots, await findKeyringKeyId(paths.keyring))

  /** From an opened slot to the vault, by whatever links lead to the generation of the keyring. `secrets` are taken over. */
  async function openVault(
    slots: KeySlots,
    slot: AgentKeySlot | RecoveryKeySlot,
    own: KeySlotSecrets,
    agentId: string,
  ): Promise<Result<UnlockedVault, KeyringOpenFailureCode | 'slot-damaged'>> {
    const vaultId = fromHex(slots.vaultId)
    const reached = await followLinks(
      slot.links,
      { keyVersion: slot.keyVersion, ...own },
      { vaultId, slotId: slot.slotId },
      own.sealingSeed,
    )
    const secrets: KeySlotSecrets = { ...own, vaultKey: reached.vaultKey, trusted: reached.trusted }
    if (reached.vaultKey !== own.vaultKey) wipe(own.vaultKey)
    if (reached.keyVersion !== slots.keyVersion) {
      wipeSecrets(secrets)
      return slotDamaged
    }
    const keys = deriveVaultKeys(secrets.vaultKey, vaultId, slots.keyVersion)
    const opened = await openKeyring({
      path: paths.keyring,
      vaultId,
      sealing: keys.keyring,
      randomBytes,
      beforeDestroy: (keyIds) => addDestroyedKeys(parts.folder, slots.vaultId, keyIds),
    })
    wipeVaultKeys(keys)
    if (opened.ok) {
      const findings: Finding[] = [
        ...(opened.value.mended ? [{ kind: 'keyring-mended', file: 'keyring.bin' } as const] : []),
        ...(slotsMended ? [{ kind: 'slots-mended', file: 'slots.json' } as const] : []),
        ...(opened.value.secondMended ? [{ kind: 'keyring-second-mended', file: 'keyring.bin' } as const] : []),
        ...(secondSlotsMended ? [{ kind: 'slots-second-mended', file: 'slots.json' } as const] : []),
      ]
      slotsMended = false
      secondSlotsMended = false
      return ok(
        unlockedVault({ findings, vaultId, keyVersion: slots.keyVersion, secrets, keyring: opened.value, agentId, paths, randomBytes }),
      )
    }
    wipeSecrets(secrets)
    return opened
  }

  async function create(wanted: NewVault): ReturnType<VaultAccess['create']> {
    if ((await inspectFolder(parts.folder, parts.browserFolder)).state !== 'empty') return vaultExists
    const { agent } = wanted
    const prepared = await prepareSlot({ ...agent, agentId: agent.id, passphrase: wanted.passphrase, ...pick(wanted) })
    if (!prepared.ok) return prepared
    const context: KeySlotContext = { vaultId: Uint8Array.from(randomBytes(16)), keyVersion: 1 }
    const vaultKey = takeSecret(randomBytes(KEY_LENGTH))
    const { fresh: freshRecovery, printed } = await prepareRecovery()
    const recoveryKeys = recoveryKeysOf(freshRecovery)
    const known: KnownAgent = { id: agent.id, name: agent.name, role: 'raManager', ...publicKeysOf(prepared.value) }
    const trusted = trustedKeys([known], recoveryKeys)
    const keys = deriveVaultKeys(vaultKey, context.vaultId, context.keyVersion)
    const seal = <Sealed extends AgentKeySlot | RecoveryKeySlot>({ sealer, signingSeed, sealingSeed }: FreshKeySlot<Sealed>) =>
      sealer.seal(context, { vaultKey, trusted, signingSeed, sealingSeed })
    const slots: KeySlots = {
      vaultId: toHex(context.vaultId),
      keyVersion: 1,
      keyringKeyId: toHex(keys.keyring.keyId),
      agents: [seal(prepared.value)],
      recovery: seal(freshRecovery),
      rev: 1,
      untidy: false,
    }
    const written = await makeFolder(slots, context, keys, known, recoveryKeys)
    wipeVaultKeys(keys)
    forgetFresh(freshRecovery)
    prepared.value.sealer.forget()
    if (!written.ok) {
      wipe(vaultKey)
      forgetFresh(prepared.value)
      return written
    }
    const { signingSeed, sealingSeed } = prepared.value
    const vault = await openVault(slots, slots.agents[0]!, { vaultKey, trusted, signingSeed, sealingSeed }, agent.id)
    return vault.ok ? ok({ vault: vault.value, recoveryKey: printed }) : vault
  }

  /** All files aside, then one rename: a crash leaves either no vault or a whole one. */
  async function makeFolder(
    slots: KeySlots,
    context: KeySlotContext,
    keys: VaultKeys,
    agent: KnownAgent,
    recovery: RecoveryKeys,
  ): Promise<Result<void, FileFailureCode>> {
    const making = filesIn(paths.making)
    const deviceSeed = takeSecret(randomBytes(KEY_LENGTH))
    try {
      await rm(paths.making, { recursive: true, force: true })
      await mkdir(paths.making, { recursive: true, mode: 0o700 })
      for (const write of [
        () =>
          createKeyring(
            { path: making.keyring, vaultId: context.vaultId, sealing: keys.keyring, randomBytes },
            { deviceSeed, agents: [agent], recovery },
          ),
        // Both copies from the beginning: otherwise the first sign-in would say that one of them was damaged.
        () => createJournal(secondOf(making.journal), context, keys.witness),
        () => createJournal(making.journal, context, keys.witness),
        () => writeKeySlots(making.slots, { ...slots, rev: 0 }, slots),
      ]) {
        const written = await write()
        if (!written.ok) return written
      }
      await rmdir(paths.vault).catch(() => undefined)
      await renamePatiently(paths.making, paths.vault)
      await syncFolder(parts.folder)
      return ok()
    } catch (error) {
      return fileFailure(error)
    } finally {
      wipe(deviceSeed)
    }
  }

  /** Opens an agent's slot, no more often than the waits allow. */
  async function tryPassphrase(
    attempt: Attempt,
  ): Promise<Result<{ readonly slots: KeySlots; readonly slot: AgentKeySlot; readonly opened: OpenedKeySlot }, UnlockFailureCode>> {
    const wait = await tries.refusal()
    if (wait !== undefined) return err('wait', wait, 'Wait, and look at Caps Lock and the keyboard language.')
    const slots = await slotsInForce()
    if (!slots.ok) return slots
    const slot = slots.value.agents.find(({ agentId }) => agentId === attempt.agentId)
    if (slot === undefined) return noSuchAgent
    const opened = await openAgentKeySlot(slot, fromHex(slots.value.vaultId), attempt.passphrase, attempt.deviceSecret, kdf)
    if (opened.ok) {
      await tries.right()
      return ok({ slots: slots.value, slot, opened: opened.value })
    }
    if (opened.error.code === 'wrong-passphrase') await tries.wrong(attempt.agentId)
    return opened
  }

  async function unlock(attempt: Attempt): ReturnType<VaultAccess['unlock']> {
    await mendSlots()
    const tried = await tryPassphrase(attempt)
    if (!tried.ok) return tried
    const { slots, slot, opened } = tried.value
    const kept: KeySlotSecrets = { ...opened.secrets, vaultKey: copySecret(opened.secrets.vaultKey) }
    const vault = await openVault(slots, slot, opened.secrets, attempt.agentId)
    if (vault.ok && isWeaker(slot.kdf, kdf.parameters)) await strengthen(vault.value, slot, attempt)
    else if (vault.ok && (slot.keyVersion !== slots.keyVersion || slots.untidy)) await tidy(slots, slot, opened.kek, kept)
    wipe(opened.kek, kept.vaultKey)
    return vault
  }

  /** Folds the links into the slot while its key is at hand, and drops what a change that was cut off left. Nothing is lost when it fails. */
  async function tidy(slots: KeySlots, slot: AgentKeySlot, kek: Uint8Array, own: KeySlotSecrets): Promise<void> {
    const context = contextOf(slots)
    const reached = await followLinks(
      slot.links,
      { keyVersion: slot.keyVersion, ...own },
      { vaultId: context.vaultId, slotId: slot.slotId },
      own.sealingSeed,
    )
    const fresh = sealAnew(slot, kek, context, { ...own, vaultKey: reached.vaultKey, trusted: reached.trusted }, randomBytes)
    if (reached.vaultKey !== own.vaultKey) wipe(reached.vaultKey)
    const tidied: KeySlotSet = { ...slots, agents: slots.agents.map((old) => (old.agentId === slot.agentId ? fresh : old)) }
    await writeKeySlots(paths.slots, slots, tidied)
  }

  /** The policy asks for more work than this slot was made with, and the passphrase is at hand now. */
  async function strengthen(
    vault: UnlockedVault,
    { agentId, signInName }: AgentKeySlot,
    { passphrase, deviceSecret }: Attempt,
  ): Promise<void> {
    const sealer = await prepareAgentKeySlot({ agentId, signInName, passphrase, deviceSecret, kdf, randomBytes })
    if (!sealer.ok) return
    await vault.reseal(sealer.value)
    sealer.value.forget()
  }

  async function witness(attempt: Attempt): ReturnType<VaultAccess['witness']> {
    const tried = await tryPassphrase(attempt)
    if (!tried.ok) return tried
    const { kek, secrets } = tried.value.opened
    wipe(kek, secrets.vaultKey, secrets.sealingSeed)
    const { signingSeed } = secrets
    return ok({ publicKey: publicKeyOf(signingSeed), sign: (message) => signWith(signingSeed, message), forget: () => wipe(signingSeed) })
  }

  async function prepareSlot({
    name,
    knownNames = [],
    ...wanted
  }: Parameters<VaultAccess['prepareSlot']>[0]): ReturnType<VaultAccess['prepareSlot']> {
    const strong = checkPassphrase(wanted.passphrase, [name, wanted.signInName, ...knownNames])
    if (!strong.ok) return strong
    const sealer = await prepareAgentKeySlot({ ...wanted, deviceSecret: wanted.deviceSecret, kdf, randomBytes })
    return sealer.ok ? ok({ sealer: sealer.value, ...freshSeeds() }) : sealer
  }

  async function prepareRecovery(): ReturnType<VaultAccess['prepareRecovery']> {
    const recoveryKey = takeSecret(randomBytes(RECOVERY_KEY_LENGTH))
    const { recipient: backupRecipient } = await recoveryBackupIdentity(recoveryKey)
    const fresh = { sealer: prepareRecoveryKeySlot(recoveryKey, randomBytes), ...freshSeeds(), backupRecipient }
    const printed = formatRecoveryKey(recoveryKey)
    wipe(recoveryKey)
    return { fresh, printed }
  }

  const freshSeeds = () => ({ signingSeed: takeSecret(randomBytes(KEY_LENGTH)), sealingSeed: takeSecret(randomBytes(KEY_LENGTH)) })

  async function unlockWithRecovery(
    attempt: Parameters<VaultAccess['unlockWithRecovery']>[0],
  ): ReturnType<VaultAccess['unlockWithRecovery']> {
    const recoveryKey = parseRecoveryKey(attempt.recoveryKey)
    if (!recoveryKey.ok) return recoveryKey
    await mendSlots()
    const read = await slotsInForce()
    if (!read.ok) return read
    const slots = read.value
    const before = slots.agents.find(({ agentId }) => agentId === attempt.agentId)
    if (before === undefined) return noSuchAgent
    const recovered = await openRecoveryKeySlot(slots.recovery, fromHex(slots.vaultId), recoveryKey.value)
    wipe(recoveryKey.value)
    if (!recovered.ok) {
      if (recovered.error.code === 'recovery-key-wrong') await tries.wrongRecovery(attempt.agentId)
      return recovered
    }
    wipe(recovered.value.kek)
    const opened = await openVault(slots, slots.recovery, recovered.value.secrets, attempt.agentId)
    if (!opened.ok) return opened
    const vault = opened.value
    const printed = await replaceKeys(vault, { ...attempt, signInName: before.signInName })
    if (!printed.ok) {
      vault.lock()
      return printed
    }
    await tries.right()
    return ok({ vault, recoveryKey: printed.value })
  }

  /** A slot, keys of their own and a recovery key that nobody has seen before, all with one change. */
  async function replaceKeys(
    vault: UnlockedVault,
    wanted: Parameters<VaultAccess['unlockWithRecovery']>[0] & { readonly signInName: string },
  ): Promise<Result<string, RecoverFailureCode>> {
    const { agentId, signInName } = wanted
    const slot = await prepareSlot({
      agentId,
      name: vault.agent.name,
      signInName,
      passphrase: wanted.newPassphrase,
      ...pick(wanted),
    })
    if (!slot.ok) return slot
    const { fresh, printed } = await prepareRecovery()
    const { publicKeys, sealingKey } = publicKeysOf(slot.value)
    const { signingSeed, sealingSeed } = slot.value
    const changed = await vault.rotateVaultKey({
      agents: vault.keyring.station.agents.map((agent) =>
        agent.id === agentId ? { ...agent, publicKeys: [...agent.publicKeys, ...publicKeys], sealingKey } : agent,
      ),
      freshSlots: new Map([[agentId, slot.value]]),
      freshRecovery: fresh,
      becomes: { signingSeed, sealingSeed },
    })
    forgetFresh(fresh)
    slot.value.sealer.forget()
    return changed.ok ? ok(printed) : changed
  }

  return {
    inspect: () => inspectFolder(parts.folder, parts.browserFolder),
    async agents() {
      const slots = await slotsInForce()
      return slots.ok
        ? ok(
            slots.value.agents.map(({ agentId, signInName, deviceCheck }) => ({
              agentId,
              signInName,
              needsDeviceSecret: deviceCheck !== null,
            })),
          )
        : slots
    },
    waitingTime: () => tries.waitingTime(),
    wrongPassphrases: async () => ({ tries: await tries.read(), forget: () => tries.forget() }),
    create: (wanted) => inTurn(() => create(wanted)),
    unlock: (attempt) => inTurn(() => unlock(attempt)),
    witness: (attempt) => inTurn(() => witness(attempt)),
    prepareSlot,
    prepareRecovery,
    unlockWithRecovery: (attempt) => inTurn(() => unlockWithRecovery(attempt)),
  }
}

const pick = ({ deviceSecret, knownNames }: Pick<NewVault, 'deviceSecret' | 'knownNames'>) => ({
  ...(deviceSecret ? { deviceSecret } : {}),
  ...(knownNames ? { knownNames } : {}),
})

/** Public halves of the seeds of a new slot, as the keyring keeps them. */
export function publicKeysOf({
  signingSeed,
  sealingSeed,
}: Pick<KeySlotSecrets, 'signingSeed' | 'sealingSeed'>): Pick<KnownAgent, 'publicKeys' | 'sealingKey'> {
  return { publicKeys: [toBase64(publicKeyOf(signingSeed))], sealingKey: toBase64(sealingKeyOf(sealingSeed)) }
}

export function forgetFresh({ sealer, signingSeed, sealingSeed }: FreshKeySlot<AgentKeySlot | RecoveryKeySlot>): void {
  sealer.forget()
  wipe(signingSeed, sealingSeed)
}

const vaultExists = err(
  'vault-exists',
  'A vault, or a part of one, is in this folder. Nothing new was made over it.',
  'Unlock it, restore it from a backup, or choose another folder.',
)
const noSuchAgent = err(
  'no-such-agent',
  'This person cannot sign in on this workstation.',
  'Choose another name, or ask a colleague who can sign in.',
)
