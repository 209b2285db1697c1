import { describe, expect, test } from 'vitest'
import { findBase64 } from '../../domain/bytes.ts'
import { signedBytes } from '../../domain/record/audit-entry.ts'
import { verifySignature } from '../../main/vault/keys.ts'
import { type MainApp, PASSPHRASE } from '../support/main-app.ts'
import { newCase, readCase, walk } from '../support/main-journey.ts'
import { cheapKdf, clockedVaultAccess, value } from './vault/support.ts'
import { readPdfText } from '../support/pdf-text.ts'
import { underPolicies, bryn, carys, idOf, recordOf, signIn } from '../support/two-agents.ts'

const { seen, start } = underPolicies()

describe('agents', () => {
  test('a new agent signs in with their own passphrase, works on the same cases under their own name, and is given to registrants', async () => {
    const main = await start()
    const caseId = await newCase(main)
    const added = await main.must('agents.add', bryn)
    expect(added.members.map(({ name, role }) => [name, role])).toEqual([
      ['Bryn Invented', 'raAgent'],
      ['Sample Agent', 'raManager'],
    ])
    expect((await main.must('station.read', {})).settings.agents.map(({ mobile }) => mobile)).toEqual(['+447700900999', '+447700900111'])
    expect(await signIn(main, 'bryn', bryn.passphrase)).toBe('ok')
    expect((await main.must('station.state', {})).session).toMatchObject({ agentName: 'Bryn Invented', role: 'raAgent' })
    await walk.details(main, caseId)
    const { record } = await readCase(main, caseId)
    expect(record.events.map(({ agentName }) => agentName)).toEqual(['Sample Agent', 'Bryn Invented'])
  })

  test('a removed agent is out at once; everyone else goes on, in this session too, and the record says who did it', async () => {
    const main = await start()
    const caseId = await newCase(main)
    await main.must('agents.add', bryn)
    const bryns = await idOf(main, 'bryn')
    await main.must('agents.remove', { agentId: bryns })
    await walk.details(main, caseId)
    expect((await main.must('station.state', {})).agents).toHaveLength(1)
    expect((await main.must('station.read', {})).settings.agents).toHaveLength(1)
    await main.app.lock('asked')
    const gone = await main.call('vault.unlock', { agentId: bryns, passphrase: bryn.passphrase, workerPublicKey: main.worker.publicKey })
    expect(gone.ok ? '' : gone.error.code).toBe('no-such-agent')
    expect((await main.unlock()).ok).toBe(true)
    expect((await readCase(main, caseId)).record.events).toHaveLength(2)
    const { entries, vault, detail } = await recordOf(main)
    const removal = entries.find(({ action }) => action === 'agent-removed')!
    expect(detail(removal)).toEqual({ agentId: bryns })
    expect(verifySignature(signedBytes(removal), findBase64(removal.signature!)!, vault.agentPublicKey)).toBe(true)
    expect(entries.map(({ action }) => action).filter((action) => action === 'vault-key-rotated')).toHaveLength(2)
  })

  test('suggested passphrase: offered locked and unlocked, another each time, accepted, and in no entry of the record', async () => {
    const main = await start()
    const { passphrase } = await main.must('vault.suggestPassphrase', {})
    await main.app.lock('asked')
    const { passphrase: another } = await main.must('vault.suggestPassphrase', {})
    expect(another).not.toBe(passphrase)
    await main.unlock()
    await main.must('agents.add', { ...bryn, passphrase })
    expect(await signIn(main, 'bryn', passphrase)).toBe('ok')
    const { entries, vault, detail } = await recordOf(main)
    expect(entries.length).toBeGreaterThan(0)
    expect(JSON.stringify(entries.map((entry) => [entry, entry.detail && detail(entry)]))).not.toContain(passphrase)
    vault.lock()
  })

  test('a passphrase made of a name of the workplace is refused, with the reason', async () => {
    const main = await start()
    const provider = (await main.must('station.read', {})).settings.serviceProvider.name
    const refused = await main.call('agents.add', { ...bryn, passphrase: `${provider} ${bryn.name} 1985` })
    expect(refused).toMatchObject({ ok: false, error: { code: 'weak-passphrase' } })
    expect(refused.ok ? '' : refused.error.message).toContain('a name that others know')
  })

  test('a change whose note the power cut off is noted at the next sign-in', async () => {
    const main = await start()
    await main.app.lock('asked')
    const { vaultAccess } = clockedVaultAccess(main.folder, { kdf: cheapKdf })
    const vault = value(await vaultAccess.unlock({ agentId: await idOf(main, 'desk'), passphrase: PASSPHRASE }))
    value(await vault.rotateVaultKey({ agents: vault.keyring.station.agents }))
    vault.lock()
    expect((await main.unlock()).ok).toBe(true)
    const { entries, detail } = await recordOf(main)
    expect(detail(entries.find(({ action }) => action === 'agents-change-found')!)).toEqual({ from: 1, to: 2 })
  })

  test('what a role forbids is refused, and the refusal is in the record', async () => {
    const main = await start()
    await main.must('agents.add', carys)
    expect(await signIn(main, 'carys', carys.passphrase)).toBe('ok')
    const caseId = await newCase(main)
    expect(main.app.findRefusal('card.write', { caseId })?.code).toBe('not-your-role')
    expect(main.app.findRefusal('case.act', { event: { kind: 'cisIdentityCreated' } })?.code).toBe('not-your-role')
    expect(main.app.findRefusal('case.act', { event: { kind: 'detailsRecorded' } })).toBeUndefined()
    for (let more = 0; more < 40; more += 1) main.app.findRefusal('card.write', { caseId })
    const { entries, detail } = await recordOf(main)
    const refused = entries.filter(({ action }) => action.startsWith('refused-by-role'))
    expect(refused.map((entry) => [entry.action, detail(entry)])).toEqual([
      ['refused-by-role', { channel: 'card.write' }],
      ['refused-by-role', { channel: 'case.act' }],
      ['refused-by-role times-40', { channel: 'card.write' }],
    ])
  })

  test('another passphrase: the old one is asked for, and the change is in the record', async () => {
    const main = await start()
    const wrong = await main.call('vault.changePassphrase', { old: 'not that one at all', next: 'seven slow badgers hum' })
    expect(wrong.ok ? '' : wrong.error.code).toBe('wrong-passphrase')
    main.clock.forward(2_000)
    await main.must('vault.changePassphrase', { old: PASSPHRASE, next: 'seven slow badgers hum' })
    expect(await signIn(main, 'desk', PASSPHRASE)).toBe('wrong-passphrase')
    main.clock.forward(2_000)
    expect(await signIn(main, 'desk', 'seven slow badgers hum')).toBe('ok')
    const { entries, detail } = await recordOf(main, 'seven slow badgers hum')
    expect(entries.some(({ action }) => action === 'passphrase-changed')).toBe(true)
    const failed = entries
      .filter(({ action }) => action.startsWith('unlock-failed'))
      .map((entry) => [entry.action, detail(entry)['agentId']])
    expect(failed).toEqual([['unlock-failed times-2', await idOf(main, 'desk')]])
  })

  test('a used recovery key is replaced at once: the sheet holds another one, which must be typed back', async () => {
    const main = await start()
    await main.must('station.saveRecoverySheet', {})
    const first = await sheetKey(main)
    await main.app.lock('asked')
    const agentId = await idOf(main, 'desk')
    const recovered = await main.must('vault.recover', {
      agentId,
      recoveryKey: first,
      newPassphrase: 'seven slow badgers hum',
      workerPublicKey: main.worker.publicKey,
    })
    await main.worker.open(recovered)
    expect((await main.must('station.state', {})).recoveryKeyConfirmed).toBe(false)
    await main.must('station.saveRecoverySheet', {})
    const second = await sheetKey(main)
    expect(second).not.toBe(first)
    const { group } = await main.must('station.askRecoveryGroup', {})
    expect(await main.must('station.confirmRecoveryKey', { typed: second.split('-')[group - 1]! })).toEqual({
      confirmed: true,
      attemptsLeft: 3,
    })
    await main.app.lock('asked')
    const old = await main.call('vault.recover', {
      agentId,
      recoveryKey: first,
      newPassphrase: 'eight slow badgers hum',
      workerPublicKey: main.worker.publicKey,
    })
    expect(old.ok ? '' : old.error.code).toBe('recovery-key-wrong')
    expect(await signIn(main, 'desk', 'seven slow badgers hum')).toBe('ok')
    expect((await main.must('station.state', {})).recoveryKeyConfirmed).toBe(true)
    const { entries, detail } = await recordOf(main, 'seven slow badgers hum')
    expect(detail(entries.find(({ action }) => action === 'recovery-key-used')!)).toEqual({ from: 1, to: 2 })
    expect(entries.some(({ action }) => action === 'agents-change-found')).toBe(false)
  })
})

async function sheetKey(main: MainApp): Promise<string> {
  const words = await readPdfText(main.saved.get('recovery-key.pdf')!)
  return Array.from({ length: 9 }, (_, index) => words[words.indexOf(String(index + 1)) + 1]!).join('-')
}

describe('locking', () => {
  test.each(['asked', 'switch', 'idle', 'suspend', 'system-lock', 'closed'] as const)(
    '%s: drafts first, then reveals and clipboard, then the page; the locked screen says why',
    async (why) => {
      const main = await start()
      await main.app.lock(why)
      expect(seen.steps).toEqual(['asked for drafts', 'reveals closed', 'clipboard', 'page thrown away'])
      expect(seen.locks).toEqual([why])
      expect((await main.must('station.state', {})).locked).toMatchObject({ why })
      expect((await main.unlock()).ok).toBe(true)
      expect((await main.must('station.state', {})).locked).toBeUndefined()
    },
  )

  test('after as many hours as the policy says it locks in any case, also when they were spent asleep', async () => {
    const main = await start({ absoluteLockHours: 2 })
    main.clock.forward(2 * 3_600_000 - 60_000)
    await main.must('vault.touched', {})
    main.app.lockWhenDue()
    expect(main.app.isUnlocked()).toBe(true)
    main.clock.forward(60_000)
    main.app.lockWhenDue()
    await expect.poll(() => seen.locks).toEqual(['time'])
    expect(main.app.isUnlocked()).toBe(false)
  })

  test('the system’s own idle time locks too, as the policy says, whatever the page does', async () => {
    const main = await start({ idleMinutes: 2 })
    seen.idleSeconds = 119
    main.app.lockWhenDue()
    expect(main.app.isUnlocked()).toBe(true)
    seen.idleSeconds = 120
    main.app.lockWhenDue()
    await expect.poll(() => seen.locks).toEqual(['idle'])
    expect((await main.must('station.state', {})).idleMinutes).toBe(2)
  })

  test('where the system cannot tell, what the page reports of its window counts', async () => {
    const main = await start({ idleMinutes: 2 })
    main.clock.forward(119_000)
    await main.must('vault.touched', {})
    main.clock.forward(119_000)
    main.app.lockWhenDue()
    expect(main.app.isUnlocked()).toBe(true)
    main.clock.forward(1_000)
    main.app.lockWhenDue()
    await expect.poll(() => seen.locks).toEqual(['idle'])
  })
})

describe('policy', () => {
  test('each value is shown with where it comes from', async () => {
    const main = await start({ idleMinutes: 10 })
    const { values, problems } = await main.must('policy.read', {})
    expect(values.find(({ name }) => name === 'idleMinutes')).toMatchObject({ value: 10, source: 'machine' })
    expect(values.find(({ name }) => name === 'absoluteLockHours')).toMatchObject({ value: 3, source: 'default' })
    expect(problems).toEqual([])
  })

  test('where lists may not leave the workstation, CSV and JSON are not saved', async () => {
    const main = await start({ exportsAllowed: false })
    expect(await main.call('record.export', {})).toMatchObject({ ok: false, error: { code: 'exports-off' } })
    for (const kind of ['manifest-csv', 'manifest-json'] as const) {
      const answer = await main.call('document.save', { document: { kind, dispatchReference: 'D-1' } })
      expect(answer.ok ? '' : answer.error.code).toBe('exports-off')
    }
    expect(main.saved.size).toBe(0)
  })
})
