/** What a dishonest workstation, or one with an older RA Desk, may put in place of a key. */
import { beforeEach, expect, test, vi } from 'vitest'
import type * as AgeFile from '../../../main/handover/age-file.ts'
import type * as SignedFile from '../../../main/vault/signed-file.ts'
import { exchange, keyIn, readReceipt, sendAndTake, sendOne, sizeOf, type NextKey } from '../../support/exchanges.ts'
import { openMainApp, type MainApp } from '../../support/main-app.ts'
import { openTwoStations, saveBundle, saveReceipt, stateOf, takeOver, trust } from '../../support/two-stations.ts'

/** What a dishonest or older workstation would sign or encrypt in place of the right thing. */
const honest = { nextKey: (given: NextKey | undefined): NextKey | undefined => given, recipient: (given: string): string => given }
const instead = vi.hoisted(() => ({}) as { -readonly [Name in keyof typeof honest]: (typeof honest)[Name] })
/** Recipients of everything that was encrypted, oldest first. */
const sealed = vi.hoisted((): string[] => [])
vi.mock('../../../main/vault/signed-file.ts', async (original) => {
  const own = await original<typeof SignedFile>()
  const writeSigned: typeof own.writeSigned = (kind, value, key) =>
    own.writeSigned(
      kind,
      kind === 'handover-receipt' ? { ...(value as object), nextKey: instead.nextKey((value as { nextKey?: NextKey }).nextKey) } : value,
      key,
    )
  return { ...own, writeSigned }
})
vi.mock('../../../main/handover/age-file.ts', async (original) => {
  const own = await original<typeof AgeFile>()
  const sealTo: typeof own.sealTo = (recipient, bytes) => {
    sealed.push(instead.recipient(recipient))
    return own.sealTo(sealed.at(-1)!, bytes)
  }
  return { ...own, sealTo }
})
beforeEach(() => {
  Object.assign(instead, honest)
})

let north: MainApp
let south: MainApp
openTwoStations((stations) => {
  ;({ north, south } = stations)
})

const another = 'age1'.padEnd(62, 'q')
test.each<readonly [string, (given: NextKey | undefined) => unknown]>([
  ['that is no recipient', (given) => ({ ...given, recipient: another })],
  ['without an order', (given) => ({ recipient: given?.recipient })],
  ['with an order below zero', (given) => ({ ...given, order: -1 })],
  ['with another field', (given) => ({ ...given, invented: true })],
])('receipt with a key %s: refused, and nothing changes', async (_, change) => {
  const { caseId, handoverId } = await sendAndTake(north, south)
  instead.nextKey = change as typeof honest.nextKey
  const size = await sizeOf(north)
  expect(await readReceipt(north, await saveReceipt(south, handoverId))).toMatchObject({ ok: false, error: { code: 'not-a-receipt' } })
  expect([await sizeOf(north), (await stateOf(north, caseId)).facts.custody?.state]).toEqual([size, 'outstanding'])
})

test('receipt whose key was exchanged for another on its way: refused', async () => {
  const { recipient } = keyIn((await exchange(north, south)).receipt)
  const receipt = await saveReceipt(south, (await sendAndTake(north, south)).handoverId)
  const forged = Buffer.from(receipt)
    .toString()
    .replace(/age1[a-z0-9]{58}/, recipient)
  expect(forged).not.toBe(Buffer.from(receipt).toString())
  expect(await readReceipt(north, Buffer.from(forged))).toMatchObject({ ok: false, error: { code: 'not-a-receipt' } })
})

test('receipt without a key, of an older RA Desk: it counts, and the sender keeps the key that it has', async () => {
  const { receipt } = await exchange(north, south)
  const { handoverId } = await sendAndTake(north, south)
  instead.nextKey = () => undefined
  expect(await readReceipt(north, await saveReceipt(south, handoverId))).toMatchObject({ ok: true, value: { receipted: 1 } })
  await sendAndTake(north, south)
  expect(sealed.at(-1)).toBe(keyIn(receipt).recipient)
})

test('bundle for a key that was given to another sender: refused', async () => {
  const west = await openMainApp()
  await west.setUp()
  await trust(west, south)
  await trust(south, west)
  const ofWest = keyIn(await saveReceipt(south, (await sendAndTake(west, south)).handoverId))
  const { handoverId } = await sendAndTake(north, south)
  instead.nextKey = (given) => given && { recipient: ofWest.recipient, order: given.order }
  expect((await readReceipt(north, await saveReceipt(south, handoverId))).ok).toBe(true)
  const sent = await sendOne(north, south)
  expect(sealed.at(-1)).toBe(ofWest.recipient)
  expect(await takeOver(south, sent.file)).toMatchObject({
    ok: false,
    error: { code: 'not-signed', message: expect.stringContaining('another sender') as string },
  })
  await trust(north, south)
  instead.nextKey = honest.nextKey
  expect((await takeOver(south, await saveBundle(north, sent.handoverId))).ok).toBe(true)
  await west.app.lock('closed')
  west.remove()
})

test('bundle that was encrypted again for another key of its receiver: refused, and no key is destroyed', async () => {
  const { receipt } = await exchange(north, south)
  const sent = await sendOne(north, south)
  const lost = await saveReceipt(south, (await sendAndTake(north, south)).handoverId)
  instead.recipient = () => keyIn(lost).recipient
  const forged = await saveBundle(north, sent.handoverId)
  instead.recipient = honest.recipient
  expect(await takeOver(south, forged)).toMatchObject({
    ok: false,
    error: { code: 'not-signed', message: expect.stringContaining('encrypted again') as string },
  })
  expect((await takeOver(south, await saveBundle(north, sent.handoverId))).ok).toBe(true)
  expect(sealed.at(-1)).toBe(keyIn(receipt).recipient)
})
