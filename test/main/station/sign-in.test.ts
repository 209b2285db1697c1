import { describe, expect, test } from 'vitest'
import { err, ok, type Result } from '../../../domain/result.ts'
import { noteFailedAttempts, recover, setUp, unlock, type SignInDeps } from '../../../main/station/sign-in.ts'
import type { StationAccess } from '../../../main/station/station-access.ts'
import { memoryStore } from '../../support/memory-store.ts'
import { code } from '../vault/support.ts'

const failed = (name: string) => err(name, 'Not opened.', 'Try again.')
const noSecret = err('device-secret-missing', 'The key store has lost the secret.', 'Use the recovery key.')
const zeros = new Uint8Array(32)

interface Answers {
  /** What the key store answers: a secret, none, or why not. */
  readonly keyStore?: 'secret' | 'none' | 'device-secret-missing'
  /** What the vault answers. */
  readonly vault?: string
}

/** Notes what each part was asked. The vault copies the device secret that it gets. */
function doors({ keyStore = 'secret', vault = 'ok' }: Answers) {
  const secret = new Uint8Array(32).fill(7)
  const asked: { keyStore?: unknown[]; vault?: Record<string, unknown>; enter?: unknown[]; kept?: string } = {}
  const answer = (given: object, value: unknown): Result<never> => {
    asked.vault = structuredClone({ ...given }) as Record<string, unknown>
    return (vault === 'ok' ? ok(value) : failed(vault)) as Result<never>
  }
  const made = { vault: 'vault', recoveryKey: 'AB-CD' }
  const deps = {
    newId: () => 'agent-1',
    keyStore: {
      deviceSecret: async (...all: unknown[]) => {
        asked.keyStore = all
        return keyStore === 'secret' ? ok({ secret }) : keyStore === 'none' ? ok({ secret: undefined }) : noSecret
      },
    },
    vaultAccess: {
      create: async (given: object) => answer(given, made),
      unlock: async (given: object) => answer(given, 'vault'),
      unlockWithRecovery: async (given: object) => answer(given, made),
    },
    recoverySheet: { keep: (key: string) => void (asked.kept = key) },
    lifecycle: {
      enter: async (...all: unknown[]) => {
        asked.enter = all
        return ok('entered')
      },
    },
  } as unknown as SignInDeps
  return { deps, asked, secret }
}

const ways = {
  setUp: (deps: SignInDeps) =>
    setUp(deps, {
      serviceProvider: { name: 'Sample Valley' },
      agent: { name: 'Sample Agent', mobile: '+447700900123' },
      signInName: 'sample',
      passphrase: 'four quiet otters',
      workerPublicKey: 'worker',
    }),
  unlock: (deps: SignInDeps) => unlock(deps, { agentId: 'agent-1', passphrase: 'four quiet otters', workerPublicKey: 'worker' }),
  recover: (deps: SignInDeps) =>
    recover(deps, { agentId: 'agent-1', recoveryKey: 'AB-CD', newPassphrase: 'seven slow badgers', workerPublicKey: 'worker' }),
}
const names = Object.keys(ways) as (keyof typeof ways)[]

describe.each(names)('%s', (way) => {
  test('the vault gets the device secret, which is overwritten afterwards, and the session is entered', async () => {
    const { deps, asked, secret } = doors({})
    await ways[way](deps)
    expect(asked.vault!['deviceSecret']).toEqual(new Uint8Array(32).fill(7))
    expect(secret).toEqual(zeros)
    expect(asked.enter?.slice(0, 2)).toEqual(['vault', 'worker'])
  })

  test('where the system has no key store: without a device secret', async () => {
    const { deps, asked } = doors({ keyStore: 'none' })
    await ways[way](deps)
    expect(asked.vault).not.toHaveProperty('deviceSecret')
    expect(asked.enter).toBeDefined()
  })

  test('the vault stays shut: the secret is overwritten, nothing is entered and no key waits', async () => {
    const { deps, asked, secret } = doors({ vault: 'disk-full' })
    expect(code(await ways[way](deps))).toBe('disk-full')
    expect(secret).toEqual(zeros)
    expect([asked.enter, asked.kept]).toEqual([undefined, undefined])
  })
})

describe('the key store', () => {
  test.each([
    ['setUp', [true]],
    ['unlock', [false]],
    ['recover', [true, true]],
  ] as const)('%s: may make a secret: %j', async (way, expected) => {
    const { deps, asked } = doors({})
    await ways[way](deps)
    expect(asked.keyStore).toEqual(expected)
  })

  test.each(['setUp', 'recover'] as const)('%s: without its secret the vault is not asked', async (way) => {
    const { deps, asked } = doors({ keyStore: 'device-secret-missing' })
    expect(code(await ways[way](deps))).toBe('device-secret-missing')
    expect(asked.vault).toBeUndefined()
  })

  test('unlock: the key store says why there is no secret, if the vault needs one', async () => {
    const { deps } = doors({ keyStore: 'device-secret-missing', vault: 'device-secret-missing' })
    const answer = await ways.unlock(deps)
    expect(answer).toEqual(noSecret)
    expect(code(await ways.unlock(doors({ keyStore: 'device-secret-missing' }).deps))).toBe('ok')
    expect(code(await ways.unlock(doors({ keyStore: 'device-secret-missing', vault: 'wrong-passphrase' }).deps))).toBe('wrong-passphrase')
  })
})

test.each(['setUp', 'recover'] as const)('%s: the new recovery key waits to be printed', async (way) => {
  const { deps, asked } = doors({})
  await ways[way](deps)
  expect(asked.kept).toBe('AB-CD')
})

test('setUp: the first settings name the agent by the id that the vault got, and no ODS code that was not given', async () => {
  const { deps, asked } = doors({})
  await ways.setUp(deps)
  expect(asked.vault).toMatchObject({ agent: { id: 'agent-1', name: 'Sample Agent' }, knownNames: ['Sample Valley'] })
  expect(asked.enter![2]).toMatchObject({
    firstSettings: { serviceProvider: { name: 'Sample Valley' }, agents: [{ agentId: 'agent-1', name: 'Sample Agent' }] },
  })
  expect((asked.enter![2] as { firstSettings: { serviceProvider: object } }).firstSettings.serviceProvider).not.toHaveProperty('odsCode')
})

test('recover: the record will say how the vault was opened', async () => {
  const { deps, asked } = doors({})
  await ways.recover(deps)
  expect(asked.enter![2]).toEqual({ openedBy: 'recovered' })
})

describe('failed attempts while RA Desk was locked', () => {
  function counted(attempts: object | undefined) {
    const kept = memoryStore()
    let isForgotten = false
    const access = {
      wrongAttempts: async () => ({ attempts, recorded: async () => void (isForgotten = true) }),
    } as unknown as StationAccess
    return { ...kept, note: () => noteFailedAttempts(access, kept.store), isForgotten: () => isForgotten }
  }
  const attempts = { byAgent: { a: 2, b: 1 }, recovery: { a: 1 }, lastAt: '2026-11-23T09:30:00.000Z' }

  test('each agent’s are noted with how many, and then forgotten', async () => {
    const { note, commits, isForgotten } = counted(attempts)
    await note()
    expect(commits.map(({ audit }) => [audit.action, audit.detail?.['agentId']])).toEqual([
      ['unlock-failed times-2', 'a'],
      ['unlock-failed times-1', 'b'],
      ['recovery-failed times-1', 'a'],
    ])
    expect(isForgotten()).toBe(true)
  })

  test('what could not be noted is not forgotten', async () => {
    const { note, failWith, isForgotten } = counted(attempts)
    failWith('disk-full')
    await note()
    expect(isForgotten()).toBe(false)
  })

  test('none: nothing is noted', async () => {
    const { note, commits, isForgotten } = counted(undefined)
    await note()
    expect([commits, isForgotten()]).toEqual([[], false])
  })
})
