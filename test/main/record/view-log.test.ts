import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test, vi } from 'vitest'
import type { RecordEntry } from '../../../preload/contract/record.ts'
import { PASSPHRASE, type MainApp } from '../../support/main-app.ts'
import { setUpAppsForEach } from '../../support/opened-apps.ts'
import { newCase, walkUntil } from '../../support/main-journey.ts'

const start = setUpAppsForEach()

async function entriesOf(main: MainApp): Promise<readonly RecordEntry[]> {
  return (await main.must('record.entries', { fromSeq: 0, limit: 2_000 })).entries
}
const actionsOf = async (main: MainApp) => (await entriesOf(main)).map(({ action }) => action)
const count = (actions: readonly string[], wanted: string) => actions.filter((action) => action === wanted).length

describe('looking at personal data', () => {
  test('opening a case is one entry in a quarter of an hour, and another after it', async () => {
    const main = await start()
    const caseId = await newCase(main)
    for (let look = 0; look < 5; look += 1) await main.must('case.open', { caseId })
    await Promise.all([main.must('case.open', { caseId }), main.must('case.open', { caseId })])
    expect(count(await actionsOf(main), 'case-viewed')).toBe(1)
    main.clock.forward(16 * 60_000)
    await main.must('case.open', { caseId })
    const views = (await entriesOf(main)).filter(({ action }) => action === 'case-viewed')
    expect(views.map((view) => view.caseId)).toEqual([caseId, caseId])
  })

  test('two cases are two looks, and a case that is not here is none', async () => {
    const main = await start()
    const [one, other] = [await newCase(main), await newCase(main)]
    for (const caseId of [one, other]) await main.must('case.open', { caseId })
    const missing = await main.call('case.open', { caseId: '99999999-9999-4999-8999-999999999999' })
    expect(missing.ok ? '' : missing.error.code).toBe('no-such-case')
    expect((await entriesOf(main)).filter(({ action }) => action === 'case-viewed').map((view) => view.caseId)).toEqual([one, other])
  })

  test('opening a scan is an entry of its case; a key that is not of a scan opens none', async () => {
    const main = await start()
    const caseId = await newCase(main)
    const evidence = await main.attach(caseId, new Uint8Array(1_000))
    await main.must('evidence.open', { evidenceId: evidence.evidenceId, keyId: evidence.keyId })
    const second = await main.attach(await newCase(main), new Uint8Array(1_000))
    for (const wrong of [
      { evidenceId: evidence.evidenceId, keyId: 'f'.repeat(32) },
      { evidenceId: evidence.evidenceId, keyId: second.keyId },
      { evidenceId: second.evidenceId, keyId: evidence.keyId },
      { evidenceId: caseId, keyId: evidence.keyId },
    ]) {
      const foreign = await main.call('evidence.open', wrong)
      expect(foreign.ok ? '' : foreign.error.code).toBe('no-such-evidence')
    }
    expect((await entriesOf(main)).filter(({ action }) => action === 'evidence-viewed')).toMatchObject([{ caseId }])
  })

  test('a document on the screen, a document saved, and one that the agent cancelled', async () => {
    let wanted = true
    const main = await start({ parts: { saveFile: (fileName) => Promise.resolve(wanted ? { savedAs: fileName } : undefined) } })
    const caseId = await newCase(main)
    await walkUntil(main, caseId, 'label')
    await main.must('document.preview', { document: { kind: 'label', caseId } })
    await main.must('document.preview', { document: { kind: 'label', caseId } })
    await main.must('document.save', { document: { kind: 'label', caseId } })
    wanted = false
    await main.must('document.save', { document: { kind: 'label', caseId } })
    await main.must('file.save', { fileName: 'Draft for a Sample.eml', base64: Buffer.from('To: a@example.nhs.net').toString('base64') })
    const about = (await entriesOf(main)).filter(({ action }) => /^(document-(previewed|saved)|file-|not-)/.test(action))
    expect(about.map(({ action }) => action)).toEqual([
      'document-previewed label',
      'document-saved label',
      'document-saved label',
      'not-saved',
      'file-saved eml',
      'not-saved',
    ])
    expect(about.slice(0, 4).every((entry) => entry.caseId === caseId)).toBe(true)
    expect(JSON.stringify(await entriesOf(main))).not.toContain('Draft for')
  })

  test('the numbers in the window for the work phone', async () => {
    const main = await start()
    const caseId = await newCase(main)
    await walkUntil(main, caseId, 'arrange-call')
    await main.must('call.textPhoneCode', { caseId, expectedSeq: main.seq(caseId), route: 'work-phone' })
    const [shown] = (await entriesOf(main)).filter(({ action }) => action === 'text-shown-for-work-phone')
    expect(shown).toMatchObject({ caseId, signed: true })
  })

  test('what cannot be noted is not handed out', async () => {
    const main = await start()
    const caseId = await newCase(main)
    // From now on nothing can be appended.
    vi.spyOn(DatabaseSync.prototype, 'exec').mockImplementation(() => {
      throw Object.assign(new Error('disk I/O error'), { code: 'ERR_SQLITE_ERROR', errcode: 10, errstr: 'disk I/O error' })
    })
    expect((await main.call('case.open', { caseId })).ok).toBe(false)
    expect((await main.call('record.entries', { fromSeq: 0, limit: 1 })).ok).toBe(false)
    vi.restoreAllMocks()
  })
})

describe('coming and going', () => {
  test('set-up, unlocking and locking are entries, and each locking signs a checkpoint', async () => {
    const main = await start()
    await main.app.lock('idle')
    expect((await main.unlock()).ok).toBe(true)
    const actions = await actionsOf(main)
    const locked = actions.indexOf('locked idle')
    expect(actions.slice(0, 2)).toEqual(['station-set-up', 'unlocked'])
    expect(actions.slice(locked)).toEqual(['locked idle', `checkpoint-made lock size-${locked + 1}`, 'unlocked', 'record-viewed'])
    const verified = await main.must('record.verify', {})
    expect(verified).toMatchObject({ checkpoints: 1, lastCheckpoint: { size: locked + 1, why: 'lock' } })
  })

  test('wrong passphrases are counted in the record at the next unlocking, also by another start of the app', async () => {
    const main = await start()
    await main.app.lock('asked')
    const { agents } = await main.must('station.state', {})
    for (let time = 0; time < 6; time += 1) {
      if (time > 0) main.clock.forward(60_000)
      await main.call('vault.unlock', { agentId: agents[0]!.agentId, passphrase: `${PASSPHRASE}!`, workerPublicKey: main.worker.publicKey })
    }
    const again = await main.again()
    // The computer's clock goes on over a restart of the app, and so does the wait of two minutes after the last one.
    again.clock.forward(5 * 60_000)
    expect(await again.unlock()).toMatchObject({ ok: false, error: { code: 'wait' } })
    again.clock.forward(120_000)
    expect((await again.unlock()).ok).toBe(true)
    expect(count(await actionsOf(again), 'unlock-failed times-6')).toBe(1)
    await again.app.lock('asked')
    expect((await again.unlock()).ok).toBe(true)
    expect((await actionsOf(again)).filter((action) => action.startsWith('unlock-failed'))).toHaveLength(1)
  })

  test('sensitive acts carry the agent’s signature, small ones do not', async () => {
    const main = await start()
    const caseId = await newCase(main)
    await walkUntil(main, caseId, 'text-passcode')
    const signed = new Map((await entriesOf(main)).map((entry) => [entry.action, entry.signed]))
    for (const action of ['card-write-started', 'manifest-closed', 'passcode-texted', 'cis-identity-created', 'call-ended'])
      expect(signed.get(action), action).toBe(true)
    for (const action of ['request-received', 'details-recorded', 'label-made']) expect(signed.get(action), action).toBe(false)
    const verified = await main.must('record.verify', {})
    expect(verified.signed).toBe((await entriesOf(main)).filter((entry) => entry.signed).length)
  })
})

describe('the clock of the computer', () => {
  const DAY = 24 * 3_600_000
  async function withClock() {
    const offsets = { wall: 0, forward: 0 }
    const zone = { name: 'Europe/London' }
    const parts = {
      now: () => new Date(Date.UTC(2026, 10, 23, 12) + offsets.wall),
      monotonic: () => 1_000_000 + offsets.forward,
      timeZone: () => zone.name,
    }
    const pass = (milliseconds: number) => {
      offsets.wall += milliseconds
      offsets.forward += milliseconds
    }
    return { main: await start({ parts }), offsets, zone, pass }
  }
  const act = async (main: MainApp) => {
    await main.must('record.compare', { typed: '1-0000000000000000' })
  }
  const clockEntries = async (main: MainApp) =>
    (await actionsOf(main)).filter((action) => action.startsWith('clock-') || action.startsWith('time-zone-'))

  test('set back and set forward while at work are entries with how far; time that passes is none', async () => {
    const { main, offsets, pass } = await withClock()
    pass(3 * 3_600_000)
    await act(main)
    offsets.wall -= 7_200_000
    await act(main)
    offsets.wall += 90_000
    await act(main)
    expect(await clockEntries(main)).toEqual(['clock-set-back seconds-7200', 'clock-set-forward seconds-90'])
    const { checks } = await main.must('doctor.report', {})
    expect(checks.find(({ id }) => id === 'clock')).toMatchObject({ state: 'problem' })
    expect((await main.must('record.verify', {})).clock).toMatchObject({ steps: 2, last: { action: 'clock-set-forward seconds-90' } })
  })

  test('set back while RA Desk was closed shows at the next unlocking', async () => {
    const { main, offsets } = await withClock()
    await main.app.lock('closed')
    offsets.wall -= 3 * DAY
    expect((await main.unlock()).ok).toBe(true)
    expect(await clockEntries(main)).toEqual([`clock-set-back seconds-${3 * 24 * 3_600}`])
  })

  test('a time zone that changed is an entry, once', async () => {
    const { main, zone } = await withClock()
    zone.name = 'America/Argentina/Buenos_Aires'
    await act(main)
    await act(main)
    await main.app.lock('closed')
    expect((await main.unlock()).ok).toBe(true)
    expect(await clockEntries(main)).toEqual(['time-zone-changed America--Argentina--Buenos-Aires'])
  })

  test('the first act of a new day signs a checkpoint over the day before; a day that ended locked has one already', async () => {
    const { main, pass } = await withClock()
    pass(DAY)
    await act(main)
    await act(main)
    await main.app.lock('asked')
    pass(DAY)
    expect((await main.unlock()).ok).toBe(true)
    const made = (await actionsOf(main)).filter((action) => action.startsWith('checkpoint-made')).map((action) => action.split(' ')[1])
    expect(made).toEqual(['day-end', 'lock'])
  })

  test('a day that ended by a crash has its checkpoint before the next one begins', async () => {
    const { main, pass } = await withClock()
    pass(DAY)
    const again = await main.again()
    expect((await again.unlock()).ok).toBe(true)
    const actions = await actionsOf(again)
    const made = actions.findIndex((action) => action.startsWith('checkpoint-made day-end'))
    expect(made).toBeGreaterThan(0)
    expect(actions[made + 1]).toBe('unlocked Europe--London')
  })
})
