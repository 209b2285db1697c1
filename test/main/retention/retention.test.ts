import { afterEach, describe, expect, test, vi } from 'vitest'
import { resolvePolicy, type Policy } from '../../../domain/station/policy.ts'
import { openMainApp, type MainApp } from '../../support/main-app.ts'
import { newCase, readCase, walk, walkUntil } from '../../support/main-journey.ts'
import { base64, saveReceipt, send, seqOf, takeOver, trust } from '../../support/two-stations.ts'
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

describe('scans and photographs', () => {
  test('go on the day of the policy, are announced before, noted after, and the record still verifies', async () => {
    const main = await start({ evidenceDays: 5 })
    const caseId = await newCase(main)
    await walkUntil(main, caseId, 'print-card')
    const { document, photograph } = await evidenceOf(main, caseId)
    expect(await linesOf(main)).toEqual(['documents coming', 'photographs coming'])
    await daysLater(main, 4)
    expect([await has(main, document), await has(main, photograph)]).toEqual([true, true])
    await daysLater(main, 1)
    expect([await has(main, document), await has(main, photograph)]).toEqual([false, false])
    expect(await linesOf(main)).toEqual([])
    expect(await actionsOf(main, caseId)).toEqual([
      'erasure-begun documents',
      'erased documents',
      'erasure-begun photographs',
      'erased photographs',
    ])
    expect(await main.call('record.verify', {})).toMatchObject({ ok: true })
    const { facts } = (await readCase(main, caseId)).view
    expect(facts.erased.documents).toMatchObject({ days: 5, evidenceIds: [document.evidenceId] })
    expect(facts.erased.photographs!.evidenceIds).toHaveLength(3)
    // The card face cannot be drawn any more, and that is said.
    expect(await main.call('document.preview', { document: { kind: 'card-face', caseId } })).toMatchObject({
      ok: false,
      error: { code: 'evidence-erased' },
    })
    await daysLater(main, 1)
    expect(await actionsOf(main, caseId)).toHaveLength(4)
  }, 60_000)

  test('a photograph waits for its card, an open case keeps everything until its call has ended', async () => {
    const main = await start({ evidenceDays: 3 })
    const [early, waiting] = [await newCase(main), await newCase(main)]
    await walkUntil(main, early, 'document-shown')
    for (const step of [
      'details',
      'ask-for-items',
      'items',
      'identity-document',
      'photograph',
      'likeness',
      'arrange-call',
      'phone-code',
      'document-shown',
      'outcome',
    ] as const)
      await walk[step](main, waiting)
    await daysLater(main, 6)
    const [first, second] = [await evidenceOf(main, early), await evidenceOf(main, waiting)]
    expect([
      await has(main, first.document),
      await has(main, first.photograph),
      await has(main, second.document),
      await has(main, second.photograph),
    ]).toEqual([true, true, false, true])
    expect(await linesOf(main)).toEqual(['photographs needed'])
  }, 60_000)

  test('are kept longer with a reason as far as the policy lets it, and held without an end by an RA manager', async () => {
    const main = await start({ evidenceDays: 4, keepLongerDays: 3 })
    const caseId = await newCase(main)
    await walkUntil(main, caseId, 'print-card')
    const { document, photograph } = await evidenceOf(main, caseId)
    const { today, items } = await main.must('retention.list', {})
    const on = (days: number) => new Date(Date.parse(today) + days * DAY).toISOString().slice(0, 10)
    expect(items[0]!.on).toBe(on(4))
    const keep = (until: string) =>
      main.call('retention.keep', { caseId, expectedSeq: main.seq(caseId), what: 'documents', until, why: 'The sponsor asked' })
    expect(await keep(on(8))).toMatchObject({ ok: false, error: { code: 'keep-too-long' } })
    expect((await keep(on(6))).ok).toBe(true)
    await daysLater(main, 4)
    expect([await has(main, document), await has(main, photograph)]).toEqual([true, false])
    expect((await main.call('retention.hold', { caseId, expectedSeq: main.seq(caseId), held: true, why: 'Inquiry' })).ok).toBe(true)
    await daysLater(main, 5)
    expect(await has(main, document)).toBe(true)
    expect((await main.call('retention.hold', { caseId, expectedSeq: main.seq(caseId), held: false, why: 'Inquiry over' })).ok).toBe(true)
    await daysLater(main, 1)
    expect(await has(main, document)).toBe(false)
  }, 60_000)

  test('stay when nobody decided how long, whatever day it is', async () => {
    const main = await start({})
    const caseId = await newCase(main)
    await walkUntil(main, caseId, 'outcome')
    const { document } = await evidenceOf(main, caseId)
    await main.app.lock('asked')
    main.clock.forward(5_000 * DAY)
    await main.unlock()
    expect(await has(main, document)).toBe(true)
    expect(await main.must('retention.list', {})).toMatchObject({ items: [] })
  }, 60_000)
})

test('what is due goes at midnight as well, while somebody is signed in, and the page is sent the rows', async () => {
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

test('a clock that jumped ahead erases nothing until somebody said what day it is', async () => {
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

test('a passcode that was never released is destroyed with its PUK, and the text says that the card has to be replaced', async () => {
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

test('a whole case goes with its key; the record verifies, its card stays on the register without a name, its line leaves the manifest', async () => {
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
  expect(saved).toContain('Erased')
  expect(saved).not.toContain('Sampleton')
  // The same person may come again: their UUID is not taken by a case that is gone.
  expect((await main.must('retention.list', {})).items).toEqual([])
}, 120_000)

describe('a case that was handed over', () => {
  const twoStations = async () => {
    const [north, south] = [await start({ evidenceDays: 3, caseDays: 30 }), await start({})]
    await trust(north, south)
    await trust(south, north)
    return { north, south }
  }
  const handedOver = async (north: MainApp, south: MainApp, last: 'likeness' | 'write-card', receipt: boolean) => {
    const caseId = await newCase(north)
    await walkUntil(north, caseId, last)
    const { handoverId, file } = await send(north, south, [caseId])
    expect((await takeOver(south, file)).ok).toBe(true)
    if (receipt) await north.must('handover.readReceipt', { base64: base64(await saveReceipt(south, handoverId)) })
    return caseId
  }

  test('loses its scans here on the policy’s day after the receipt, and itself on its own; what the other workstation has is not touched', async () => {
    const { north, south } = await twoStations()
    // The call of this one was never held here: without a receipt nothing would ever count.
    const caseId = await handedOver(north, south, 'likeness', true)
    const [here, there] = [await evidenceOf(north, caseId), await evidenceOf(south, caseId)]
    expect(await linesOf(north)).toEqual(['documents coming', 'photographs coming', 'case coming'])
    await daysLater(north, 3)
    expect([await has(north, here.document), await has(north, here.photograph)]).toEqual([false, false])
    expect([await has(south, there.document), await has(south, there.photograph)]).toEqual([true, true])
    expect((await readCase(north, caseId)).view.status).toBe('handed-over')
    expect(await linesOf(north)).toEqual(['case coming'])
    await daysLater(north, 27)
    expect(await linesOf(north)).toEqual([])
    await expect(readCase(north, caseId)).rejects.toThrow()
    expect(await north.call('record.verify', {})).toMatchObject({ ok: true })
    expect((await readCase(south, caseId)).view.status).toBe('open')
  }, 60_000)

  test('keeps everything that its bundle is made from while no receipt has come', async () => {
    const { north, south } = await twoStations()
    const caseId = await handedOver(north, south, 'likeness', false)
    await daysLater(north, 6)
    const { document, photograph } = await evidenceOf(north, caseId)
    expect([await has(north, document), await has(north, photograph), await linesOf(north)]).toEqual([true, true, []])
  }, 60_000)

  test('that comes back after its scans were erased here brings them again, and they have a day again', async () => {
    const { north, south } = await twoStations()
    const caseId = await handedOver(north, south, 'write-card', true)
    await daysLater(north, 3)
    expect(await has(north, (await evidenceOf(north, caseId)).document)).toBe(false)
    expect((await north.call('retention.hold', { caseId, expectedSeq: await seqOf(north, caseId), held: true, why: 'Inquiry' })).ok).toBe(
      true,
    )
    const back = await send(south, north, [caseId])
    expect((await takeOver(north, back.file)).ok).toBe(true)
    const { document } = await evidenceOf(north, caseId)
    expect(await has(north, document)).toBe(true)
    // Held here while it was away: it still is.
    expect(await linesOf(north)).toEqual(expect.arrayContaining(['documents held', 'photographs held']))
    expect(
      (await north.call('retention.hold', { caseId, expectedSeq: await seqOf(north, caseId), held: false, why: 'Inquiry over' })).ok,
    ).toBe(true)
    await daysLater(north, 1)
    expect(await has(north, document)).toBe(false)
    // The card is not printed yet: its photograph waits for it here, as in any other case.
    expect(await has(north, (await evidenceOf(north, caseId)).photograph)).toBe(true)
    // Its row has a higher number than it has events now; it is worked on as any other.
    const noted = await north.call('case.act', {
      caseId,
      expectedSeq: await seqOf(north, caseId),
      event: { kind: 'noteAdded', note: 'Invented note' },
    })
    expect(noted.ok).toBe(true)
  }, 60_000)

  test('and comes back after it was erased here as a whole is taken over as a new one', async () => {
    const { north, south } = await twoStations()
    const caseId = await handedOver(north, south, 'likeness', true)
    await daysLater(north, 31)
    await expect(readCase(north, caseId)).rejects.toThrow()
    const back = await send(south, north, [caseId])
    expect((await takeOver(north, back.file)).ok).toBe(true)
    expect((await readCase(north, caseId)).view.status).toBe('open')
    expect(await has(north, (await evidenceOf(north, caseId)).document)).toBe(true)
  }, 60_000)
})
