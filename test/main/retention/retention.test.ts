import { afterEach, expect, test, vi } from 'vitest'
import { resolvePolicy, type Policy } from '../../../domain/station/policy.ts'
import { openMainApp, type MainApp } from '../../support/main-app.ts'
import { newCase, readCase, walkUntil } from '../../support/main-journey.ts'
import type { AppDeps } from '../../../main/app.ts'

const DAY = 86_400_000
const opened: MainApp[] = []
const places = { machine: '/invented/policy.json', user: '/invented/user/policy.json' }
const policyOf = (policy: Partial<Policy>) => ({ ...resolvePolicy({ machine: { text: JSON.stringify(policy) }, user: undefined }), places })

async function start(policy: Partial<Policy>, parts: Partial<AppDeps> = {}): Promise<MainApp> {
  const main = await openMainApp({ parts: { policy: policyOf(policy), ...parts } })
  opened.push(main)
  await main.setUp()
  return main
}
afterEach(async () => {
  for (const main of opened.splice(0)) {
    await main.app.lock('closed')
    main.remove()
  }
})

/** Days go by one after another, with a sign-in on each, as in an office. */
async function daysLater(main: MainApp, days: number): Promise<void> {
  for (let day = 0; day < days; day += 1) {
    await main.app.lock('asked')
    main.clock.forward(DAY)
    expect((await main.unlock()).ok).toBe(true)
  }
}

async function actionsOf(main: MainApp, caseId: string): Promise<string[]> {
  const { entries } = await main.must('record.entries', { fromSeq: 0, limit: 2_000 })
  return entries
    .filter((entry) => entry.caseId === caseId)
    .map(({ action }) => action)
    .filter((action) => /eras|kept-longer|held/.test(action))
}
const has = (main: MainApp, evidence: { readonly evidenceId: string; readonly keyId: string }) =>
  main.call('evidence.open', evidence).then(({ ok }) => ok)
const evidenceOf = async (main: MainApp, caseId: string) => {
  const { facts } = (await readCase(main, caseId)).view
  const pick = ({ evidenceId, keyId }: { evidenceId: string; keyId: string }) => ({ evidenceId, keyId })
  return { document: pick(facts.identityDocument!.evidence), photograph: pick(facts.photograph!.print) }
}
const linesOf = async (main: MainApp) => (await main.must('retention.list', {})).items.map(({ what, state }) => `${what} ${state}`)

test('retention at midnight: what is due is erased while an agent is signed in, and the page gets the rows', async () => {
  const told: string[] = []
  const main: MainApp = await start(
    { evidenceDays: 3, absoluteLockHours: 12 },
    {
      push: (name) => {
        if (name === 'vault.locking') void main.app.handlers['vault.draftsSealed']({})
        if (name === 'retention.erased') told.push(name)
      },
    },
  )
  const caseId = await newCase(main)
  await walkUntil(main, caseId, 'print-card')
  const { document } = await evidenceOf(main, caseId)
  await main.app.lock('asked')
  const midnight = new Date()
  midnight.setHours(24, 0, 0, 0)
  main.clock.forward(midnight.getTime() - Date.now() + 2 * DAY - 3_600_000)
  await main.unlock()
  main.app.lockWhenDue()
  expect(await has(main, document)).toBe(true)
  main.clock.forward(3_660_000)
  main.app.lockWhenDue()
  await vi.waitFor(
    () => {
      expect(told).toHaveLength(2)
    },
    { timeout: 20_000 },
  )
  expect(main.app.isUnlocked()).toBe(true)
  expect(await has(main, document)).toBe(false)
}, 60_000)

test('retention, clock that jumped ahead: nothing is deleted until an agent confirms the date', async () => {
  const main = await start({ evidenceDays: 5 })
  const caseId = await newCase(main)
  await walkUntil(main, caseId, 'print-card')
  const { document } = await evidenceOf(main, caseId)
  await main.app.lock('asked')
  main.clock.forward(40 * DAY)
  await main.unlock()
  const list = await main.must('retention.list', {})
  expect(list.doubt).toMatchObject({ kind: 'ahead', days: 40 })
  expect(await has(main, document)).toBe(true)
  // Looking again, and another sign-in, do not make it right.
  await daysLater(main, 1)
  expect(await has(main, document)).toBe(true)
  expect(await main.call('retention.confirmClock', { today: list.today })).toMatchObject({ ok: false, error: { code: 'clock-wrong' } })
  expect(await has(main, document)).toBe(true)
  expect((await main.call('retention.confirmClock', { today: (await main.must('retention.list', {})).today })).ok).toBe(true)
  expect(await has(main, document)).toBe(false)
}, 60_000)

test('retention, passcode: one never released is destroyed with its PUK, and the refused text says to replace the card', async () => {
  const main = await start({ passcodeDays: 4 })
  const caseId = await newCase(main)
  await walkUntil(main, caseId, 'arrival')
  expect(await linesOf(main)).toEqual(['passcode coming'])
  await daysLater(main, 4)
  expect(await actionsOf(main, caseId)).toEqual(['erasure-begun passcode', 'erased passcode'])
  expect(await main.call('passcode.text', { caseId, expectedSeq: main.seq(caseId), route: 'modem' })).toMatchObject({
    ok: false,
    error: { code: 'secret-gone' },
  })
  expect(await linesOf(main)).toEqual([])
}, 60_000)

test('retention, whole case: erased with its key; the record verifies, the card stays registered without a name, the manifest loses its line', async () => {
  const main = await start({ caseDays: 30 })
  const caseId = await newCase(main)
  await walkUntil(main, caseId, 'first-log-in')
  const { record, view } = await readCase(main, caseId)
  const { serial } = view.facts.liveCard!
  await daysLater(main, 29)
  expect(await main.call('case.open', { caseId })).toMatchObject({ ok: true })
  await daysLater(main, 1)
  expect(await main.call('case.open', { caseId })).toMatchObject({ ok: false, error: { code: 'no-such-case' } })
  await daysLater(main, 1)
  expect(await main.call('record.verify', {})).toMatchObject({ ok: true })
  expect((await actionsOf(main, caseId)).slice(-2)).toEqual(['erasure-begun whole-case', 'case-erased'])
  const cards = await main.must('cards.list', {})
  expect(JSON.stringify(cards)).toContain(serial)
  expect(JSON.stringify(cards)).toContain(record.caseReference)
  const [manifest] = (await main.must('manifest.list', {})).manifests
  await main.must('document.save', { document: { kind: 'manifest-json', dispatchReference: manifest!.dispatchReference } })
  const saved = Buffer.from([...main.saved].find(([name]) => name.endsWith('.json'))![1]).toString()
  expect(saved).toContain('Deleted')
  expect(saved).not.toContain('Sampleton')
  // The same person may come again: their UUID is not taken by a case that is gone.
  expect((await main.must('retention.list', {})).items).toEqual([])
}, 120_000)
