/** After trust, each bundle from one workstation to another is made for a key of its own, and what opened it is destroyed after the next. */
import { cpSync, rmSync } from 'node:fs'
import { afterAll, expect, test, vi } from 'vitest'
import type * as AgeFile from '../../../main/handover/age-file.ts'
import { exchange, keyIn, keyIsGone, readReceipt, sendAndTake, sendOne, sizeOf } from '../../support/exchanges.ts'
import { openMainApp, type MainApp } from '../../support/main-app.ts'
import {
  base64,
  expectCode,
  look,
  openTwoStations,
  readOut,
  saveBundle,
  saveCard,
  saveReceipt,
  stateOf,
  stationIdOf,
  takeOver,
  trust,
} from '../../support/two-stations.ts'

/** Recipients of everything that was encrypted, oldest first. */
const sealed = vi.hoisted((): string[] => [])
vi.mock('../../../main/handover/age-file.ts', async (original) => {
  const own = await original<typeof AgeFile>()
  const sealTo: typeof own.sealTo = (recipient, bytes) => {
    sealed.push(recipient)
    return own.sealTo(recipient, bytes)
  }
  return { ...own, sealTo }
})
let north: MainApp
let south: MainApp
openTwoStations((stations) => {
  ;({ north, south } = stations)
})

/** Starts of a folder beside those of the two stations. */
const started: MainApp[] = []
async function startAt(folder: string): Promise<MainApp> {
  const main = await openMainApp({ folder })
  started.push(main)
  expect((await main.unlock()).ok).toBe(true)
  return main
}
afterAll(async () => {
  for (const main of started) {
    await main.app.lock('closed')
    main.remove()
  }
})

test('forward secrecy: a bundle opens with no key of its receiver once the next but one was taken over', async () => {
  const first = await exchange(north, south)
  const second = await exchange(north, south)
  expect(await look(south, second.file)).toMatchObject({ ok: true, value: { repeated: true } })
  const third = await exchange(north, south)
  // It was made for the key of the first receipt, the third one for that of the second.
  expect(await look(south, second.file)).toMatchObject(keyIsGone)
  expect([await look(south, first.file), await look(south, third.file)]).toMatchObject([{ ok: true }, { ok: true }])
  const size = await sizeOf(south)
  await south.must('handover.renewCard', {})
  expect(await sizeOf(south)).toBe(size + 1)
  expect(await look(south, first.file)).toMatchObject(keyIsGone)
  await exchange(north, south)
})

test('forward secrecy: destroyed keys stay destroyed when the older databases of keys are put back', async () => {
  await exchange(north, south)
  await south.app.lock('closed')
  const older = `${south.folder}.older`
  cpSync(south.folder, older, { recursive: true })
  south = await startAt(south.folder)
  const spent = await exchange(north, south)
  await exchange(north, south)
  await exchange(north, south)
  expect(await look(south, spent.file)).toMatchObject(keyIsGone)
  await south.app.lock('closed')
  for (const name of ['keys.db', 'keys-second.db']) cpSync(`${older}/vault/${name}`, `${south.folder}/vault/${name}`)
  south = await startAt(south.folder)
  expect(await look(south, spent.file)).toMatchObject(keyIsGone)
  rmSync(older, { recursive: true })
  // The newest key went with the databases.
  await trust(north, south)
})

test('lost receipt: the sender goes on with the key before, and the receipt that comes later brings the newer one', async () => {
  const before = await exchange(north, south)
  const lost = await sendAndTake(north, south)
  const receipt = await saveReceipt(south, lost.handoverId)
  await sendAndTake(north, south)
  expect(sealed.at(-1)).toBe(keyIn(before.receipt).recipient)
  expect((await readReceipt(north, receipt)).ok).toBe(true)
  await sendAndTake(north, south)
  expect(sealed.at(-1)).toBe(keyIn(receipt).recipient)
})

test('receipt saved again before it was used: the same key, and reading it again writes nothing', async () => {
  const { handoverId, receipt } = await exchange(north, south)
  const again = await saveReceipt(south, handoverId)
  expect(keyIn(again)).toEqual(keyIn(receipt))
  const size = await sizeOf(north)
  expect(await readReceipt(north, again)).toMatchObject({ ok: true, value: { receipted: 0 } })
  expect(await sizeOf(north)).toBe(size)
})

test('receipt that is older than one that was read: it brings its case, and the sender keeps the newer key', async () => {
  const late = await sendAndTake(north, south)
  const older = await saveReceipt(south, late.handoverId)
  await exchange(north, south)
  const newer = await exchange(north, south)
  expect(keyIn(newer.receipt).order).toBeGreaterThan(keyIn(older).order)
  expect(await readReceipt(north, older)).toMatchObject({ ok: true, value: { receipted: 1 } })
  expect(await readReceipt(north, older)).toMatchObject({ ok: true, value: { receipted: 0 } })
  await sendAndTake(north, south)
  expect(sealed.at(-1)).toBe(keyIn(newer.receipt).recipient)
})

test('bundle saved again after a newer key came: made for that, and either file brings the cases once', async () => {
  await exchange(north, south)
  const receipt = await saveReceipt(south, (await sendAndTake(north, south)).handoverId)
  const [one, other] = [await sendOne(north, south), await sendOne(north, south)]
  expect((await readReceipt(north, receipt)).ok).toBe(true)
  const again = await saveBundle(north, one.handoverId)
  expect((await takeOver(south, other.file)).ok).toBe(true)
  expect((await takeOver(south, again)).ok).toBe(true)
  expectCode(await takeOver(south, again), 'taken-over-before')
  // The key of the files that were saved first is gone, and nothing else is.
  expect([await look(south, one.file), await look(south, other.file)]).toMatchObject([keyIsGone, keyIsGone])
  expect((await readReceipt(north, await saveReceipt(south, one.handoverId))).ok).toBe(true)
})

test('bundle that waited while a newer one was taken over: refused in words, outstanding, and it opens when saved again', async () => {
  await exchange(north, south)
  const receipt = await saveReceipt(south, (await sendAndTake(north, south)).handoverId)
  const waited = await sendOne(north, south)
  expect((await readReceipt(north, receipt)).ok).toBe(true)
  await sendAndTake(north, south)
  const refused = await takeOver(south, waited.file)
  expect(refused).toMatchObject(keyIsGone)
  if (!refused.ok)
    expect(`${refused.error.message} ${refused.error.next}`).toMatch(/the sender keeps the cases.*ask the sender to save the bundle again/)
  expect((await stateOf(north, waited.caseId)).facts.custody?.state).toBe('outstanding')
  expect((await takeOver(south, await saveBundle(north, waited.handoverId))).ok).toBe(true)
})

test('case taken back: its late receipt brings the key all the same', async () => {
  const sent = await sendAndTake(north, south)
  await north.must('handover.takeBack', { handoverId: sent.handoverId, reason: 'The stick was lost' })
  const receipt = await saveReceipt(south, sent.handoverId)
  expect(await readReceipt(north, receipt)).toMatchObject({ ok: true, value: { receipted: 1 } })
  await sendAndTake(north, south)
  expect(sealed.at(-1)).toBe(keyIn(receipt).recipient)
})

test('receiver put back to an older state, without the newest key: refused in words; its receipt, saved again, brings another', async () => {
  const before = await sendAndTake(north, south)
  south = await putBack(south, async () => {
    expect((await readReceipt(north, await saveReceipt(south, before.handoverId))).ok).toBe(true)
    await exchange(north, south)
  })
  const sent = await sendOne(north, south)
  expect(await takeOver(south, sent.file)).toMatchObject(keyIsGone)
  expect((await stateOf(north, sent.caseId)).facts.custody?.state).toBe('outstanding')
  expect((await readReceipt(north, await saveReceipt(south, before.handoverId))).ok).toBe(true)
  expect((await takeOver(south, await saveBundle(north, sent.handoverId))).ok).toBe(true)
})

test('receiver put back to a time before any receipt: its station card, compared again, opens the bundle, and then keys go on', async () => {
  const west = await openMainApp()
  await west.setUp()
  await trust(west, south)
  await trust(south, west)
  let older: Uint8Array | undefined
  south = await putBack(south, async () => {
    const { handoverId } = await sendAndTake(west, south)
    older = await saveReceipt(south, handoverId)
    expect((await readReceipt(west, older)).ok).toBe(true)
  })
  const sent = await sendOne(west, south)
  expect(await takeOver(south, sent.file)).toMatchObject(keyIsGone)
  await trust(west, south)
  // A receipt of the time before does not bring back the lost key.
  expect((await readReceipt(west, older!)).ok).toBe(true)
  expect((await takeOver(south, await saveBundle(west, sent.handoverId))).ok).toBe(true)
  const receipt = await saveReceipt(south, sent.handoverId)
  expect(keyIn(receipt).order).toBeGreaterThan(keyIn(older!).order)
  expect((await readReceipt(west, receipt)).ok).toBe(true)
  await sendAndTake(west, south)
  expect(sealed.at(-1)).toBe(keyIn(receipt).recipient)
  await west.app.lock('closed')
  west.remove()
})

/** Runs `work`, and then starts from a copy of the folder of before. */
async function putBack(main: MainApp, work: () => Promise<void>): Promise<MainApp> {
  await main.app.lock('closed')
  const older = `${main.folder}.put-back`
  cpSync(main.folder, older, { recursive: true })
  await main.unlock()
  await work()
  await main.app.lock('closed')
  return startAt(older)
}

test('trust withdrawn: the keys for that station are destroyed, and no receipt brings it another', async () => {
  const { handoverId } = await exchange(north, south)
  const sent = await sendOne(north, south)
  await south.must('handover.withdraw', { stationId: await stationIdOf(north) })
  expect(keyIn(await saveReceipt(south, handoverId))).toBeUndefined()
  await trust(south, north)
  expect(await look(south, sent.file)).toMatchObject(keyIsGone)
  await trust(north, south)
  expect((await takeOver(south, await saveBundle(north, sent.handoverId))).ok).toBe(true)
})

test('trust withdrawn at the sender: the next bundle after trust is made for the key of the card', async () => {
  const { receipt } = await exchange(north, south)
  await north.must('handover.withdraw', { stationId: await stationIdOf(south) })
  expect(await readReceipt(north, receipt)).toMatchObject({ ok: false, error: { code: 'not-trusted' } })
  await trust(north, south)
  await sendAndTake(north, south)
  expect(sealed.at(-1)).not.toBe(keyIn(receipt).recipient)
  // What the sender had is not offered to it again.
  const next = await exchange(north, south)
  expect(keyIn(next.receipt).order).toBeGreaterThan(keyIn(receipt).order)
  await sendAndTake(north, south)
  expect(sealed.at(-1)).toBe(keyIn(next.receipt).recipient)
})

test('station card: a new one has another fingerprint, and one that was saved before no longer matches', async () => {
  const [card, fingerprint] = [await saveCard(south), await readOut(south)]
  await south.must('handover.renewCard', {})
  expect(await readOut(south)).not.toBe(fingerprint)
  const typed = await readOut(south)
  expect(await north.call('handover.trust', { base64: base64(card), typed, spokeTo: 'Invented Colleague' })).toMatchObject({
    ok: false,
    error: { code: 'fingerprint-different' },
  })
})
