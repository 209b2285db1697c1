import { cp, readFile, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { argon2id } from 'hash-wasm'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { utf8 } from '../../../domain/bytes.ts'
import { openRecord } from '../../../main/record/record.ts'
import type { KdfParameters } from '../../../main/vault/argon2.ts'
import { addAgent, changePassphrase, changeRole, removeAgent, replaceRecoveryKey } from '../../../main/vault/agent-access.ts'
import { vaultPaths } from '../../../main/vault/paths.ts'
import type { UnlockedVault } from '../../../main/vault/vault.ts'
import { clockedVaultAccess, code, freshFolder, passphrase, value } from './support.ts'
import { allOpenWith, bothCopies, bryn, carys, caseId, first, now, opensWith, place, stationOfThree } from './agents-of-vault.ts'

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
      if (flags !== 'r' && disk.left <= 0) throw dead()
      if (flags !== 'w') return fs.open(path, flags, mode)
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
      run: async (vault, vaultAccess) => replaceRecoveryKey(vault, (await vaultAccess.prepareRecovery()).fresh),
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
