import { describe, expect, test } from 'vitest'
import { findBase64 } from '../../../domain/bytes.ts'
import { type Policy } from '../../../domain/station/policy.ts'
import { signedBytes } from '../../../domain/record/audit-entry.ts'
import { auditDetailPlace } from '../../../main/record/audited-write.ts'
import { createReleaseApprovals, releaseStatement } from '../../../main/release/approve-release.ts'
import { verifySignature } from '../../../main/vault/keys.ts'
import { PASSPHRASE } from '../../support/main-app.ts'
import { newCase, readCase, walkUntil } from '../../support/main-journey.ts'
import type { KnownAgent } from '../../../main/vault/keyring-content.ts'
import { code as codeOfResult, value } from '../vault/support.ts'
import { underPolicies, bryn, carys, idOf, recordOf } from '../../support/two-agents.ts'

const { start } = underPolicies()

describe('a second agent before a passcode goes', () => {
  async function ready(policy: Partial<Policy> = { twoAgentRelease: true }) {
    const main = await start(policy)
    await main.must('agents.add', bryn)
    await main.must('agents.add', carys)
    const caseId = await newCase(main)
    await walkUntil(main, caseId, 'arrival')
    const bryns = await idOf(main, 'bryn')
    const text = (againBecause?: string) =>
      main.call('passcode.text', { caseId, expectedSeq: main.seq(caseId), route: 'modem', ...(againBecause ? { againBecause } : {}) })
    const approve = (agentId: string, passphrase: string) => main.call('release.approve', { caseId, agentId, passphrase })
    const texted = () => main.phone.messages().filter(({ body }) => body.includes('passcode')).length
    return { main, caseId, bryns, text, approve, texted }
  }
  const codeOf = (answer: { ok: true } | { ok: false; error: { code: string } }) => (answer.ok ? 'ok' : answer.error.code)

  test('two-agent release: without the policy no second agent is needed', async () => {
    const { text, approve, bryns, texted } = await ready({})
    expect(codeOf(await approve(bryns, bryn.passphrase))).toBe('not-needed')
    expect(codeOf(await text())).toBe('ok')
    expect(texted()).toBe(1)
  })

  test('with it nothing is sent without one, and never twice on one word', async () => {
    const { main, caseId, text, approve, bryns, texted } = await ready()
    expect(codeOf(await text())).toBe('second-agent-needed')
    expect(texted()).toBe(0)
    expect(codeOf(await approve(bryns, bryn.passphrase))).toBe('ok')
    expect(codeOf(await text())).toBe('ok')
    expect(texted()).toBe(1)
    await main.must('passcode.settle', { caseId, expectedSeq: main.seq(caseId), arrived: false })
    expect(codeOf(await text('No signal'))).toBe('second-agent-needed')
    expect(texted()).toBe(1)
    expect(
      (await readCase(main, caseId)).record.events
        .filter(({ event }) => event.kind === 'passcodeTexted')
        .map(({ event }) => 'approvedBy' in event && event.approvedBy),
    ).toEqual([
      { agentId: bryns, agentName: 'Bryn Invented' },
      { agentId: bryns, agentName: 'Bryn Invented' },
    ])
  })

  test('both sign: the second the statement, the first the entry that holds it', async () => {
    const { main, caseId, approve, bryns } = await ready()
    const firstId = await idOf(main, 'desk')
    expect(codeOf(await approve(bryns, bryn.passphrase))).toBe('ok')
    const { entries, vault } = await recordOf(main)
    const entry = entries.find(({ action }) => action === 'passcode-release-approved')!
    expect([entry.agentId, entry.caseRef]).toEqual([firstId, caseId])
    const said = JSON.parse(new TextDecoder().decode(value(vault.open(auditDetailPlace(entry.seq), findBase64(entry.detail!)!)))) as Record<
      string,
      string
    >
    const keyOf = (id: string) => findBase64(vault.keyring.station.agents.find((agent) => agent.id === id)!.publicKeys.at(-1)!)!
    const statement = releaseStatement({
      vaultId: vault.vaultId,
      caseId,
      passcodeId: said['passcodeId']!,
      firstAgentId: firstId,
      secondAgentId: bryns,
      at: said['at']!,
    })
    expect(verifySignature(statement, findBase64(said['signature']!)!, keyOf(bryns))).toBe(true)
    expect(verifySignature(statement, findBase64(said['signature']!)!, keyOf(firstId))).toBe(false)
    expect(verifySignature(signedBytes(entry), findBase64(entry.signature!)!, keyOf(firstId))).toBe(true)
  })

  test('not yourself, not an RA ID checker, not with another passphrase', async () => {
    const { main, text, approve, bryns, texted } = await ready()
    expect(codeOf(await approve(await idOf(main, 'desk'), PASSPHRASE))).toBe('same-agent')
    expect(codeOf(await approve(await idOf(main, 'carys'), carys.passphrase))).toBe('second-agent-refused')
    expect(codeOf(await approve(bryns, PASSPHRASE))).toBe('wrong-passphrase')
    expect(codeOf(await approve(bryns, bryn.passphrase))).toBe('wait')
    expect(codeOf(await text())).toBe('second-agent-needed')
    expect(texted()).toBe(0)
  })

  test('ten minutes, not longer; not after they were removed; not after a lock', async () => {
    const { main, text, approve, bryns, texted } = await ready()
    await approve(bryns, bryn.passphrase)
    main.clock.forward(10 * 60_000 + 1_000)
    expect(codeOf(await text())).toBe('second-agent-needed')
    await approve(bryns, bryn.passphrase)
    await main.must('agents.remove', { agentId: bryns })
    expect(codeOf(await text())).toBe('second-agent-refused')
    expect(codeOf(await approve(bryns, bryn.passphrase))).toBe('second-agent-refused')
    await main.must('agents.add', { ...bryn, signInName: 'bryn again' })
    await approve(await idOf(main, 'bryn again'), bryn.passphrase)
    await main.app.lock('asked')
    expect((await main.unlock()).ok).toBe(true)
    expect(codeOf(await text())).toBe('second-agent-needed')
    expect(texted()).toBe(0)
  })
})

describe('approvals of releases', () => {
  const passcode = { passcodeId: 'passcode-1', agentId: 'second', agentName: 'Bryn Invented' }
  const second = { id: 'second', name: 'Bryn Invented', role: 'raAgent', publicKeys: [] } as unknown as KnownAgent
  function approvals() {
    const clock = { now: 0 }
    const made = createReleaseApprovals({
      needed: true,
      agentId: 'first',
      agents: () => [second],
      now: () => new Date(0),
      monotonic: () => clock.now,
    })
    return { ...made, clock }
  }

  test.each([
    ['this passcode of this case', 'case-1', 'passcode-1', 'ok'],
    ['another passcode of this case: the card was replaced since', 'case-1', 'passcode-2', 'second-agent-needed'],
    ['the passcode of another case', 'case-2', 'passcode-1', 'second-agent-needed'],
  ])('an approval counts for %s', (_, caseId, passcodeId, expected) => {
    const { note, take } = approvals()
    note('case-1', passcode)
    expect(codeOfResult(take(caseId, passcodeId))).toBe(expected)
  })

  test('asked for another passcode, it is used up', () => {
    const { note, take } = approvals()
    note('case-1', passcode)
    take('case-1', 'passcode-2')
    expect(codeOfResult(take('case-1', 'passcode-1'))).toBe('second-agent-needed')
  })
})
