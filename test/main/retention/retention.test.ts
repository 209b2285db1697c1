import { expect, test, vi } from 'vitest'
import type { MainApp } from '../../support/main-app.ts'
import { newCase, readCase, walkUntil } from '../../support/main-journey.ts'
import { DAY, actionsOf, daysLater, evidenceOf, has, linesOf, underPolicies } from '../../support/retention-bench.ts'

const start = underPolicies()

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
    { timeout: 60_000 },
  )
  expect(main.app.isUnlocked()).toBe(true)
  expect(await has(main, document)).toBe(false)
})

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
  await main.must('retention.eraseDue', {})
  expect(await has(main, document)).toBe(false)
})

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
})

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
})
