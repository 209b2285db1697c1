import { beforeAll, expect, test } from 'vitest'
import { blankCard } from '../../../native/card/virtual-card-state.ts'
import type { MainApp } from '../../support/main-app.ts'
import { newCase, readCase } from '../../support/main-journey.ts'
import {
  base64,
  look,
  readOut,
  saveCard,
  saveReceipt,
  send,
  stationIdOf,
  takeOver,
  trust,
  openTwoStations,
  walkWithOwnUuid,
  stateOf,
  secretsKept,
  expectCode,
} from '../../support/two-stations.ts'

let north: MainApp
let south: MainApp
openTwoStations((stations) => {
  ;({ north, south } = stations)
})

const refusals: readonly { readonly name: string; readonly code: string; readonly file: (file: Uint8Array) => Uint8Array }[] = [
  { name: 'a flipped bit in the head', code: 'not-for-this-station|bundle-damaged', file: (file) => flip(file, 40) },
  { name: 'a flipped bit in the middle', code: 'bundle-damaged', file: (file) => flip(file, file.length >> 1) },
  { name: 'a flipped bit at the end', code: 'bundle-damaged', file: (file) => flip(file, file.length - 1) },
  { name: 'an end that is missing', code: 'bundle-damaged', file: (file) => file.subarray(0, file.length - 70_000) },
  { name: 'another file', code: 'bundle-damaged', file: () => new Uint8Array(5_000).fill(65) },
]

const flip = (file: Uint8Array, at: number) => file.map((byte, index) => (index === at ? byte ^ 1 : byte))

let caseId: string

let handoverId: string

let file: Uint8Array

beforeAll(async () => {
  caseId = await newCase(north)
  await walkWithOwnUuid(north, caseId, 'photograph')
  ;({ handoverId, file } = await send(north, south, [caseId]))
})

for (const { name, code, file: change } of refusals)
  test(`handover refused: a damaged bundle, whole: ${name}`, async () => {
    expectCode(await look(south, change(file)), code)
    expectCode(await takeOver(south, change(file)), code)
    await expect(readCase(south, caseId)).rejects.toThrow('not in the journal')
  })

test('handover refused: a bundle for another workstation, with a message', async () => {
  expectCode(await look(north, file), 'not-for-this-station')
})

test('handover refused: a bundle whose sender is no longer trusted', async () => {
  await south.must('handover.withdraw', { stationId: await stationIdOf(north) })
  expectCode(await takeOver(south, file), 'not-trusted')
  await trust(south, north)
  expect((await look(south, file)).ok).toBe(true)
})

test('handover taken back: the case continues here, and a late receipt makes it read-only', async () => {
  const back = await north.must('handover.takeBack', { handoverId, reason: 'The stick was lost' })
  expect((await readCase(north, caseId)).view.facts.custody?.state).toBe('taken-back')
  expect(back.recorded.map(({ reason }) => reason)).toEqual(['The stick was lost'])
  expect((await takeOver(south, file)).ok).toBe(true)
  expect(await north.must('handover.readReceipt', { base64: base64(await saveReceipt(south, handoverId)) })).toMatchObject({
    receipted: 1,
  })
  expect((await stateOf(north, caseId)).status).toBe('handed-over')
})

test('handover refused: an altered or foreign receipt destroys nothing', async () => {
  const other = await newCase(north)
  await walkWithOwnUuid(north, other, 'write-card')
  const sent = await send(north, south, [other])
  expect((await takeOver(south, sent.file)).ok).toBe(true)
  const receipt = Buffer.from(await saveReceipt(south, sent.handoverId)).toString()
  const forgeries = {
    'another time': receipt.replace(/acceptedAt\\":\\"20/, 'acceptedAt\\":\\"21'),
    'no signature': receipt.replace(/"signature": "[^"]{8}/, '"signature": "AAAAAAAA'),
  }
  for (const [name, forged] of Object.entries(forgeries)) {
    expect(forged, name).not.toBe(receipt)
    expectCode(await north.call('handover.readReceipt', { base64: base64(Buffer.from(forged)) }), 'not-a-receipt')
  }
  expect(await secretsKept(north, other)).toBe(2)
  // A receipt for this very handover, but of another workstation's making.
  expectCode(await south.call('handover.readReceipt', { base64: base64(Buffer.from(receipt)) }), 'no-such-handover')
})

test('handover refused: a case with unfinished work', async () => {
  const half = await newCase(north)
  await walkWithOwnUuid(north, half, 'cis')
  north.reader.remove()
  north.reader.insert(blankCard({ serial: 9_191_919 }))
  north.reader.removeAfter(30)
  const [reader] = (await north.must('devices.state', {})).reader.readers
  await north.must('card.write', { caseId: half, expectedSeq: north.seq(half), reader: reader!.name })
  expectCode(
    await north.call('handover.send', { cases: [{ caseId: half, expectedSeq: north.seq(half) }], stationId: await stationIdOf(south) }),
    'card-half-written',
  )
})

test('handover refused: a wrong fingerprint, an own card and an altered card', async () => {
  const card = await saveCard(south)
  const typed = await readOut(south)
  const wrong = typed.replace(/.$/, (last) => (last === '7' ? '8' : '7'))
  expectCode(
    await north.call('handover.trust', { base64: base64(card), typed: wrong, spokeTo: 'Invented Colleague' }),
    'fingerprint-different',
  )
  expect(
    (
      await north.call('handover.trust', {
        base64: base64(card),
        typed: typed.toLowerCase().replaceAll(' ', '-'),
        spokeTo: 'Invented Colleague',
      })
    ).ok,
  ).toBe(true)
  expectCode(await south.call('handover.readCard', { base64: base64(card) }), 'own-station-card')
  const altered = Buffer.from(card).toString().replace('Invented RA Service', 'Invented RB Service')
  expectCode(await north.call('handover.readCard', { base64: base64(Buffer.from(altered)) }), 'not-a-station-card')
})
