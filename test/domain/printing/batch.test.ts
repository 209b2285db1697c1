import { remote20200408 } from '../../../domain/guidance/editions/remote-2020-04-08.ts'
import { describe, expect, test } from 'vitest'
import {
  changeItem,
  findBatchRefusal,
  nextItem,
  pauseBatch,
  pauseIfNeeded,
  resumeBatch,
  stopBatch,
  type Batch,
  type BatchItem,
} from '../../../domain/printing/batch.ts'
import type { CaseEvent } from '../../../domain/case/events.ts'
import { viewCase } from '../../../domain/case/status.ts'
import { journey, record, SERIAL, until } from '../../fixtures/journey-events.ts'

const refusal = (events: readonly CaseEvent[]) => findBatchRefusal(viewCase(record(events), remote20200408))?.code
const failed = (outcome: 'refused' | 'resumable' | 'spoiled' | 'unknown') =>
  ({ kind: 'cardFailed', attempt: 1, serial: SERIAL, outcome, step: 'puk', reason: 'Sample' }) as const

describe('which cases qualify', () => {
  const ready = until('cisIdentityCreated')
  test.each<readonly [string, readonly CaseEvent[], string | undefined]>([
    ['whose next step is the card', ready, undefined],
    ['after a refused card', [...ready, journey.cardWriteStarted, failed('refused')], undefined],
    ['after a spoiled card', [...ready, journey.cardWriteStarted, failed('spoiled')], undefined],
    ['after an unknown card', [...ready, journey.cardWriteStarted, failed('unknown')], undefined],
    [
      'whose card is written half way: another card would be refused',
      [...ready, journey.cardWriteStarted, failed('resumable')],
      'card-half-written',
    ],
    ['whose card was being written when RA Desk ended', [...ready, journey.cardWriteStarted], 'card-half-written'],
    ['whose identity is not in CIS yet', until('callEnded'), 'cannot-start-yet'],
    ['that has a live card', until('cardWritten'), 'step-finished'],
    ['that is stopped', [...until('documentShown'), { kind: 'callEnded', outcome: 'not-matched' }], 'case-stopped'],
  ])('a case %s', (_what, events, code) => expect(refusal(events)).toBe(code))
})

const id = (digit: number) => `${String(digit).repeat(8)}-0000-4000-8000-000000000000`
const at = (minute: number) => `2026-11-25T09:0${String(minute)}:00.000Z`
const list = (...states: readonly BatchItem['state'][]): Batch => ({
  rev: 1,
  batchId: id(9),
  startedAt: at(0),
  mode: 'printer',
  printer: 'P',
  state: 'running',
  items: states.map((state, index) => ({
    caseId: id(index + 1),
    caseReference: `RA-000${String(index)}`,
    state,
    ...(state === 'done' || state === 'failed' ? { at: at(index) } : {}),
  })),
})

describe('a batch', () => {
  test('goes on with the first that waits, and prints what was written before it writes the next', () => {
    expect(nextItem(list('done', 'waiting', 'waiting'))?.caseId).toBe(id(2))
    expect(nextItem(list('done', 'waiting', 'to-print'))?.caseId).toBe(id(3))
    expect(nextItem(list('done', 'failed'))).toBeUndefined()
  })

  test.each<readonly [string, Batch, string]>([
    ['one bad card in the middle', list('done', 'failed', 'waiting'), 'running'],
    ['two that are not in a row', list('failed', 'done', 'failed', 'waiting'), 'running'],
    ['two in a row', list('done', 'failed', 'failed', 'waiting'), 'paused'],
  ])('after %s it is %s', (_what, before, state) => expect(pauseIfNeeded(before, { kind: 'card' }).state).toBe(state))

  test('a printer that needs a person pauses it, and says why', () => {
    expect(pauseIfNeeded(list('done', 'waiting'), { kind: 'printer', message: 'Feeder empty' })).toMatchObject({
      state: 'paused',
      why: 'Feeder empty',
    })
  })

  test('is finished when nothing waits, and then nothing changes it', () => {
    const finished = changeItem(list('done', 'working'), id(2), { state: 'failed' })
    expect(finished.state).toBe('finished')
    expect(pauseBatch(finished)).toBe(finished)
    expect(resumeBatch(finished)).toBe(finished)
    expect(pauseIfNeeded(finished, { kind: 'card' })).toBe(finished)
  })

  test('pauses, goes on without the reason of the pause, and stops with what was not done left out', () => {
    const paused = pauseBatch(list('done', 'waiting'), 'Feeder empty')
    expect(paused).toMatchObject({ state: 'paused', why: 'Feeder empty', rev: 2 })
    expect(resumeBatch(paused)).toEqual({ ...list('done', 'waiting'), rev: 3 })
    const stopped = stopBatch(list('done', 'waiting', 'to-print', 'failed'))
    expect(stopped.state).toBe('finished')
    expect(stopped.items.map(({ state }) => state)).toEqual(['done', 'left-out', 'done', 'failed'])
  })
})
