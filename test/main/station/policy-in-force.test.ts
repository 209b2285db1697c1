import { afterEach, describe, expect, test } from 'vitest'
import type { Policy } from '../../../domain/station/policy.ts'
import { resolvePolicy, type PolicyText } from '../../../domain/station/resolve-policy.ts'
import { createPolicyInForce } from '../../../main/station/policy-in-force.ts'
import { openMainApp, type MainApp } from '../../support/main-app.ts'
import { memoryStore } from '../../support/memory-store.ts'
import { recordOf } from '../../support/two-agents.ts'
import { code, value } from '../vault/support.ts'

const places = { machine: '/invented/policy.json', user: '/invented/user/policy.json' }
/** A start of RA Desk: what the machine's file holds then. */
const startWith = (machine: PolicyText | Partial<Policy>) =>
  createPolicyInForce({
    ...resolvePolicy({
      machine: machine === undefined || 'text' in machine || 'unreadable' in machine ? machine : { text: JSON.stringify(machine) },
      user: undefined,
    }),
    places,
  })
const broken = { text: '{"twoAgentRelease": true,}' }

function vault() {
  const kept = memoryStore()
  const unlock = async (machine: PolicyText | Partial<Policy>) => {
    const policy = startWith(machine)
    value(await policy.settle(kept.store))
    return policy
  }
  return { ...kept, unlock, actions: () => kept.commits.map(({ audit }) => audit.action) }
}

describe('policy in force', () => {
  test.each<[string, PolicyText | Partial<Policy>]>([
    ['is deleted', undefined],
    ['has one comma too many', broken],
    ['cannot be read', { unreadable: true }],
    ['asks for it to be off', { twoAgentRelease: false }],
    ['has a value that is not allowed', { twoAgentRelease: 0 as unknown as boolean }],
  ])('two-agent release was on; the file %s: it stays on', async (_, machine) => {
    const { unlock } = vault()
    await unlock({ twoAgentRelease: true })
    for (const _start of [1, 2]) expect((await unlock(machine)).policy.twoAgentRelease).toBe(true)
  })

  test('before the vault is open, a file that cannot be read is strict', () => {
    expect(startWith(broken).policy).toMatchObject({ twoAgentRelease: true, exportsAllowed: false })
    expect(startWith(undefined).policy).toMatchObject({ twoAgentRelease: false, exportsAllowed: true })
  })

  test('one object for the life of the app follows what is settled', async () => {
    const { store, unlock } = vault()
    await unlock({ twoAgentRelease: true })
    const started = startWith(undefined)
    const { policy } = started
    expect(policy.twoAgentRelease).toBe(false)
    value(await started.settle(store))
    expect(policy.twoAgentRelease).toBe(true)
    expect({ ...policy }.twoAgentRelease).toBe(true)
  })

  test('the record: what is first in force, each change with both values, a file that is not followed once', async () => {
    const { unlock, commits, actions } = vault()
    await unlock({ idleMinutes: 5 })
    await unlock({ idleMinutes: 5 })
    await unlock({ idleMinutes: 2 })
    await unlock({ idleMinutes: 9 })
    await unlock({ idleMinutes: 9 })
    await unlock(broken)
    expect(actions()).toEqual(['policy-kept', 'policy-changed', 'policy-held', 'policy-changed policy-held'])
    expect(commits[1]!.audit.detail).toMatchObject({ changes: [{ name: 'idleMinutes', from: 5, to: 2 }], held: [] })
    expect(commits[2]!.audit.detail).toMatchObject({ changes: [], held: [{ name: 'idleMinutes', why: 'weaker', asked: 9 }] })
    expect(commits[3]!.audit.detail).toMatchObject({
      changes: [
        { name: 'twoAgentRelease', from: false, to: true },
        { name: 'passcodeReleases', from: 2, to: 1 },
        { name: 'mobileCarryDays', from: 365, to: 0 },
        { name: 'exportsAllowed', from: true, to: false },
      ],
    })
  })

  test('a damaged file that was put right leaves what was agreed before, and an entry', async () => {
    const { unlock, actions } = vault()
    await unlock({})
    await unlock(broken)
    expect((await unlock({})).policy.twoAgentRelease).toBe(false)
    expect(actions()).toEqual(['policy-kept', 'policy-changed policy-held', 'policy-changed'])
  })

  test('an RA manager agrees: off at once and after the next start, in an entry with both values', async () => {
    const { store, unlock, commits } = vault()
    await unlock({ twoAgentRelease: true, exportsAllowed: false })
    const policy = await unlock({ twoAgentRelease: false, exportsAllowed: true })
    value(await policy.agree(store, 'twoAgentRelease', false))
    expect([policy.policy.twoAgentRelease, policy.policy.exportsAllowed]).toEqual([false, false])
    expect(policy.held).toEqual([{ name: 'exportsAllowed', why: 'weaker', asked: true }])
    expect(commits.at(-1)!.audit).toMatchObject({ action: 'policy-agreed', detail: { name: 'twoAgentRelease', from: true, to: false } })
    expect((await unlock({ twoAgentRelease: false, exportsAllowed: true })).policy).toMatchObject({
      twoAgentRelease: false,
      exportsAllowed: false,
    })
  })

  test.each([
    ['another value than the file asks for', 'idleMinutes', 10],
    ['a value that is not held', 'absoluteLockHours', 12],
  ] as const)('agreeing to %s: refused, and nothing is written', async (_, name, asked) => {
    const { store, unlock, commits } = vault()
    await unlock({ idleMinutes: 5 })
    const policy = await unlock({ idleMinutes: 9 })
    const before = commits.length
    expect(code(await policy.agree(store, name, asked))).toBe('policy-differs')
    expect([policy.policy.idleMinutes, commits.length]).toEqual([5, before])
  })

  test('while the file cannot be read, there is nothing to agree to', async () => {
    const { store, unlock } = vault()
    await unlock({})
    expect(code(await (await unlock(broken)).agree(store, 'twoAgentRelease', false))).toBe('policy-differs')
  })

  test('what cannot be noted does not count: neither a change nor an agreement', async () => {
    const { store, unlock, failWith } = vault()
    await unlock({ twoAgentRelease: true })
    const policy = await unlock({ twoAgentRelease: false })
    failWith('disk-full')
    expect(code(await policy.agree(store, 'twoAgentRelease', false))).toBe('disk-full')
    expect(policy.policy.twoAgentRelease).toBe(true)
    expect(code(await startWith({ twoAgentRelease: true, idleMinutes: 2 }).settle(store))).toBe('disk-full')
  })

  test('the sealed policy itself cannot be read: strict, and it stays so at the next start', async () => {
    const { store, unlock } = vault()
    value(await store.commit([{ table: 'station', id: 'policy', rev: 1, keyId: 'records', value: 'damaged' }], { action: 'damage' }))
    for (const _start of [1, 2]) expect((await unlock({})).policy).toMatchObject({ twoAgentRelease: true, exportsAllowed: false })
  })
})

describe('policy of a whole app', () => {
  let main: MainApp | undefined
  afterEach(() => main?.close())

  test('two-agent release stays needed after the file is damaged, for the release and on the screen, and the record says why', async () => {
    const first = await openMainApp({ parts: { policy: startWith({ twoAgentRelease: true, exportsAllowed: false }) } })
    await first.setUp()
    await first.app.lock('asked')
    main = await openMainApp({ folder: first.folder, parts: { policy: startWith({ exportsAllowed: true }) } })
    expect((await main.must('station.state', {})).twoAgentRelease).toBe(false)
    value(await main.unlock())
    expect((await main.must('station.state', {})).twoAgentRelease).toBe(true)
    const { values } = await main.must('policy.read', {})
    expect(values.find(({ name }) => name === 'twoAgentRelease')).toMatchObject({ value: true, held: { why: 'weaker', asked: false } })
    const exported = await main.call('record.export', {})
    expect(code(exported)).toBe('exports-off')
    expect(main.app.findRefusal('policy.agree', { name: 'exportsAllowed', asked: true })?.code).toBe('passphrase-needed')
    await main.must('policy.agree', { name: 'exportsAllowed', asked: true })
    await main.must('record.export', {})
    const { entries, detail } = await recordOf(main)
    const agreed = entries.find(({ action }) => action === 'policy-agreed')!
    expect([agreed.signature !== null, detail(agreed)]).toEqual([true, { name: 'exportsAllowed', from: false, to: true }])
    expect(entries.map(({ action }) => action)).toContain('policy-held')
  })
})
