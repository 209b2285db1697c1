import { describe, expect, it } from 'vitest'
import type { CaseSummary } from '../../../../../domain/case/summary.ts'
import { findOtherCase, findUuidConflict, isPasted, readUuidEntry } from '../../../../../renderer/features/shared/uuid-entry/uuid-entry.ts'

describe('UUID entry', () => {
  it.each([
    ['typed twice the same', { typed: '5550 0011 1222', again: '555000111222', pasted: '' }, { uuid: '555000111222' }],
    ['pasted once', { typed: '555000111222', again: '', pasted: '5550 0011 1222\n' }, { uuid: '555000111222' }],
    ['leading zeros kept', { typed: '000123456789', again: '000123456789', pasted: '' }, { uuid: '000123456789' }],
    ['nothing typed', { typed: '', again: '', pasted: '' }, { field: 'typed' }],
    ['eleven digits', { typed: '55500011122', again: '55500011122', pasted: '' }, { field: 'typed' }],
    ['typed once only', { typed: '555000111222', again: '', pasted: '' }, { field: 'again' }],
    ['second time different', { typed: '555000111222', again: '555000111223', pasted: '' }, { field: 'again' }],
    ['pasted and then changed by hand', { typed: '555000111223', again: '', pasted: '555000111222' }, { field: 'again' }],
    ['something else pasted', { typed: '555000111222', again: '', pasted: 'RA-7K3M-2' }, { field: 'again' }],
  ])('%s', (_what, entry, expected) => {
    expect(readUuidEntry(entry)).toMatchObject(expected)
  })

  it('counts a paste only while the box still holds it', () => {
    expect(isPasted({ typed: '5550-0011-1222', pasted: '555000111222' })).toBe(true)
    expect(isPasted({ typed: '', pasted: '' })).toBe(false)
  })
})

describe('UUID: belongs to one person', () => {
  const other = (status: CaseSummary['status']): CaseSummary => ({
    caseId: 'other',
    reference: 'RA-7K3M-2',
    name: '',
    organisation: '',
    uuid: '555000111222',
    status,
    completed: 0,
    of: 1,
    openedAt: '',
    changedAt: '',
    waitsForManifest: false,
    edition: 'remote-2020-04-08',
    practice: false,
  })
  it.each([
    ['an open case has it', 'open', 'no-match', true],
    ['an open case has it, whatever CIS offered', 'open', 'existing-profile-used', true],
    ['a closed case has it and CIS found nobody', 'closed', 'no-match', true],
    ['the same person came back', 'closed', 'existing-profile-used', false],
  ] as const)('%s', (_what, status, check, conflict) => {
    expect(findUuidConflict('555000111222', 'mine', check, [other(status)]) !== undefined).toBe(conflict)
  })

  it('names the other case while it is typed, and never its own', () => {
    const closed = other('closed')
    expect(findOtherCase('5550 0011 1222', 'mine', [closed])).toBe(closed)
    expect(findOtherCase('5550 0011 1222', undefined, [closed])).toBe(closed)
    expect(findOtherCase('555000111222', 'other', [closed])).toBeUndefined()
    expect(findOtherCase('55500011122', 'mine', [closed])).toBeUndefined()
  })

  it('may stand in two cases of one person, once an agent has linked them', () => {
    const mine = { ...other('open'), caseId: 'mine', uuid: '555000111999', personId: 'other' }
    expect(findUuidConflict('555000111222', 'mine', 'no-match', [other('open'), mine])).toBeUndefined()
    expect(findOtherCase('555000111222', 'mine', [other('open'), mine])).toBeUndefined()
    expect(findOtherCase('555000111222', 'mine', [other('open'), { ...mine, personId: 'somebody' }])).toBeDefined()
  })

  it('is not in conflict with itself, nor with another UUID', () => {
    expect(findUuidConflict('555000111222', 'other', 'no-match', [other('open')])).toBeUndefined()
    expect(findUuidConflict('555000111223', 'mine', 'no-match', [other('open')])).toBeUndefined()
  })
})
