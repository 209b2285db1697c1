import { describe, expect, test } from 'vitest'
import { createObligationIndex } from '../../../main/wind-down/obligation-index.ts'

const caseId = '22222222-2222-4222-8222-222222222222'
const line = {
  caseId,
  caseReference: 'RA-1',
  edition: 'remote',
  personId: caseId,
  status: 'open' as const,
  lastAt: '2026-11-20T09:00:00.000Z',
  uuid: '555000111222',
  toUndo: [{ kind: 'flagged-identity' as const, since: '2026-11-20T09:00:00.000Z', odsCode: 'ZZ9' }],
}
const key = `flagged-identity:${caseId}`

describe('obligation index', () => {
  test('a change of a case replaces what that case leaves', () => {
    const index = createObligationIndex(() => false)
    index.observe(line)
    expect(index.all().map((one) => one.key)).toEqual([key])
    index.observe({ ...line, toUndo: [] })
    expect(index.all()).toEqual([])
    expect(index.find(key)).toBeUndefined()
    expect(index.leftBy(caseId)).toBeUndefined()
  })

  test('a case at another workstation is found there, and not listed here', () => {
    const index = createObligationIndex(() => false)
    index.observe({ ...line, status: 'handed-over' })
    expect(index.all()).toEqual([])
    expect(index.elsewhereCount()).toBe(1)
    expect(index.find(key)?.elsewhere).toBe(true)
    index.observe(line)
    expect(index.elsewhereCount()).toBe(0)
    expect(index.all()).toHaveLength(1)
  })

  test('the line of a case counts for more than what was kept when it was deleted', () => {
    const index = createObligationIndex(() => false)
    index.observe(line)
    const left = index.leftBy(caseId)!
    const again = createObligationIndex(() => false)
    again.keep(left)
    expect(again.all().map((one) => one.key)).toEqual([key])
    again.observe({ ...line, toUndo: [] })
    expect(again.all()).toEqual([])
  })

  test('a proof counts for the person and for their UUID, while its case is closed', () => {
    const index = createObligationIndex((edition) => edition === 'proof')
    const proof = { ...line, caseId: '33333333-3333-4333-8333-333333333333', edition: 'proof', toUndo: [] }
    index.observe({ ...proof, status: 'closed', lastAt: '2026-11-30T09:00:00.000Z' })
    expect(index.provedAt({ personId: caseId })).toBe('2026-11-30T09:00:00.000Z')
    expect(index.provedAt({ personId: 'another', uuid: line.uuid })).toBe('2026-11-30T09:00:00.000Z')
    expect(index.provedAt({ personId: 'another', uuid: '555000111223' })).toBeUndefined()
    index.observe({ ...proof, status: 'open' })
    expect(index.provedAt({ personId: caseId })).toBeUndefined()
  })

  test('cases that left a card are found by person and by UUID, also deleted ones, and persons with several are known', () => {
    const other = '33333333-3333-4333-8333-333333333333'
    const withCard = { ...line, toUndo: [{ kind: 'card' as const, since: line.lastAt, serial: '11' }] }
    const index = createObligationIndex(() => false)
    index.observe(withCard)
    expect(index.cardCasesOf({ personId: caseId })).toEqual([caseId])
    expect(index.cardCasesOf({ personId: other, uuid: '555000111222' })).toEqual([caseId])
    expect([...index.withSeveralCardCases()]).toEqual([])
    index.observe({ ...withCard, caseId: other, uuid: '555000111333' })
    expect([...index.withSeveralCardCases()]).toEqual([caseId])
    index.observe({ ...withCard, caseId: other, personId: other, uuid: '555000111333' })
    expect([...index.withSeveralCardCases()]).toEqual([])
    const again = createObligationIndex(() => false)
    again.keep(index.leftBy(caseId)!)
    expect(again.cardCasesOf({ personId: caseId })).toEqual([caseId])
    again.observe(line)
    expect(again.cardCasesOf({ personId: caseId, uuid: '555000111222' })).toEqual([])
  })

  test('FFFFF access is listed by itself, and no longer when the case gives it up', () => {
    const index = createObligationIndex(() => false)
    index.observe(line)
    expect(index.exceptional()).toEqual([])
    index.observe({ ...line, toUndo: [...line.toUndo, { kind: 'exceptional-access', since: line.lastAt, odsCode: 'FFFFF' }] })
    expect(index.exceptional().map(({ kind }) => kind)).toEqual(['exceptional-access'])
    index.observe(line)
    expect(index.exceptional()).toEqual([])
  })
})
