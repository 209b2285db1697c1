import { describe, expect, test } from 'vitest'
import type { EventOf } from '../../../domain/case/events.ts'
import { describeEvent } from '../../../domain/case/describe.ts'
import { serialOfOldCard } from '../../../domain/journey/replacement.ts'
import type { Edition } from '../../../domain/guidance/edition.ts'
import { codeAfter, codeAsFirst, replaceCard2026, replaceCardNewName2026, replacing, statusAfter, worldOn } from '../../support/ask-case.ts'

type Asked = EventOf<'replacementRequested'>
const asked: Asked = replacing.replacementRequested

describe('replacement: what each reason asks', () => {
  test.each<[name: string, edition: Edition, told: Partial<Asked>, code: string | undefined]>([
    ['lost', replaceCard2026, { why: 'lost' }, undefined],
    ['locked, and nothing was offered', replaceCard2026, { why: 'locked' }, 'reason-needed'],
    ['locked, self-service unlock tried', replaceCard2026, { why: 'locked', offered: 'tried' }, undefined],
    ['locked, no email and no mobile in the profile', replaceCard2026, { why: 'locked', offered: 'not-possible' }, undefined],
    ['certificates, and renewing was not offered', replaceCard2026, { why: 'certificates' }, 'reason-needed'],
    ['certificates ended', replaceCard2026, { why: 'certificates', offered: 'not-possible' }, undefined],
    ['stolen without an incident', replaceCard2026, { why: 'stolen' }, 'document-incomplete'],
    ['stolen', replaceCard2026, { why: 'stolen', incident: 'INVENTED-7' }, undefined],
    ['damaged', replaceCard2026, { why: 'damaged' }, undefined],
    ['spoiled', replaceCard2026, { why: 'spoiled' }, undefined],
    ['undelivered', replaceCard2026, { why: 'undelivered' }, undefined],
    ['name changed, without proving the identity again', replaceCard2026, { why: 'name-changed' }, 'not-in-edition'],
    ['name changed', replaceCardNewName2026, { why: 'name-changed' }, undefined],
    ['a reason that is not on the list', replaceCard2026, { why: 'bored' }, 'not-on-the-list'],
    ['lost, where only a change of name is replaced', replaceCardNewName2026, { why: 'lost' }, 'not-on-the-list'],
    ['asked for tomorrow', replaceCard2026, { requestedOn: '2026-12-01' }, 'not-in-time'],
    ['a UUID of zeros', replaceCard2026, { uuid: '000000000000' }, 'flag-value'],
    ['a name that cannot be printed', replaceCard2026, { nameOnEnvelope: 'محمد' }, 'name-not-printable'],
  ])('%s', (_name, edition, told, code) => expect(codeAsFirst({ ...asked, ...told }, edition)).toBe(code))

  test('the new name is proved in an edition that RA Desk has', () => {
    const other = replaceCard2026.replacementReasons!.find(({ id }) => id === 'name-changed')!.edition
    expect(other).toBe(replaceCardNewName2026.id)
    expect(replaceCardNewName2026.replacementReasons!.map(({ edition }) => edition)).toEqual([undefined])
  })

  test('a case of another edition does not begin with it', () => expect(codeAsFirst(asked)).toBe('cannot-start-yet'))
})

test('replacement: the UUID may be that of the same person, and of no other', () => {
  const asks: (string | undefined)[] = []
  const world = worldOn('2026-11-30', {
    otherCaseWithUuid: (_uuid, personId) => {
      asks.push(personId)
      return personId === asked.personId ? undefined : 'RA-7K3M-2'
    },
  })
  expect(codeAsFirst(asked, replaceCard2026, world)).toBeUndefined()
  expect(codeAsFirst({ ...asked, personId: 'bbbbbbbb-0000-4000-8000-000000000000' }, replaceCard2026, world)).toBe('uuid-taken')
  expect(asks[0]).toBe(asked.personId)
})

test('replacement: changing it later needs a reason, and another old card opens its cancellation again', () => {
  const events = [asked, replacing.oldCardCancelled]
  expect(codeAfter(events, asked, { edition: replaceCard2026 })).toBe('reason-needed')
  expect(statusAfter(events, 'cancel-old-card', replaceCard2026)).toBe('Completed')
  expect(statusAfter([...events, { ...asked, nameOnCard: 'S. Sample' }], 'cancel-old-card', replaceCard2026)).toBe('Completed')
  const another = { ...asked, oldCard: { serial: '78', from: 'here' as const } }
  expect(statusAfter([...events, another], 'cancel-old-card', replaceCard2026)).toBe('Not started')
})

test('replacement: the history says who, which card, why, and what was tried first', () => {
  const { title, lines } = describeEvent({ ...asked, why: 'locked', offered: 'tried', note: 'Rang twice.' }, replaceCard2026)
  expect(title).toBe('Replacement asked for')
  expect(lines.join('\n')).toMatch(/Siân Sample.*\n.*\nIt is locked.*\nOld card 77\nSelf-service unlock was tried.*\nRang twice\./)
})

test.each([
  ['77', '77'],
  ['0077', '77'],
  ['0a1b', '0A1B'],
  [undefined, undefined],
])('replacement: serial number %s in the form of the register', (serial, form) =>
  expect(serialOfOldCard({ oldCard: { from: 'here', ...(serial ? { serial } : {}) } })).toBe(form),
)
