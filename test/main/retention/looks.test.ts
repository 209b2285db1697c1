/** When a look happens. What a look does is in erase-all-due.test.ts; here it is a stand-in. */
import { beforeEach, expect, test, vi } from 'vitest'
import { err, ok } from '../../../domain/result.ts'
import { createSequencer } from '../../../domain/sequencer.ts'
import { eraseDueOf, prepareLook } from '../../../main/retention/erase-all-due.ts'
import { createLooks, type LooksDeps } from '../../../main/retention/looks.ts'

vi.mock('../../../main/retention/erase-all-due.ts', () => ({ eraseDueOf: vi.fn(), prepareLook: vi.fn() }))

const doubt = { kind: 'ahead', believedAt: '2026-01-01T12:00:00.000Z', days: 30 } as const
const failed = err('journal-failed', 'Failed.', 'Try again.')

let steps: string[]
let due: string[]
let today: string
let minutes: number
let doubtNow: typeof doubt | undefined
beforeEach(() => {
  steps = []
  due = ['a', 'b']
  today = '2026-11-23'
  minutes = 0
  doubtNow = undefined
  vi.mocked(prepareLook).mockImplementation(async ({ onDoubt }) => {
    steps.push('prepare')
    onDoubt(doubtNow)
    return ok()
  })
  vi.mocked(eraseDueOf).mockImplementation(async (_, caseId) => {
    steps.push(`erase ${caseId}`)
    due = due.filter((one) => one !== caseId)
    return ok()
  })
})

const open = () =>
  createLooks({
    store: { lastSeq: () => 1 },
    state: { today: () => today },
    subjects: { dueCases: () => due },
    inTurn: createSequencer(),
    erase: () => ({}),
    hasRules: true,
    lastRecorded: () => undefined,
    monotonic: () => minutes * 60_000,
    push: () => void steps.push('tell the page'),
  } as unknown as LooksDeps)
const settled = () => vi.waitFor(() => expect(due).toEqual([]))

test('retention, looks: sign-in erases nothing; the page asks for it', async () => {
  const looks = open()
  await looks.prepare()
  expect(steps).toEqual(['prepare'])
  await looks.eraseDue()
  expect(steps).toEqual(['prepare', 'erase a', 'erase b'])
})

test('retention, looks: a minute after sign-in it erases by itself, once', async () => {
  const looks = open()
  await looks.prepare()
  looks.tick()
  minutes = 1
  looks.tick()
  looks.tick()
  await settled()
  expect(steps).toEqual(['prepare', 'erase a', 'erase b'])
})

test('retention, looks: at midnight it looks again and erases', async () => {
  const looks = open()
  await looks.prepare()
  today = '2026-11-24'
  looks.tick()
  await settled()
  expect(steps).toEqual(['prepare', 'prepare', 'erase a', 'erase b'])
})

test('retention, looks: with a doubt about the clock nothing is erased until the date is confirmed', async () => {
  doubtNow = doubt
  const looks = open()
  await looks.prepare()
  await looks.eraseDue()
  expect([steps, looks.isClockInDoubt(), looks.notices()]).toEqual([['prepare'], true, { doubt }])
  expect(await looks.lookAfter(async () => failed)).toEqual(failed)
  expect(looks.isClockInDoubt()).toBe(true)
  doubtNow = undefined
  expect(await looks.lookAfter(async () => ok())).toEqual(ok())
  expect(looks.notices()).toEqual({})
  minutes = 1
  looks.tick()
  await settled()
})

test('retention, looks: a failure stops erasing, is told to the page, and the next look begins again', async () => {
  const looks = open()
  await looks.prepare()
  vi.mocked(eraseDueOf).mockResolvedValueOnce(failed)
  await looks.eraseDue()
  expect(steps).toEqual(['prepare', 'tell the page'])
  expect(looks.notices()).toEqual({ problem: { message: 'Failed.', next: 'Try again.' } })
  await looks.prepare()
  await looks.eraseDue()
  expect([due, looks.notices()]).toEqual([[], {}])
})

test('retention, looks: an act of the agent comes in between two cases', async () => {
  const inTurn = createSequencer()
  const looks = createLooks({
    store: { lastSeq: () => 1 },
    state: { today: () => today },
    subjects: { dueCases: () => due },
    inTurn,
    erase: () => ({}),
    monotonic: () => 0,
  } as unknown as LooksDeps)
  const erasing = looks.eraseDue()
  await inTurn(async () => void steps.push('keep longer'))
  await erasing
  expect(steps).toEqual(['erase a', 'keep longer', 'erase b'])
})

test('retention, looks: stopped by a lock, nothing more is erased', async () => {
  const looks = open()
  await looks.prepare()
  await looks.stop()
  await looks.prepare()
  await looks.eraseDue()
  expect(steps).toEqual(['prepare'])
})
