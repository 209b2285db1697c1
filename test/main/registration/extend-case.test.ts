import { describe, expect, test } from 'vitest'
import type { CaseRecord } from '../../../domain/case/case.ts'
import { viewCase } from '../../../domain/case/status.ts'
import { createEditions } from '../../../domain/guidance/index.ts'
import { extendCase, type CaseChange, type ExtendDeps } from '../../../main/registration/extend-case.ts'
import { worldOn } from '../../support/ask-case.ts'
import { CASE_ID, journey, record, until } from '../../fixtures/journey-events.ts'

const edition = 'remote-2020-04-08'
const agent = { agentId: '99999999-9999-4999-8999-999999999999', agentName: 'Agent Invented' }
const editions = createEditions()
const deps: ExtendDeps = {
  agent,
  now: () => new Date('2026-11-23T10:00:00.000Z'),
  newReference: () => 'RA-NEW',
  editions,
  practice: false,
  viewOf: (stored) => viewCase(stored.events, editions.get(stored.edition)),
  worldOf: () => Promise.resolve(worldOn('2026-11-23')),
}
const stored: CaseRecord = {
  schema: 2,
  caseId: CASE_ID,
  caseReference: 'RA-1',
  edition,
  keyId: 'key',
  practice: false,
  events: record(until('requestReceived')),
}
const open = { record: stored, view: deps.viewOf(stored) }
const change = (part: Partial<CaseChange>): CaseChange => ({ caseId: CASE_ID, expectedSeq: 1, events: [journey.detailsRecorded], ...part })
const begin = change({ expectedSeq: 0, events: [journey.requestReceived], edition })

describe('extend a case: a case that is here', () => {
  test('gets the event with its number, the time, the agent and the reason', async () => {
    const extended = await extendCase(deps, change({ reason: 'Typed wrong' }), { stored: open, keyId: 'key' })
    const entry = { seq: 2, at: '2026-11-23T10:00:00.000Z', ...agent, reason: 'Typed wrong', event: journey.detailsRecorded }
    expect(extended).toEqual({ ok: true, value: { record: { ...stored, events: [...stored.events, entry] }, recorded: [entry] } })
  })

  test('judges each event by those before it, and takes none when one is refused', async () => {
    const both = change({ events: [journey.detailsRecorded, journey.passcodeTexted] })
    expect((await extendCase(deps, both, { stored: open, keyId: 'key' })).ok).toBe(false)
  })

  test('records what has already happened without asking the guard', async () => {
    const refused = change({ events: [journey.passcodeTexted] })
    expect((await extendCase(deps, refused, { stored: open, keyId: 'key' })).ok).toBe(false)
    expect((await extendCase(deps, { ...refused, happened: true }, { stored: open, keyId: 'key' })).ok).toBe(true)
  })

  test.each([
    ['another number of events', change({ expectedSeq: 0 }), 'key', 'stale'],
    ['no key', change({}), undefined, 'no-such-case'],
  ] as const)('with %s is refused: %s', async (_, asked, keyId, code) => {
    expect(await extendCase(deps, asked, { stored: open, keyId })).toMatchObject({ ok: false, error: { code } })
  })
})

describe('extend a case: a new case', async () => {
  test('begins under the edition that was asked for, with a reference of its own', async () => {
    const begun = await extendCase(deps, begin, { stored: undefined, keyId: 'key' })
    expect(begun).toMatchObject({
      ok: true,
      value: { record: { schema: 2, caseId: CASE_ID, caseReference: 'RA-NEW', edition, keyId: 'key' } },
    })
  })

  test.each(['unknown', undefined])('with edition %s is refused', async (asked) => {
    const { edition: _, ...without } = begin
    const started = { ...without, ...(asked ? { edition: asked } : {}) }
    expect(await extendCase(deps, started, { stored: undefined, keyId: 'key' })).toMatchObject({
      ok: false,
      error: { code: 'no-such-edition' },
    })
  })
})
