import { expect, test } from 'vitest'
import type { MainApp } from '../../support/main-app.ts'
import { newCase, readCase, walkUntil } from '../../support/main-journey.ts'
import { base64, saveReceipt, send, seqOf, takeOver, trust } from '../../support/two-stations.ts'
import { daysLater, evidenceOf, has, linesOf, underPolicies } from '../../support/retention-bench.ts'

const start = underPolicies()

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

test('retention, handed-over case: scans are erased here on the policy’s day after the receipt, and the case on its own day; what the other workstation has is not touched', async () => {
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
})

test('retention, handed-over case: keeps everything that its bundle needs until the receipt', async () => {
  const { north, south } = await twoStations()
  const caseId = await handedOver(north, south, 'likeness', false)
  await daysLater(north, 6)
  const { document, photograph } = await evidenceOf(north, caseId)
  expect([await has(north, document), await has(north, photograph), await linesOf(north)]).toEqual([true, true, []])
})

test('retention, handed-over case: coming back after its scans were erased, it brings them again with a new day', async () => {
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
})

test('retention, handed-over case: coming back after it was erased here, it is taken over as new', async () => {
  const { north, south } = await twoStations()
  const caseId = await handedOver(north, south, 'likeness', true)
  await daysLater(north, 31)
  await expect(readCase(north, caseId)).rejects.toThrow()
  const back = await send(south, north, [caseId])
  expect((await takeOver(north, back.file)).ok).toBe(true)
  expect((await readCase(north, caseId)).view.status).toBe('open')
  expect(await has(north, (await evidenceOf(north, caseId)).document)).toBe(true)
})
