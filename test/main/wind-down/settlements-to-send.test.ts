import { describe, expect, test } from 'vitest'
import { settledWays } from '../../../domain/wind-down/settlement.ts'
import type { SettledEvent } from '../../../domain/wind-down/person-file.ts'
import type { LocumGrant } from '../../../domain/wind-down/obligation.ts'
import { createObligationIndex } from '../../../main/wind-down/obligation-index.ts'
import { settlementsToSend } from '../../../main/wind-down/settlements-to-send.ts'

const caseId = '22222222-2222-4222-8222-222222222222'
const since = '2026-11-20T09:00:00.000Z'
const stamp = { at: '2026-11-30T09:00:00.000Z', by: 'Sample Agent' }
const line = {
  caseId,
  caseReference: 'RA-1',
  edition: 'remote',
  personId: caseId,
  status: 'open' as const,
  lastAt: since,
  uuid: '555000111222',
  toUndo: [
    { kind: 'flagged-identity' as const, since, odsCode: 'ZZ9' },
    { kind: 'exceptional-access' as const, since, odsCode: 'FFFFF' },
  ],
}
const access = `exceptional-access:${caseId}:FFFFF:`
const identity = `flagged-identity:${caseId}`
const settledEvent = (keys: string[], at = '2026-11-25T09:00:00.000Z'): SettledEvent => ({
  kind: 'settled',
  campaignId: caseId,
  keys,
  how: settledWays[2],
  on: '2026-11-25',
  reference: 'INC-1',
  at,
  by: 'Sample Agent',
})
const grant = (more: Partial<LocumGrant>): LocumGrant => ({ entryId: 'e', uuid: line.uuid, odsCodes: [], open: true, ...more })

function sent(settlements: Readonly<Record<string, SettledEvent>>, grants: readonly LocumGrant[] = []) {
  const obligations = createObligationIndex(() => false)
  obligations.observe(line)
  return settlementsToSend({ book: { obligations, findSettlement: (key) => settlements[key] }, grants }, caseId, stamp)
}

describe('settlements that go with a case', () => {
  test('an event about several cases goes with the keys of this case only', () => {
    const event = settledEvent([identity, 'flagged-identity:another'])
    expect(sent({ [identity]: event })).toEqual([{ ...event, keys: [identity] }])
  })
  test('one from before the access was recorded again does not go', () => {
    expect(sent({ [identity]: settledEvent([identity], '2026-11-19T09:00:00.000Z') })).toEqual([])
  })
  test('access that the log says is revoked goes as a settlement; open access does not', () => {
    const [event, ...more] = sent({}, [grant({ open: false, revokedOn: '2026-11-26' })])
    expect(more).toEqual([])
    expect(event).toMatchObject({ keys: [access], how: 'rescinded', on: '2026-11-26', ...stamp })
    expect(sent({}, [grant({})])).toEqual([])
    expect(sent({}, [grant({ open: false, revokedOn: '2026-11-26' }), grant({ entryId: 'f' })])).toEqual([])
    expect(sent({}, [grant({ open: false, revokedOn: '2026-11-19' })])).toEqual([])
  })
  test('what an agent recorded of the entry of the log goes for the access of the case', () => {
    const event = settledEvent(['exceptional-access:log:e'])
    expect(sent({ 'exceptional-access:log:e': event }, [grant({})])).toEqual([{ ...event, keys: [access] }])
  })
})
