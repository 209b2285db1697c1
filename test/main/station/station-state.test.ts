import { describe, expect, test } from 'vitest'
import { err, ok } from '../../../domain/result.ts'
import { readStationState, type StationStateDeps } from '../../../main/station/station-state.ts'
import { value } from '../vault/support.ts'

interface Here {
  readonly folder: 'empty' | 'vault' | 'trace'
  readonly found?: readonly string[]
  readonly slots?: 'ok' | 'key-slots-damaged'
  readonly unlocked?: boolean
  readonly confirmed?: boolean
}
const agents = [{ agentId: 'a', signInName: 'sample', needsDeviceSecret: true }]
const lock = { why: 'idle', at: '2026-11-23T09:30:00.000Z' } as const

const stateOf = async ({ folder, found = [], slots = 'ok', unlocked = false, confirmed = true }: Here) =>
  value(
    await readStationState({
      now: () => new Date('2026-11-23T12:00:00.000Z'),
      practice: true,
      vaultAccess: {
        inspect: async () => ({ state: folder, found }),
        agents: async () => (slots === 'ok' ? ok(agents) : err(slots, 'Damaged.', 'Restore.')),
      },
      keyStore: { kind: 'libsecret', protects: true, message: 'Protected.' },
      lifecycle: {
        session: () =>
          unlocked
            ? {
                agent: { agentId: 'a', agentName: 'Sample Agent' },
                vault: { agent: { role: 'raManager' }, vaultId: 'ab' },
                recoveryKeyConfirmed: () => confirmed,
              }
            : undefined,
        lastLock: () => lock,
      },
      policy: { policy: { twoAgentRelease: true, passcodeReleases: 2, idleMinutes: 5, callIdleMinutes: 30 } },
      shell: 'chromium',
      virtualDevices: true,
      version: '1.0.0',
    } as unknown as StationStateDeps),
  )

describe('what the page learns first', () => {
  test.each<[string, Here, string]>([
    ['an empty folder', { folder: 'empty' }, 'first-run'],
    ['a vault', { folder: 'vault' }, 'locked'],
    ['a vault that is open', { folder: 'vault', unlocked: true }, 'unlocked'],
    ['a part of a vault', { folder: 'trace' }, 'trace'],
    ['a vault whose key slots do not read', { folder: 'vault', slots: 'key-slots-damaged' }, 'trace'],
    ['an open vault whose files are gone', { folder: 'trace', unlocked: true }, 'unlocked'],
  ])('%s: %3$s', async (_, here, phase) => {
    expect((await stateOf(here)).phase).toBe(phase)
  })

  test.each([
    [['keyring', 'browser'], 'keyring, browser'],
    [[], 'files that are not known'],
  ])('a trace names what is there: %j', async (found, words) => {
    expect((await stateOf({ folder: 'trace', found })).message).toContain(`(${words})`)
  })

  test('while locked: who can sign in and why it was locked, and nothing of a session', async () => {
    const state = await stateOf({ folder: 'vault' })
    expect(state.agents).toEqual([{ agentId: 'a', signInName: 'sample' }])
    expect(state.locked).toEqual(lock)
    expect(state).not.toHaveProperty('session')
    // Nothing is asked of a person who cannot sign in yet.
    expect(state.recoveryKeyConfirmed).toBe(true)
  })

  test('while unlocked: who is signed in, and no reason for a lock', async () => {
    const state = await stateOf({ folder: 'vault', unlocked: true, confirmed: false })
    expect(state.session).toEqual({ agentId: 'a', agentName: 'Sample Agent', role: 'raManager', vaultId: 'ab' })
    expect(state).not.toHaveProperty('locked')
    expect(state.recoveryKeyConfirmed).toBe(false)
  })

  test('names of agents are shown only of a whole vault', async () => {
    for (const folder of ['empty', 'trace'] as const) expect((await stateOf({ folder })).agents).toEqual([])
  })
})
