import { expect, test } from 'vitest'
import type { AgentEvent } from '../../../domain/case/events.ts'
import type { CaseRecord } from '../../../domain/case/case.ts'
import type { MainApp } from '../../support/main-app.ts'
import { newCase, readCase } from '../../support/main-journey.ts'
import {
  base64,
  look,
  saveReceipt,
  send,
  takeOver,
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

const note: AgentEvent = { kind: 'noteAdded', note: 'Invented note' }
const act = (main: MainApp, caseId: string, expectedSeq: number, event: AgentEvent = note) =>
  main.call('case.act', { caseId, expectedSeq, event })

let caseId: string

let handoverId: string

let file: Uint8Array

let before: CaseRecord

let onTheCard: string

test('handover: a case goes with its scans and its sealed passcode, and is read-only at the sender', async () => {
  caseId = await newCase(north)
  await walkWithOwnUuid(north, caseId, 'arrival')
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

test('handover: the receiver sees what would change before anything is written', async () => {
  const seq = (await south.must('record.checkpoint', {})).size
  const looked = await look(south, file)
  expect(looked).toMatchObject({ ok: true, value: { handoverId, repeated: false, cases: [{ caseId, arrival: 'new', taken: true }] } })
  expect((await south.must('record.checkpoint', {})).size, 'the look itself is the one entry').toBe(seq + 1)
  await expect(readCase(south, caseId)).rejects.toThrow('not in the journal')
})

test('handover: every event arrives unchanged', async () => {
  expect((await takeOver(south, file)).ok).toBe(true)
  const { record, view } = await readCase(south, caseId)
  expect([view.status, view.facts.custody?.state]).toEqual(['open', 'here'])
  const strip = (events: CaseRecord['events']) => JSON.stringify(events).replace(/"(keyId|passcodeId|pukId|custodyId)":"[^"]*"/g, '"$1":""')
  expect(strip(record.events.slice(0, before.events.length))).toBe(strip(before.events))
  expect(record.caseReference).toBe(before.caseReference)
  expect(record.keyId).not.toBe(before.keyId)
  expect(await secretsKept(south, caseId)).toBe(2)
})

test('handover: scans are read under keys of the receiving vault', async () => {
  expect((await south.call('document.preview', { document: { kind: 'card-face', caseId } })).ok).toBe(true)
  const { record } = await readCase(south, caseId)
  const keys = JSON.stringify(record).match(/"keyId":"([0-9a-f]{32})"/g)!
  expect(keys.some((key) => JSON.stringify(before).includes(key))).toBe(false)
})

test('handover: the same bundle a second time changes nothing', async () => {
  const rows = (await south.must('database.page', { afterSeq: 0, which: 'rows' })).rows.length
  expect(await look(south, file)).toMatchObject({ ok: true, value: { repeated: true, cases: [{ arrival: 'here-already' }] } })
  expectCode(await takeOver(south, file), 'taken-over-before')
  expect((await south.must('database.page', { afterSeq: 0, which: 'rows' })).rows.length).toBe(rows)
})

test('handover: a receipt destroys the sender’s secrets once, and the case cannot be taken back', async () => {
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

test('handover: the passcode that arrived is texted to the registrant', async () => {
  const { facts } = await stateOf(south, caseId)
  await south.must('passcode.text', { caseId, expectedSeq: facts.lastSeq, route: 'modem' })
  expect(south.phone.messages().at(-1)!.body).toContain(onTheCard)
})

test('handover: a case comes back with its later events and its secrets', async () => {
  const { file: back } = await send(south, north, [caseId])
  expect(await look(north, back)).toMatchObject({ ok: true, value: { cases: [{ arrival: 'comes-back', taken: true }] } })
  expect((await takeOver(north, back)).ok).toBe(true)
  const { view } = await readCase(north, caseId)
  expect([view.status, view.facts.custody?.state, view.facts.passcodeText?.outcome]).toEqual(['open', 'here', 'sent'])
  expect((await north.call('document.preview', { document: { kind: 'card-face', caseId } })).ok).toBe(true)
  // The older bundle says nothing new any more.
  expectCode(await takeOver(south, file), 'taken-over-before')
})
