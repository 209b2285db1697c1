import { randomBytes as randomFill, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AgentEvent } from '../../../domain/case/events.ts'
import type { CaseRecord } from '../../../domain/case/case.ts'
import { stepIds, type StepId } from '../../../domain/case/steps.ts'
import { viewCase } from '../../../domain/case/status.ts'
import { journey } from '../../fixtures/journey-events.ts'
import { blankCard } from '../../../native/card/virtual-card-state.ts'
import { openStationAccess } from '../../support/station-access.ts'
import { openMainApp, type MainApp } from '../../support/main-app.ts'
import { newCase, readCase, walk } from '../../support/main-journey.ts'
import { cheapKdf } from '../vault/support.ts'
import {
  base64,
  look,
  readOut,
  saveBundle,
  saveCard,
  saveReceipt,
  send,
  stationIdOf,
  takeOver,
  trust,
  twoStations,
} from '../../support/two-stations.ts'

let north: MainApp
let south: MainApp
beforeAll(async () => {
  ;({ north, south } = await twoStations())
})
afterAll(async () => {
  for (const main of [north, south]) {
    await main.app.lock('closed')
    main.remove()
  }
})

let people = 0
/** Each registrant has a UUID of their own. */
async function walkUntil(main: MainApp, caseId: string, last: StepId): Promise<void> {
  for (const step of stepIds.slice(0, stepIds.indexOf(last) + 1)) {
    await (step === 'cis'
      ? main.act(caseId, { ...journey.cisIdentityCreated, uuid: String(555_000_000_000 + (people += 1)) })
      : walk[step](main, caseId))
  }
}

const note: AgentEvent = { kind: 'noteAdded', note: 'Invented note' }
const act = (main: MainApp, caseId: string, expectedSeq: number, event: AgentEvent = note) =>
  main.call('case.act', { caseId, expectedSeq, event })
const stateOf = async (main: MainApp, caseId: string) => (await readCase(main, caseId)).view
const expectCode = (answer: { ok: boolean; error?: { code: string } }, code: string) =>
  expect(code.split('|')).toContain(answer.ok ? 'ok' : answer.error?.code)

/** Passcodes and PUKs are never read through the keyhole: whether they are there shows in what a handover would take. */
const secretsKept = async (main: MainApp, caseId: string) => (await main.must('handover.willGo', { caseIds: [caseId] })).cases[0]!.secrets

describe('one registrant, from one workstation to the other', () => {
  let caseId: string
  let handoverId: string
  let file: Uint8Array
  let before: CaseRecord
  let onTheCard: string

  test('goes with its scans and its sealed passcode, and is read-only where it came from', async () => {
    caseId = await newCase(north)
    await walkUntil(north, caseId, 'arrival')
    before = (await readCase(north, caseId)).record
    onTheCard = Buffer.from(north.reader.cardState()!.passcode.value, 'hex')
      .toString('latin1')
      .replace(/\xff+$/, '')
    expect(onTheCard).toMatch(/^\d{6,8}$/)
    expect(await secretsKept(north, caseId)).toBe(2)
    ;({ handoverId, file } = await send(north, south, [caseId]))
    const view = await stateOf(north, caseId)
    expect([view.status, view.facts.custody?.state]).toEqual(['handed-over', 'outstanding'])
    expectCode(await act(north, caseId, view.facts.lastSeq), 'handed-over')
    expectCode(await north.call('passcode.text', { caseId, expectedSeq: view.facts.lastSeq, route: 'modem' }), 'handed-over')
    expect(await secretsKept(north, caseId), 'nothing is destroyed before the receipt').toBe(2)
  })

  test('what would change is seen before anything is written', async () => {
    const seq = (await south.must('record.checkpoint', {})).size
    const looked = await look(south, file)
    expect(looked).toMatchObject({ ok: true, value: { handoverId, repeated: false, cases: [{ caseId, arrival: 'new', taken: true }] } })
    expect((await south.must('record.checkpoint', {})).size, 'the look itself is the one entry').toBe(seq + 1)
    await expect(readCase(south, caseId)).rejects.toThrow('not in the journal')
  })

  test('everything that happened arrives, and nothing of it is changed', async () => {
    expect((await takeOver(south, file)).ok).toBe(true)
    const { record, view } = await readCase(south, caseId)
    expect([view.status, view.facts.custody?.state]).toEqual(['open', 'here'])
    const strip = (events: CaseRecord['events']) =>
      JSON.stringify(events).replace(/"(keyId|passcodeId|pukId|custodyId)":"[^"]*"/g, '"$1":""')
    expect(strip(record.events.slice(0, before.events.length))).toBe(strip(before.events))
    expect(record.caseReference).toBe(before.caseReference)
    expect(record.keyId).not.toBe(before.keyId)
    expect(await secretsKept(south, caseId)).toBe(2)
  })

  test('its scans are read under keys of the vault that has it now', async () => {
    expect((await south.call('document.preview', { document: { kind: 'card-face', caseId } })).ok).toBe(true)
    const { record } = await readCase(south, caseId)
    const keys = JSON.stringify(record).match(/"keyId":"([0-9a-f]{32})"/g)!
    expect(keys.some((key) => JSON.stringify(before).includes(key))).toBe(false)
  })

  test('the same bundle a second time changes nothing', async () => {
    const rows = (await south.must('database.page', { afterSeq: 0, which: 'rows' })).rows.length
    expect(await look(south, file)).toMatchObject({ ok: true, value: { repeated: true, cases: [{ arrival: 'here-already' }] } })
    expectCode(await takeOver(south, file), 'taken-over-before')
    expect((await south.must('database.page', { afterSeq: 0, which: 'rows' })).rows.length).toBe(rows)
  })

  test('a receipt destroys the secrets that went, once, and the case cannot be taken back', async () => {
    const receipt = base64(await saveReceipt(south, handoverId))
    expect(await north.must('handover.readReceipt', { base64: receipt })).toMatchObject({ receipted: 1, handoverId })
    expect((await stateOf(north, caseId)).facts.custody?.state).toBe('gone')
    expect(await secretsKept(north, caseId)).toBe(0)
    const { size } = await north.must('record.checkpoint', {})
    expect(await north.must('handover.readReceipt', { base64: receipt })).toMatchObject({ receipted: 0 })
    expect((await north.must('record.checkpoint', {})).size).toBe(size)
    expectCode(await north.call('handover.takeBack', { handoverId, reason: 'Invented' }), 'nothing-outstanding')
    expectCode(await north.call('handover.saveBundle', { handoverId }), 'nothing-outstanding')
  })

  test('the passcode that came is the one that is texted to the registrant', async () => {
    const { facts } = await stateOf(south, caseId)
    await south.must('passcode.text', { caseId, expectedSeq: facts.lastSeq, route: 'modem' })
    expect(south.phone.messages().at(-1)!.body).toContain(onTheCard)
  })

  test('it comes back with what happened since, and its secrets with it', async () => {
    const { file: back } = await send(south, north, [caseId])
    expect(await look(north, back)).toMatchObject({ ok: true, value: { cases: [{ arrival: 'comes-back', taken: true }] } })
    expect((await takeOver(north, back)).ok).toBe(true)
    const { view } = await readCase(north, caseId)
    expect([view.status, view.facts.custody?.state, view.facts.passcodeText?.outcome]).toEqual(['open', 'here', 'sent'])
    expect((await north.call('document.preview', { document: { kind: 'card-face', caseId } })).ok).toBe(true)
    // The older bundle says nothing new any more.
    expectCode(await takeOver(south, file), 'taken-over-before')
  })
})

describe('what is not done', () => {
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
    await walkUntil(north, caseId, 'photograph')
    ;({ handoverId, file } = await send(north, south, [caseId]))
  })

  for (const { name, code, file: change } of refusals)
    test(`a damaged bundle is refused whole: ${name}`, async () => {
      expectCode(await look(south, change(file)), code)
      expectCode(await takeOver(south, change(file)), code)
      await expect(readCase(south, caseId)).rejects.toThrow('not in the journal')
    })

  test('a bundle for another workstation says so', async () => {
    expectCode(await look(north, file), 'not-for-this-station')
  })

  test('a bundle counts only while its sender is trusted', async () => {
    await south.must('handover.withdraw', { stationId: await stationIdOf(north) })
    expectCode(await takeOver(south, file), 'not-trusted')
    await trust(south, north)
    expect((await look(south, file)).ok).toBe(true)
  })

  test('what was taken back is worked on here again, and a receipt that comes after all makes it read-only', async () => {
    const back = await north.must('handover.takeBack', { handoverId, reason: 'The stick was lost' })
    expect(viewCase((await readCase(north, caseId)).record.events).facts.custody?.state).toBe('taken-back')
    expect(back.recorded.map(({ reason }) => reason)).toEqual(['The stick was lost'])
    expect((await takeOver(south, file)).ok).toBe(true)
    expect(await north.must('handover.readReceipt', { base64: base64(await saveReceipt(south, handoverId)) })).toMatchObject({
      receipted: 1,
    })
    expect((await stateOf(north, caseId)).status).toBe('handed-over')
  })

  test('a receipt that was altered, or that another workstation signed, destroys nothing', async () => {
    const other = await newCase(north)
    await walkUntil(north, other, 'write-card')
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

  test('nothing half done is handed over', async () => {
    const half = await newCase(north)
    await walkUntil(north, half, 'cis')
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

  test('a fingerprint that was not read out so is not trusted, and an own or altered card is refused', async () => {
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
})

/** Ends a workstation at its n-th use of randomness, which every key, every seal and every id needs: whatever was written by then stays on the disk. */
async function cutAt(folder: string, count: number, work: (main: MainApp) => Promise<unknown>): Promise<'cut' | 'done'> {
  let left = Infinity
  const randomBytes = (length: number) => {
    left -= 1
    if (left < 0) throw new Error('the power went')
    return new Uint8Array(randomFill(length))
  }
  const vaultAccess = openStationAccess({ folder, randomBytes, monotonic: () => performance.now(), kdf: cheapKdf })
  const main = await openMainApp({
    folder,
    parts: {
      vaultAccess,
      randomBytes,
      newId: () => {
        randomBytes(1)
        return randomUUID()
      },
    },
  })
  await main.unlock()
  left = count
  try {
    await work(main)
    return 'done'
  } catch (error) {
    if (!(error instanceof Error) || error.message !== 'the power went') throw error
    return 'cut'
  }
}

describe('when the power goes', () => {
  test('at every step of handing over: the case is in hand here, or on its way with a bundle that can be made', async () => {
    const caseId = await newCase(north)
    await walkUntil(north, caseId, 'write-card')
    const expectedSeq = north.seq(caseId)
    const stationId = await stationIdOf(south)
    const states: string[] = []
    for (let count = 0, ended = false; !ended; count += 1) {
      const how = await cutAt(north.folder, count, (main) => main.must('handover.send', { cases: [{ caseId, expectedSeq }], stationId }))
      north = await north.again()
      await north.unlock()
      const custody = (await stateOf(north, caseId)).facts.custody
      states.push(custody?.state ?? 'here')
      expect(await secretsKept(north, caseId)).toBe(2)
      ended = custody !== undefined
      if (custody) expect((await look(south, await saveBundle(north, custody.handoverId))).ok, how).toBe(true)
    }
    expect(states.length).toBeGreaterThan(3)
    expect(states.slice(0, -1).every((state) => state === 'here')).toBe(true)
  })

  test('at every step of taking over: nothing of the case is in hand there, and the next try brings all of it', async () => {
    const caseId = await newCase(north)
    await walkUntil(north, caseId, 'write-card')
    const { file, handoverId } = await send(north, south, [caseId])
    let cuts = 0
    // Each key, each seal and each id is a step; every fifth is tried, and the last ones by themselves when the case has come.
    for (let count = 0, here = false; !here; count += 5) {
      const how = await cutAt(south.folder, count, (main) => takeOver(main, file))
      cuts += how === 'cut' ? 1 : 0
      south = await south.again()
      await south.unlock()
      here = await readCase(south, caseId).then(
        () => true,
        () => false,
      )
      const receipt = await south.call('handover.saveReceipt', { handoverId })
      expect(receipt.ok, 'no receipt for what has not come, and one for what has').toBe(here)
    }
    expect(cuts).toBeGreaterThan(5)
    expect([(await stateOf(south, caseId)).status, await secretsKept(south, caseId)]).toEqual(['open', 2])
    expect((await south.call('document.preview', { document: { kind: 'card-face', caseId } })).ok).toBe(true)
    expect(await north.must('handover.readReceipt', { base64: base64(await saveReceipt(south, handoverId)) })).toMatchObject({
      receipted: 1,
    })
  })

  test('between the receipt and the destruction: the secrets are destroyed at the next sign-in', async () => {
    const caseId = await newCase(north)
    await walkUntil(north, caseId, 'write-card')
    const { file, handoverId } = await send(north, south, [caseId])
    expect((await takeOver(south, file)).ok).toBe(true)
    const receipt = base64(await saveReceipt(south, handoverId))
    let states: string[] = []
    for (let count = 0, ended = false; !ended; count += 1) {
      await cutAt(north.folder, count, (main) => main.must('handover.readReceipt', { base64: receipt }))
      north = await north.again()
      await north.unlock()
      const state = (await stateOf(north, caseId)).facts.custody?.state
      states = [...states, state ?? '']
      expect(await secretsKept(north, caseId), `${state} after ${count}`).toBe(state === 'gone' ? 0 : 2)
      ended = state === 'gone'
    }
    expect(states.length).toBeGreaterThan(1)
  })
})
