import { describe, expect, test } from 'vitest'
import type { TypedRow } from '../../../domain/locum/read-row.ts'
import { addToLocumLog, checkLocumList } from '../../../main/locum/add-to-locum-log.ts'
import { locumPorts, typed } from './locum-ports.ts'

const value = <Value>(result: { ok: true; value: Value } | { ok: false; error: { code: string } }): Value => {
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}
const person = (number: number, more: TypedRow = {}): TypedRow => ({ ...typed, uuid: String(555_000_111_000 + number), ...more })
const fieldsOf = (rows: readonly { readonly problems: readonly { readonly field: string }[] }[]) =>
  rows.map(({ problems }) => problems.map(({ field }) => field))

describe('locum log: many people at once', () => {
  test('the rows that are right are added in one frame, and each of the others says what is wrong', async () => {
    const { ports, commits } = locumPorts()
    const rows = [person(1), person(2, { reviewBy: '' }), person(3), person(4, { uuid: '12' })]
    const checked = value(await checkLocumList(ports, { kind: 'grant', rows }))
    expect(fieldsOf(checked.rows)).toEqual([[], ['reviewBy'], [], ['uuid']])
    expect(commits).toEqual([])
    const { added, rows: left } = value(await addToLocumLog(ports, { kind: 'grant', rows }))
    expect(added.map(({ index }) => index)).toEqual([0, 2])
    expect(left).toEqual(checked.rows)
    expect(commits.map(({ audit, rows: written }) => [audit.action, written.length])).toEqual([['locum-granted', 2]])
    expect((await ports.locumLog.open()).all().map(({ entry }) => entry.grant.uuid)).toEqual(['555000111001', '555000111003'])
  })

  test('nothing right, nothing written', async () => {
    const { ports, commits } = locumPorts()
    expect(value(await addToLocumLog(ports, { kind: 'grant', rows: [person(1, { name: '' })] })).added).toEqual([])
    expect(commits).toEqual([])
  })

  test.each<[string, TypedRow, string, TypedRow]>([
    ['a register number of another form', { registerNumber: 'PSNI 1' }, 'registerChecked', { registerChecked: 'yes' }],
    ['more than a year', { endsOn: '2027-12-31' }, 'longerBecause', { longerBecause: 'Agreed' }],
  ])('%s: the agent may confirm it', async (_, wrong, confirm, right) => {
    const { ports } = locumPorts()
    const { rows } = value(await checkLocumList(ports, { kind: 'grant', rows: [person(1, wrong), person(2, { ...wrong, ...right })] }))
    expect(rows.map(({ problems }) => problems.map((problem) => problem.confirm))).toEqual([[confirm], []])
  })

  test('second grant of a UUID, in the list or in the log: only with a reason', async () => {
    const { ports } = locumPorts()
    const second = person(1, { secondBecause: 'Two agencies' })
    const twice = value(await checkLocumList(ports, { kind: 'grant', rows: [person(1), person(1), second] }))
    expect(twice.rows.map(({ problems }) => problems.map(({ message }) => message.slice(0, 35)))).toEqual([
      [],
      ['This UUID is on row 1 of the list t'],
      [],
    ])
    await addToLocumLog(ports, { kind: 'grant', rows: [person(1)] })
    const again = value(await addToLocumLog(ports, { kind: 'grant', rows: [person(1), second] }))
    expect([again.added.map(({ index }) => index), again.rows[0]?.problems[0]?.confirm]).toEqual([[1], 'secondBecause'])
  })

  test('an earlier log brings its revocations; a list of new grants may not', async () => {
    const { ports, commits } = locumPorts()
    const row = person(1, { grantedBy: 'Former Agent', revokedOn: '20/11/2026', revokedBy: 'Former Agent', reference: 'REQ-1' })
    expect(fieldsOf(value(await checkLocumList(ports, { kind: 'grant', rows: [row] })).rows)).toEqual([['revokedOn']])
    const { reference: _reference, ...without } = row
    expect(fieldsOf(value(await checkLocumList(ports, { kind: 'import', rows: [without] })).rows)).toEqual([['reference']])
    // Somebody whose access was revoked has it again.
    expect(value(await addToLocumLog(ports, { kind: 'import', rows: [row, person(1)] })).added).toHaveLength(2)
    const [first] = (await ports.locumLog.open()).all()
    expect(first?.entry).toMatchObject({ grant: { grantedBy: 'Former Agent' }, revoked: { on: '2026-11-20', by: 'Former Agent' } })
    expect(commits[0]?.audit.action).toBe('locum-imported')
  })
})
