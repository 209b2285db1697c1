import { expect, test } from 'vitest'
import { newCase, readCase, walk, walkUntil } from '../../support/main-journey.ts'
import { DAY, actionsOf, daysLater, evidenceOf, has, linesOf, underPolicies } from '../../support/retention-bench.ts'

const start = underPolicies()

test('retention, scans and photographs: announced, erased on the policy’s day and recorded; the record verifies', async () => {
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
  // The card face can no longer be drawn, and RA Desk says so.
  expect(await main.call('document.preview', { document: { kind: 'card-face', caseId } })).toMatchObject({
    ok: false,
    error: { code: 'evidence-erased' },
  })
  await daysLater(main, 1)
  expect(await actionsOf(main, caseId)).toHaveLength(4)
})

test('retention, scans and photographs: a photograph waits for its card, an open case keeps everything until its call has ended', async () => {
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
})

test('retention, scans and photographs: kept longer with a reason within the policy, and on hold without an end by an RA manager', async () => {
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
})

test('retention, scans and photographs: if no limit is set, nothing is deleted', async () => {
  const main = await start({})
  const caseId = await newCase(main)
  await walkUntil(main, caseId, 'outcome')
  const { document } = await evidenceOf(main, caseId)
  await main.app.lock('asked')
  main.clock.forward(5_000 * DAY)
  await main.unlock()
  expect(await has(main, document)).toBe(true)
  expect(await main.must('retention.list', {})).toMatchObject({ items: [] })
})
