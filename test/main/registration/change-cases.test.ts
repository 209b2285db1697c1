import { expect, test } from 'vitest'
import type { CaseRecord } from '../../../domain/case/case.ts'
import { viewCase } from '../../../domain/case/status.ts'
import { createEditions } from '../../../domain/guidance/index.ts'
import { ok } from '../../../domain/result.ts'
import { createCaseChanges } from '../../../main/registration/change-cases.ts'
import type { ExtendDeps } from '../../../main/registration/extend-case.ts'
import type { OpenCase } from '../../../main/registration/stored-cases.ts'
import { journey, record, until } from '../../fixtures/journey-events.ts'

const editions = createEditions()
const viewOf = ({ events, edition }: CaseRecord) => viewCase(events, editions.get(edition))
const caseOf = (caseId: string): OpenCase => {
  const stored: CaseRecord = {
    schema: 2,
    caseId,
    caseReference: `RA-${caseId}`,
    edition: 'remote-2020-04-08',
    keyId: 'key',
    practice: false,
    events: record(until('requestReceived')),
  }
  return { record: stored, view: viewOf(stored), rev: 1 }
}

function setUp() {
  const asked: string[] = []
  const saved: { readonly cases: readonly string[]; readonly action: string; readonly detail: unknown }[] = []
  const changes = createCaseChanges({
    store: { findCaseKey: () => 'key' },
    stored: {
      get: async () => undefined,
      getAgain: async (caseId, opened) => {
        asked.push(`${caseId} ${opened ? 'passed on' : 'not passed on'}`)
        return opened ?? caseOf(caseId)
      },
      save: async (extended, _extra, { action, detail }) => {
        saved.push({ cases: extended.map(({ record: { caseId } }) => caseId), action, detail })
        const cases = extended.map(({ record: next }) => ({ record: next, view: viewOf(next), rev: 2 }))
        return ok({ committed: { rows: [], recorded: extended.flatMap(({ recorded }) => [...recorded]), lastSeq: 1 }, cases })
      },
    },
    extending: {
      agent: { agentId: '99999999-9999-4999-8999-999999999999', agentName: 'Agent Invented' },
      now: () => new Date('2026-11-23T10:00:00.000Z'),
      newReference: () => 'RA-NEW',
      editions,
      practice: false,
      viewOf,
      worldOf: async () => ({
        now: '2026-11-23T10:00:00.000Z',
        today: '2026-11-23',
        agreedWith: () => undefined,
        agentWithMobile: () => undefined,
        isPerson: () => true,
        hasEvidence: () => true,
        otherCaseWithUuid: () => undefined,
        liveCardsElsewhere: () => [],
        otherCaseWithTracking: () => undefined,
        passcodeReleases: 2,
      }),
    } satisfies ExtendDeps,
  })
  return { ...changes, asked, saved }
}
const change = (caseId: string, expectedSeq = 1) => ({ caseId, expectedSeq, events: [journey.detailsRecorded] })

test('change of cases: all are saved together, and the answer has each before and after', async () => {
  const { change: commit, saved } = setUp()
  const answer = await commit([change('a'), { ...change('b'), reason: 'Typed wrong' }], [], 'changed')
  expect(saved).toEqual([
    {
      cases: ['a', 'b'],
      action: 'changed',
      detail: {
        cases: [
          { caseId: 'a', kinds: ['detailsRecorded'], reason: undefined },
          { caseId: 'b', kinds: ['detailsRecorded'], reason: 'Typed wrong' },
        ],
      },
    },
  ])
  expect(answer).toMatchObject({
    ok: true,
    value: { before: [{ rev: 1 }, { rev: 1 }], cases: [{ rev: 2, record: { events: { length: 2 } } }, { rev: 2 }] },
  })
})

test('change of cases: one that is refused leaves all as they were', async () => {
  const { change: commit, saved } = setUp()
  expect(await commit([change('a'), change('b', 0)], [], 'changed')).toMatchObject({ ok: false, error: { code: 'stale' } })
  expect(saved).toEqual([])
})

test('change of cases: a case that the act has opened is passed on', async () => {
  const { change: commit, asked } = setUp()
  await commit([{ ...change('a'), opened: caseOf('a') }, change('b')], [], 'changed')
  expect(asked).toEqual(['a passed on', 'b not passed on'])
})

test('change of cases: cases of another workstation are adopted in one frame, and its name is noted', async () => {
  const { adopt, saved } = setUp()
  const handoverId = '77777777-7777-4777-8777-777777777777'
  const [here, from] = [
    { stationId: 'aa'.repeat(16), name: 'Invented here' },
    { stationId: 'bb'.repeat(16), name: 'Invented there' },
  ]
  const { record: stored } = caseOf('a')
  const coming = { ...stored, events: record([...until('requestReceived'), { kind: 'handedOver', handoverId, to: here }]) }
  await adopt([coming], { kind: 'takenOver', handoverId, from }, [], 'cases-taken-over')
  expect(saved).toEqual([{ cases: ['a'], action: 'cases-taken-over', detail: { handoverId, from, cases: ['a'] } }])
})
