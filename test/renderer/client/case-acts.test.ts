import { describe, expect, test } from 'vitest'
import type { CaseRecord } from '../../../domain/case/case.ts'
import type { AgentEvent } from '../../../domain/case/events.ts'
import { remote20200408 as edition } from '../../../domain/guidance/editions/remote-2020-04-08.ts'
import { createEditions } from '../../../domain/guidance/index.ts'
import { createCaseActs } from '../../../renderer/client/case-acts.ts'
import { createCurrentStorage } from '../../../renderer/client/current-storage.ts'
import { createRowStore } from '../../../renderer/client/row-store.ts'
import { journey, record } from '../../fixtures/journey-events.ts'
import { everyKey, done, fakeBridge, fakeState, fakeStorage, page, refused, row } from './fakes.ts'

const event = { kind: 'noteAdded', text: 'A note.' } as unknown as AgentEvent
const request = { kind: 'requestReceived' } as never

const editions = createEditions()

function scene(answers: Parameters<typeof fakeBridge>[0], storageAnswers: Parameters<typeof fakeStorage>[0] = {}) {
  const main = fakeBridge({ 'database.page': () => page([row('fetched')], 7), 'database.cases': () => done({ rows: [] }), ...answers })
  const stored = { caseId: 'case-1', edition: edition.id, events: record([journey.requestReceived]) } as unknown as CaseRecord
  const storage = fakeStorage({ findCase: () => stored, store: () => ({ changed: [], gone: [] }), ...storageAnswers })
  const current = createCurrentStorage()
  current.use(storage)
  const rows = createRowStore({ call: main.call, current, keys: everyKey, summaries: fakeState().summaries })
  const acts = createCaseActs({
    call: main.call,
    current,
    rows,
    caseKeys: everyKey,
    editions: { get: () => editions },
    attach: (caseId) => Promise.resolve(caseId === 'case-full' ? refused : done({ evidenceId: 'source' } as never)),
  })
  return { main, storage, acts, rows }
}
const head = { schema: 2, caseId: 'case-1', caseReference: 'RA-1', edition: edition.id, keyId: 'key', practice: false }
const later = record([journey.requestReceived, journey.detailsRecorded]).slice(1)
const recorded = done({ rows: [row('a')], lastSeq: 1, recorded: later, head })

describe('acts on a case', () => {
  test('recorded: stored first; the case as it is now comes from the answer and is not read again', async () => {
    const { acts, storage, main } = scene({ 'case.act': () => recorded })
    expect(await acts.act('case-1', event, 'a reason')).toMatchObject({
      ok: true,
      value: {
        edition: { id: edition.id },
        record: { ...head, events: record([journey.requestReceived, journey.detailsRecorded]) },
        view: { facts: { lastSeq: 2 } },
      },
    })
    expect(main.inputsOf('case.act')).toEqual([{ caseId: 'case-1', expectedSeq: 1, event, reason: 'a reason' }])
    expect(storage.methods()).toEqual(['findCase', 'store'])
  })

  test('the next act, and the screen that asks for the case again, read nothing: the record is at hand', async () => {
    const { acts, storage, main } = scene({
      'case.act': ({ expectedSeq }) =>
        done({ rows: [{ ...row('case-1'), rev: expectedSeq + 1 }], lastSeq: expectedSeq, recorded: later, head }),
      'case.open': () => done({}),
    })
    await acts.act('case-1', event)
    expect(await acts.openCase('case-1')).toMatchObject({ ok: true, value: { view: { facts: { lastSeq: 2 } } } })
    await acts.act('case-1', event)
    expect(main.inputsOf('case.act').map(({ expectedSeq }) => expectedSeq)).toEqual([1, 2])
    expect(storage.methods()).toEqual(['findCase', 'store', 'store'])
  })

  test('a row that came meanwhile, of no act of this screen: the case is read again', async () => {
    const { acts, storage, rows } = scene({ 'case.open': () => done({}) })
    await acts.openCase('case-1')
    await rows.store([{ ...row('case-1'), rev: 2 }], 1)
    await acts.openCase('case-1')
    expect(storage.methods()).toEqual(['findCase', 'store', 'findCase'])
  })

  test('another case: it is read', async () => {
    const { acts, storage } = scene({ 'case.open': () => done({}) })
    await acts.openCase('case-1')
    await acts.openCase('case-2')
    expect(storage.methods()).toEqual(['findCase', 'findCase'])
  })

  test('refused: nothing is stored', async () => {
    const { acts, storage } = scene({ 'case.act': () => refused })
    expect(await acts.act('case-1', event)).toEqual(refused)
    expect(storage.methods()).toEqual(['findCase'])
  })

  test('a lost answer (the bridge fails) rejects, and the next act on the case still runs', async () => {
    let first = true
    const { acts } = scene({
      'case.act': () => {
        if (!first) return recorded
        first = false
        throw new Error('the answer was lost')
      },
    })
    const [lost, next] = await Promise.allSettled([acts.act('case-1', event), acts.act('case-1', event)])
    expect(lost.status).toBe('rejected')
    expect(next).toMatchObject({ status: 'fulfilled', value: { ok: true } })
  })

  test('one case: one act at a time; another case does not wait', async () => {
    const begun: string[] = []
    const finish: (() => void)[] = []
    const { acts } = scene({
      'case.act': ({ caseId }) => {
        begun.push(caseId)
        return new Promise((resolve) => finish.push(() => resolve(recorded)))
      },
    })
    const all = [acts.act('case-1', event), acts.act('case-1', event), acts.act('case-2', event)]
    await new Promise((resolve) => setTimeout(resolve, 0))
    expect(begun).toEqual(['case-1', 'case-2'])
    finish.shift()!()
    await all[0]
    await new Promise((resolve) => setTimeout(resolve, 0))
    expect(begun).toEqual(['case-1', 'case-2', 'case-1'])
    for (const end of finish) end()
    await Promise.all(all)
  })
})

test.each([
  ['noted: the case', done({}), { ok: true, value: { edition: { id: edition.id } } }],
  ['not on this station: undefined', { ok: false, error: { code: 'no-such-case', message: '', next: '' } }, done(undefined)],
  ['the look cannot be logged: the refusal', refused, refused],
])('opening a case, %s', async (_, answer, expected) => {
  const { acts } = scene({ 'case.open': () => answer })
  expect(await acts.openCase('case-1')).toMatchObject(expected)
})

test('opening a case: it is read while that is noted, and given out only once it is', async () => {
  let note!: (answer: unknown) => void
  const { acts, storage } = scene({ 'case.open': () => new Promise((resolve) => (note = resolve)) })
  let opened: unknown
  const opening = acts.openCase('case-1').then((answer) => (opened = answer))
  await new Promise((resolve) => setTimeout(resolve, 5))
  expect([storage.methods(), opened]).toEqual([['findCase'], undefined])
  note(done({}))
  expect(await opening).toMatchObject({ ok: true, value: { record: { caseId: 'case-1' } } })
})

test('opening a case that cannot be read: the refusal of the note comes first', async () => {
  const unreadable = { findCase: () => Promise.reject(new Error('unreadable')) }
  const broken = { 'database.checkRows': () => refused, 'case.open': () => refused }
  expect(await scene(broken, unreadable).acts.openCase('case-1')).toEqual(refused)
  await expect(scene({ ...broken, 'case.open': () => done({}) }, unreadable).acts.openCase('case-1')).rejects.toThrow()
})

describe('new case', () => {
  const prepared = (caseId: string) => ({ 'case.prepare': () => done({ caseId, keys: { keys: [] } }), 'case.act': () => recorded }) as never

  test('its keys are added first, and the sealed email is named by the first event', async () => {
    const { acts, main, storage } = scene(prepared('case-1'))
    await acts.newCase(edition.id, request, { bytes: new Uint8Array(1), mime: 'message/rfc822' })
    expect(storage.methods()[0]).toBe('addKeys')
    expect(main.inputsOf('case.act')[0]).toMatchObject({
      edition: edition.id,
      event: { kind: 'requestReceived', source: { evidenceId: 'source' } },
    })
  })

  test('the email cannot be sealed: no case is recorded', async () => {
    const { acts, main } = scene(prepared('case-full'))
    expect(await acts.newCase(edition.id, request, { bytes: new Uint8Array(1), mime: 'message/rfc822' })).toEqual(refused)
    expect(main.inputsOf('case.act')).toEqual([])
  })
})

describe('handover: taking cases over', () => {
  const taken = done({ rows: [], lastSeq: 9, keys: { keys: [] }, fromSeq: 4 })

  test('keys, then pieces of scans, then rows', async () => {
    const { acts, storage, main } = scene({ 'handover.takeOver': () => taken })
    expect(await acts.takeOver('upload')).toEqual(taken)
    expect(storage.methods()).toEqual(['addKeys', 'store', 'store'])
    expect(main.inputsOf('database.page').slice(0, 2)).toEqual([
      { afterSeq: 4, which: 'scans' },
      { afterSeq: 4, which: 'rows' },
    ])
  })

  test('the database cannot be written: database-failed', async () => {
    const { acts } = scene({ 'handover.takeOver': () => taken }, { store: () => Promise.reject(new Error('full')) })
    expect(await acts.takeOver('upload')).toMatchObject({ ok: false, error: { code: 'database-failed' } })
  })
})
