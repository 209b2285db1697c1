import { cp, readFile, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { argon2id } from 'hash-wasm'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { toHex, utf8 } from '../../../domain/bytes.ts'
import { roles } from '../../../domain/station/roles.ts'
import { openRecord } from '../../../main/record/record.ts'
import type { KdfParameters } from '../../../main/vault/argon2.ts'
import { sealLink, type KeyVersionLink } from '../../../main/vault/key-version-link.ts'
import { findKeyringKeyId } from '../../../main/vault/keyring-file.ts'
import { addAgent, changePassphrase, changeRole, listAgents, removeAgent, replaceRecoveryKey } from '../../../main/vault/agent-access.ts'
import { vaultPaths } from '../../../main/vault/paths.ts'
import { readKeySlots, writeKeySlots } from '../../../main/vault/key-slots-file.ts'
import { secondCopyOf } from '../../../main/files/mirrored-atomic-file.ts'
import type { UnlockedVault } from '../../../main/vault/vault.ts'
import { agent as tamsin, clockedVaultAccess, code, freshFolder, madeVault, passphrase, randomBytes, value } from './support.ts'

const disk = vi.hoisted(() => ({ left: Number.POSITIVE_INFINITY }))
/** The power goes: after so many changes of the disk, nothing more happens on it, and a file that was being written is rubbish. */
vi.mock('node:fs/promises', async (original) => {
  const fs = await original<typeof import('node:fs/promises')>()
  const dead = () => new Error('the power is off')
  const counted = () => {
    if (disk.left <= 0) throw dead()
    disk.left -= 1
  }
  return {
    ...fs,
    rename: async (from: string, to: string) => {
      counted()
      return fs.rename(from, to)
    },
    rm: async (...given: Parameters<typeof fs.rm>) => {
      if (disk.left <= 0) throw dead()
      return fs.rm(...given)
    },
    open: async (path: string, flags: string, mode?: number) => {
      if (flags !== 'w') return fs.open(path, flags, mode)
      if (disk.left <= 0) throw dead()
      disk.left -= 1
      if (disk.left === 0) {
        await fs.writeFile(path, 'half of someth')
        throw dead()
      }
      return fs.open(path, flags, mode)
    },
  }
})
/** The same Argon2id without a thread of its own: hundreds of sign-ins in a row. */
vi.mock('../../../main/vault/argon2.ts', async (original) => ({
  ...(await original<typeof import('../../../main/vault/argon2.ts')>()),
  stretch: async (_kdf: unknown, typed: string, salt: Uint8Array, { memoryKiB, iterations, parallelism }: KdfParameters) => ({
    ok: true,
    value: await argon2id({
      password: typed.normalize('NFKC'),
      salt,
      memorySize: memoryKiB,
      iterations,
      parallelism,
      hashLength: 32,
      outputType: 'binary',
    }),
  }),
}))
beforeEach(() => {
  disk.left = Number.POSITIVE_INFINITY
})

const bryn = {
  id: '33333333-3333-4333-8333-333333333333',
  name: 'Bryn Invented',
  signInName: 'bryn',
  role: 'raAgent' as const,
  passphrase: 'nine violet kettles wander',
}
const carys = {
  id: '44444444-4444-4444-8444-444444444444',
  name: 'Carys Made-Up',
  signInName: 'carys',
  role: 'raManager' as const,
  passphrase: 'eleven paper lanterns doze',
}
const caseId = '22222222-2222-4222-8222-222222222222'
const place = { table: 'cases', recordId: caseId, rev: 1, schema: 1 }
const now = () => new Date('2026-03-02T09:00:00Z')
const signIn = (folder: string, who: { id: string; passphrase: string }) =>
  clockedVaultAccess(folder).vaultAccess.unlock({ agentId: who.id, passphrase: who.passphrase })
const first = { ...tamsin, passphrase }
const bothCopies = (path: string): string[] => [path, secondCopyOf(path)]

async function station(folder: string) {
  const made = await madeVault(folder)
  const parts = { vault: made.vault, vaultAccess: made.vaultAccess, now }
  return { ...made, parts }
}

async function stationOfThree(folder: string) {
  const made = await station(folder)
  value(await addAgent(made.parts, bryn))
  value(await addAgent(made.parts, carys))
  return made
}

describe('several agents on one workstation', () => {
  test('each agent opens the same records with their own passphrase and signs with their own key', async () => {
    const folder = await freshFolder()
    const { vault } = await stationOfThree(folder)
    const [key] = value(await vault.keyring.create([{ purpose: 'case', ownerId: caseId }]))
    const ofCase = value(vault.seal(place, utf8('Ffion Sample'), toHex(key!.keyId)))
    const ofStation = value(vault.seal(place, utf8('settings'), vault.recordsKeyId))
    const publicKeys = new Set<string>()
    for (const who of [first, bryn, carys]) {
      const opened = (await opensWith(folder, who))!
      expect(opened.agent).toMatchObject({ id: who.id, name: who.name })
      expect(value(opened.open(place, ofCase))).toEqual(utf8('Ffion Sample'))
      expect(value(opened.open(place, ofStation))).toEqual(utf8('settings'))
      publicKeys.add(toHex(opened.agentPublicKey))
      for (const other of [first, bryn, carys])
        if (other !== who) expect(await opensWith(folder, { id: who.id, passphrase: other.passphrase })).toBeUndefined()
    }
    expect(publicKeys.size).toBe(3)
  })

  test('signing in folds the links into the slot, and it opens as before', async () => {
    const folder = await freshFolder()
    const { vault } = await stationOfThree(folder)
    const linksOf = async (id: string) =>
      value(await readKeySlots(vaultPaths(folder).keySlots, await findKeyringKeyId(vaultPaths(folder).keyring))).agents.find(
        ({ agentId }) => agentId === id,
      )!.links.length
    expect(await linksOf(first.id)).toBe(2)
    for (let time = 0; time < 2; time += 1) expect(value(await signIn(folder, first)).keyVersion).toBe(vault.keyVersion)
    expect(await linksOf(first.id)).toBe(0)
    expect(await linksOf(bryn.id)).toBe(1)
  })

  test.each(roles)('agent access: the role %s is kept and can be changed', async (role) => {
    const folder = await freshFolder()
    const { parts } = await station(folder)
    value(await addAgent(parts, { ...bryn, role }))
    expect(value(await signIn(folder, bryn)).agent.role).toBe(role)
    value(await changeRole(parts, bryn.id, 'raManager'))
    expect(value(await signIn(folder, bryn)).agent.role).toBe('raManager')
    value(await changeRole(parts, tamsin.id, role))
    expect(value(await signIn(folder, first)).agent.role).toBe(role)
  })

  test('agent access refuses a taken name, a weak passphrase, removing the last RA manager, removing yourself', async () => {
    const folder = await freshFolder()
    const { parts } = await station(folder)
    expect(code(await addAgent(parts, { ...bryn, signInName: ' TAMSIN ' }))).toBe('name-taken')
    expect(code(await addAgent(parts, { ...bryn, passphrase: 'Bryn Invented!' }))).toBe('weak-passphrase')
    value(await addAgent(parts, bryn))
    expect(code(await changeRole(parts, tamsin.id, 'raAgent'))).toBe('last-manager')
    expect(code(await removeAgent(parts, tamsin.id))).toBe('still-yourself')
    expect(code(await removeAgent(parts, caseId))).toBe('no-such-agent')
  })

  test('an RA agent cannot rotate the vault key, whatever main is asked: their signing key is not trusted', async () => {
    const folder = await freshFolder()
    await stationOfThree(folder)
    const { vaultAccess } = clockedVaultAccess(folder)
    const vault = value(await vaultAccess.unlock({ agentId: bryn.id, passphrase: bryn.passphrase }))
    const parts = { vault, vaultAccess, now }
    expect(code(await removeAgent(parts, carys.id))).toBe('not-trusted')
    expect(code(await changeRole(parts, bryn.id, 'raManager'))).toBe('not-trusted')
    expect(code(await replaceRecoveryKey(parts))).toBe('not-trusted')
  })
})

describe('removing an agent', () => {
  test('rotates the vault key: the removed agent opens nothing, the others do, without being asked for their passphrases', async () => {
    const folder = await freshFolder()
    const { vault, parts } = await stationOfThree(folder)
    const before = value(vault.seal(place, utf8('before'), vault.recordsKeyId))
    const keyVersion = vault.keyVersion
    value(await removeAgent(parts, bryn.id))
    expect(vault.keyVersion).toBe(keyVersion + 1)
    const after = value(vault.seal(place, utf8('after'), vault.recordsKeyId))
    expect(value(vault.open(place, before))).toEqual(utf8('before'))
    expect(code(await signIn(folder, bryn))).toBe('no-such-agent')
    for (const who of [first, carys]) {
      const opened = value(await signIn(folder, who))
      expect([value(opened.open(place, before)), value(opened.open(place, after))]).toEqual([utf8('before'), utf8('after')])
      expect(opened.recordsKeyId).toBe(vault.recordsKeyId)
    }
    const members = await listAgents(parts)
    expect(members.map(({ name, leftAt }) => [name, leftAt])).toEqual([
      [carys.name, undefined],
      [tamsin.name, undefined],
      [bryn.name, '2026-03-02T09:00:00.000Z'],
    ])
  })

  test('their old slot, put back beside the new keyring, opens nothing: not with an older copy of every key they ever had', async () => {
    const folder = await freshFolder()
    const { vault, parts } = await stationOfThree(folder)
    const old = await readFile(vaultPaths(folder).keySlots)
    const formerKeys = vault.keyring.station.former.map(({ vaultKey }) => Uint8Array.from(vaultKey))
    value(await removeAgent(parts, bryn.id))
    const sealed = value(vault.seal(place, utf8('after'), vault.recordsKeyId))
    // One copy alone is taken for what it is, an older one.
    await writeFile(vaultPaths(folder).keySlots, old)
    expect(code(await signIn(folder, bryn))).toBe('no-such-agent')
    for (const path of bothCopies(vaultPaths(folder).keySlots)) await writeFile(path, old)
    expect(['key-slots-damaged', 'keyring-damaged']).toContain(code(await signIn(folder, bryn)))
    expect(formerKeys.length).toBeGreaterThan(0)
    const copy = await freshFolder()
    await cp(folder, copy, { recursive: true })
    expect(code(vault.open(place, sealed))).toBe('ok')
  })

  test('a link is taken from an RA manager or the recovery key only', async () => {
    const folder = await freshFolder()
    const { vault, parts } = await stationOfThree(folder)
    value(await removeAgent(parts, bryn.id))
    const paths = vaultPaths(folder)
    const slots = value(await readKeySlots(paths.keySlots, await findKeyringKeyId(paths.keyring)))
    const slot = slots.agents.find(({ agentId }) => agentId === carys.id)!
    const former = vault.keyring.station.former.at(-1)!
    const carysKnown = vault.keyring.station.agents.find(({ id }) => id === carys.id)!
    // Somebody who knows the former vault key and Carys’s public key, as a removed agent may, makes up the next vault.
    const forged: KeyVersionLink = sealLink({
      place: { vaultId: Buffer.from(vault.vaultId, 'hex'), slotId: slot.slotId, keyVersion: vault.keyVersion },
      recipient: Buffer.from(carysKnown.sealingKey, 'base64'),
      formerKey: former.vaultKey,
      next: { vaultKey: randomBytes(32), trusted: [] },
      signingSeed: randomBytes(32),
      randomBytes,
    })
    const altered = async (links: KeyVersionLink[]) =>
      writeKeySlots(paths.keySlots, value(await readKeySlots(paths.keySlots, slots.keyringKeyId)), {
        ...slots,
        agents: slots.agents.map((each) => (each.agentId === carys.id ? { ...each, links } : each)),
      })
    value(await altered([...slot.links.slice(0, -1), forged]))
    expect(code(await signIn(folder, carys))).toBe('key-slots-damaged')
    value(await altered(slot.links))
    expect(code(await signIn(folder, carys))).toBe('ok')
  })

  test('the record continues under the new key, and older frames still read', async () => {
    const folder = await freshFolder()
    const { vault, parts } = await stationOfThree(folder)
    const record = value(await openRecord({ folder, vault, now, monotonic: () => 0 }))
    value(await record.append([], { action: 'before' }))
    value(await removeAgent(parts, bryn.id))
    value(await record.rotateVaultKey({ keyVersion: vault.keyVersion, frameKey: vault.frameKey() }))
    value(await record.append([], { action: 'after' }))
    await record.close()
    vault.lock()
    const again = value(await openRecord({ folder, vault: value(await signIn(folder, carys)), now, monotonic: () => 0 }))
    const actions: string[] = []
    for await (const frame of again.journal.readSince(0)) actions.push(value(frame).audit!.action)
    expect(actions).toEqual(['before', 'vault-key-rotated', 'after'])
    await again.close()
  })
})

describe('changing a passphrase', () => {
  test('rewraps one slot: the old one opens nothing, no one else’s changes, and the keys stay the same', async () => {
    const folder = await freshFolder()
    const { vault, vaultAccess } = await stationOfThree(folder)
    const { keySlots: path, keyring } = vaultPaths(folder)
    const read = async () => value(await readKeySlots(path, await findKeyringKeyId(keyring)))
    const before = await read()
    const keyringBefore = await readFile(keyring)
    expect(code(await changePassphrase({ vault, vaultAccess }, { old: 'not the old one at all', next: 'seven slow badgers hum' }))).toBe(
      'wrong-passphrase',
    )
    expect(code(await changePassphrase({ vault, vaultAccess }, { old: passphrase, next: 'seven slow badgers hum' }))).toBe('wait')
    const later = clockedVaultAccess(folder).vaultAccess
    await later.wrongAttempts().then(({ forget }) => forget())
    expect(
      code(await changePassphrase({ vault, vaultAccess: clockedVaultAccess(folder).vaultAccess }, { old: passphrase, next: 'tamsin' })),
    ).toBe('weak-passphrase')
    value(
      await changePassphrase(
        { vault, vaultAccess: clockedVaultAccess(folder).vaultAccess },
        { old: passphrase, next: 'seven slow badgers hum' },
      ),
    )
    const after = await read()
    expect(after.agents.filter(({ agentId }) => agentId !== tamsin.id)).toEqual(
      before.agents.filter(({ agentId }) => agentId !== tamsin.id),
    )
    expect(after.recovery).toEqual(before.recovery)
    expect(await readFile(keyring)).toEqual(keyringBefore)
    expect(code(await signIn(folder, first))).toBe('wrong-passphrase')
    const again = (await opensWith(folder, { id: tamsin.id, passphrase: 'seven slow badgers hum' }))!
    expect(again.agentPublicKey).toEqual(vault.agentPublicKey)
    expect(again.recordsKeyId).toBe(vault.recordsKeyId)
  })
})

async function opensWith(folder: string, who: { id: string; passphrase: string }): Promise<UnlockedVault | undefined> {
  await clearLockout(folder)
  const tried = await signIn(folder, who)
  return tried.ok ? tried.value : undefined
}
async function allOpenWith(folder: string, people: readonly { id: string; passphrase: string }[]): Promise<(UnlockedVault | undefined)[]> {
  const opened: (UnlockedVault | undefined)[] = []
  for (const who of people) opened.push(await opensWith(folder, who))
  return opened
}
const clearLockout = async (folder: string) => (await clockedVaultAccess(folder).vaultAccess.wrongAttempts()).forget()

describe('agent access: power cut at any write', () => {
  interface Change {
    readonly name: string
    run(vault: UnlockedVault, vaultAccess: ReturnType<typeof clockedVaultAccess>['vaultAccess'], recoveryKey: string): Promise<unknown>
    /** Who opens the vault when it happened, and when it did not. */
    readonly before: readonly { id: string; passphrase: string }[]
    readonly after: readonly { id: string; passphrase: string }[]
  }
  const next = 'seven slow badgers hum'
  const everyone = [first, bryn, carys]
  const dylan = {
    ...bryn,
    id: '55555555-5555-4555-8555-555555555555',
    name: 'Dylan Fictitious',
    signInName: 'dylan',
    passphrase: 'thirteen sleepy harbours sing',
  }
  const changes: Change[] = [
    {
      name: 'adding',
      run: (vault, vaultAccess) => addAgent({ vault, vaultAccess, now }, dylan),
      before: everyone,
      after: [...everyone, dylan],
    },
    {
      name: 'removing',
      run: (vault, vaultAccess) => removeAgent({ vault, vaultAccess, now }, bryn.id),
      before: everyone,
      after: [first, carys],
    },
    {
      name: 'another role',
      run: (vault, vaultAccess) => changeRole({ vault, vaultAccess, now }, bryn.id, 'raManager'),
      before: everyone,
      after: everyone,
    },
    {
      name: 'another passphrase',
      run: (vault, vaultAccess) => changePassphrase({ vault, vaultAccess }, { old: passphrase, next }),
      before: everyone,
      after: [{ ...first, passphrase: next }, bryn, carys],
    },
    {
      name: 'another recovery key',
      run: (vault, vaultAccess) => replaceRecoveryKey({ vault, vaultAccess }),
      before: everyone,
      after: everyone,
    },
    {
      name: 'recovering',
      run: (_vault, vaultAccess, recoveryKey) => vaultAccess.unlockWithRecovery({ agentId: first.id, recoveryKey, newPassphrase: next }),
      before: everyone,
      after: [{ ...first, passphrase: next }, bryn, carys],
    },
  ]

  test.each(changes)('$name: done or not done, and vault and record open', async ({ run, before, after }) => {
    const made = await freshFolder()
    const { vault, recoveryKey } = await stationOfThree(made)
    const sealed = value(vault.seal(place, utf8('kept'), vault.recordsKeyId))
    const outcomes = new Set<string>()
    for (let writes = 0; ; writes += 1) {
      const folder = await freshFolder()
      await cp(made, folder, { recursive: true })
      const open = { vaultAccess: clockedVaultAccess(folder).vaultAccess }
      const session = value(await open.vaultAccess.unlock({ agentId: first.id, passphrase }))
      disk.left = writes
      const done = await run(session, open.vaultAccess, recoveryKey).then(
        (result) => (result as { ok: boolean }).ok,
        () => false,
      )
      const finished = disk.left > 0 && done
      disk.left = Number.POSITIVE_INFINITY
      // The answer holds whichever copy is damaged afterwards, even before the next sign-in.
      if (done)
        await eachDamaged(folder, [0, 1, 2, 3], async (damaged, name) => {
          expect(
            (await allOpenWith(damaged, after)).every((each) => each !== undefined) && (await gone(damaged, before, after)),
            `${name} damaged, said to be done after ${writes} writes`,
          ).toBe(true)
        })
      const opened = await allOpenWith(folder, after)
      const happened = opened.every((each) => each !== undefined) && (await gone(folder, before, after))
      const openedAsBefore = happened ? [] : await allOpenWith(folder, before)
      expect(happened || openedAsBefore.every((each) => each !== undefined), `after ${writes} writes`).toBe(true)
      if (done) expect(happened, `said to be done after ${writes} writes`).toBe(true)
      // Both copies of everything are whole and the same by now: no damage of one of them brings the other state back. Another one each time.
      await eachDamaged(folder, [writes % 4], async (damaged, name) => {
        expect(
          (await allOpenWith(damaged, happened ? after : before)).every((each) => each !== undefined),
          `${name} damaged after ${writes} writes`,
        ).toBe(true)
        if (happened) expect(await gone(damaged, before, after), `${name} damaged after ${writes} writes`).toBe(true)
      })
      outcomes.add(happened ? 'after' : 'before')
      for (const each of happened ? opened : openedAsBefore) {
        expect(value(each!.open(place, sealed))).toEqual(utf8('kept'))
        const record = value(await openRecord({ folder, vault: each!, now, monotonic: () => 0 }))
        value(await record.append([], { action: 'still-works' }))
        await record.close()
      }
      const manager = happened ? opened.at(after.findIndex(({ id }) => id === carys.id))! : openedAsBefore.at(2)!
      expect(
        code(
          await addAgent(
            { vault: manager, vaultAccess: clockedVaultAccess(folder).vaultAccess, now },
            { ...dylan, id: caseId, signInName: `another ${writes}` },
          ),
        ),
      ).toBe('ok')
      if (finished) break
      expect(writes).toBeLessThan(20)
    }
    expect([...outcomes].sort()).toContain('after')
  })

  async function eachDamaged(
    folder: string,
    which: readonly number[],
    judge: (damaged: string, name: string) => Promise<void>,
  ): Promise<void> {
    const { keyring, keySlots: slots } = vaultPaths(folder)
    for (const path of [keyring, slots].flatMap(bothCopies).filter((_, index) => which.includes(index))) {
      const damaged = await freshFolder()
      await cp(folder, damaged, { recursive: true })
      const target = join(damaged, relative(folder, path))
      const bytes = await readFile(target).catch(() => undefined)
      if (bytes === undefined) continue
      bytes[Math.floor(bytes.length / 2)]! ^= 1
      await writeFile(target, bytes)
      await judge(damaged, relative(folder, path))
    }
  }

  /** Those who open the vault before the change only. */
  async function gone(
    folder: string,
    before: readonly { id: string; passphrase: string }[],
    after: readonly { id: string; passphrase: string }[],
  ): Promise<boolean> {
    for (const who of before) {
      if (after.some(({ id, passphrase: typed }) => id === who.id && typed === who.passphrase)) continue
      if (await opensWith(folder, who)) return false
    }
    return true
  }
})
