import { fork, type ChildProcess } from 'node:child_process'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test } from 'vitest'
import { keyPurposes } from '../../../main/vault/keyring-content.ts'
import { findSecrets } from '../../support/process-memory.ts'
import { secretsOfCopy } from '../../support/vault-secrets.ts'
import { disguise, type Order } from '../../support/work-in-vault.ts'
import { cheap, freshFolder, passphrase } from './support.ts'

const CASES = 6
const working: ChildProcess[] = []
afterEach(() => {
  for (const each of working.splice(0)) each.kill()
})

function worker() {
  const child = fork(fileURLToPath(new URL('../../support/work-in-vault.ts', import.meta.url)), [], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  })
  working.push(child)
  const tell = (order: Order) =>
    new Promise<void>((resolve, reject) => {
      child.once('message', (answer: unknown) => {
        if (answer === 'done') resolve()
        else reject(new Error(JSON.stringify(answer)))
      })
      child.send(order)
    })
  return { pid: child.pid!, tell }
}

/** Given back only when V8 collects: a string, and what key objects of the runtime hold, which sign, agree on keys or open secrets. */
const later = [
  'passphrase, UTF-8',
  'workstation’s seed',
  'agent’s signing seed',
  'agent’s sealing seed',
  'key of the slot',
  'keyring’s key',
  'custody key',
]
/** In memory at signing in and never again. */
const passing = ['key of the slot', 'stretched passphrase', 'passphrase, UTF-8', 'passphrase, UTF-16']

describe.skipIf(process.platform !== 'linux')('a process that opened a vault, used every key and locked it', () => {
  test.each([1, 2])(
    'holds nothing but what key objects still hold, and when it has collected its garbage no key, no half of one and no passphrase (%i)',
    async () => {
      const folder = await freshFolder()
      const opening = { folder, passphrase: disguise(passphrase), kdf: cheap }
      const maker = worker()
      await maker.tell({ do: 'make', cases: CASES, ...opening })
      await maker.tell({ do: 'lock' })
      const user = worker()
      await user.tell({ do: 'unlock', ...opening })
      const copy = await freshFolder()
      await cp(join(folder, 'vault'), join(copy, 'vault'), { recursive: true })
      const secrets = await secretsOfCopy(copy, passphrase, cheap)
      const found = (pid: number) => findSecrets(pid, secrets).found.map(({ what }) => what)

      // The control: the same search finds all that the vault keeps open, of every purpose.
      const kept = secrets.filter(({ what }) => !passing.includes(what))
      expect(kept.length).toBe(CASES * keyPurposes.length + 9)
      expect(findSecrets(user.pid, kept).found.length).toBe(kept.length)

      await user.tell({ do: 'lock' })
      for (const { pid } of [user, maker]) expect(found(pid).filter((what) => !later.includes(what))).toEqual([])
      for (const { pid, tell } of [user, maker]) {
        await tell({ do: 'collect' })
        // V8 overwrites what it collected on threads of its own.
        await expect.poll(() => found(pid), { timeout: 5_000 }).toEqual([])
      }
    },
  )
})
