import { expect, test } from 'vitest'
import {
  fieldsOfKind,
  fieldWords,
  findKnownField,
  foldHeading,
  reportFields,
  reportKinds,
  reportKindWords,
  tellingFields,
} from '../../../domain/cim/report-kinds.ts'
import { headingSpellings } from '../../fixtures/cim-spellings.ts'

test.each(headingSpellings)('headings of a report of %s: %s', (kinds, field, headings) => {
  for (const kind of reportKinds)
    if (kinds === 'every kind' || kinds.split(' ').includes(kind))
      for (const heading of headings.split(', ')) expect([kind, heading, findKnownField(kind, heading)]).toEqual([kind, heading, field])
})

test('fields that a report of each kind can have, and those that tell the kind', () => {
  const everywhere = ['uuid', 'name', 'given', 'family', 'email', 'hasEmail', 'hasMobile', 'organisation', 'odsCodes']
  expect(Object.fromEntries(reportKinds.map((kind) => [kind, fieldsOfKind(kind)]))).toEqual({
    users: [...everywhere, 'status', 'startsOn', 'endsOn'],
    requests: [...everywhere, 'status', 'requestId', 'requestType', 'startsOn'],
    smartcards: [...everywhere, 'status', 'serial', 'cardType', 'startsOn', 'endsOn'],
    authenticators: [...everywhere, 'status', 'serial', 'authenticatorType', 'startsOn', 'endsOn'],
  })
  expect(reportKinds.map((kind) => tellingFields(kind))).toEqual([
    ['hasEmail', 'hasMobile'],
    ['requestId', 'requestType'],
    ['serial', 'cardType'],
    ['authenticatorType'],
  ])
})

test('every field and every kind has a name of its own', () => {
  const names = reportFields.map((field) => fieldWords[field])
  expect(names.every((name) => /^[A-Z]/.test(name))).toBe(true)
  expect(new Set(names).size).toBe(reportFields.length)
  expect(reportKinds.map((kind) => reportKindWords[kind])).toEqual(['Users', 'Requests', 'Smartcards', 'Authenticators'])
})

test.each([
  [' GPhC-Nr. 7 ', 'gphcnr7'],
  ['Prénom', 'prenom'],
  ['ＵＵＩＤ', 'uuid'],
])('heading “%s”, folded', (heading, expected) => expect(foldHeading(heading)).toBe(expected))
