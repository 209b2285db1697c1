import { describe, expect, test } from 'vitest'
import {
  ANOTHER_CARD,
  readReplacement,
  replacementValues,
  type ReplacementValues,
} from '../../../../../renderer/features/steps/replacement/read-replacement-request.ts'
import type { FoundPerson } from '../../../../../renderer/features/steps/replacement/use-found-person.ts'
import { replaceCard2026, replaceCardNewName2026, replacing } from '../../../../support/ask-case.ts'

const asked = replacing.replacementRequested
const context = { edition: replaceCard2026, organisations: [asked.organisation], today: '2026-11-30' }
const found: FoundPerson = {
  personId: asked.personId,
  person: { uuid: asked.uuid, name: asked.name, nameOnCard: asked.nameOnCard, organisation: asked.organisation },
  cards: [{ serial: '77', state: 'active', since: '2026-10-01T09:00:00.000Z', caseReference: 'RA-7K3M-2', heldByCase: false, live: true }],
  sources: [{ caseId: asked.carriedFrom, caseReference: 'RA-7K3M-2', photographKept: true }],
}
const nobody: FoundPerson = { cards: [], sources: [] }
const begun = (more: Partial<ReplacementValues> = {}): ReplacementValues => ({ ...replacementValues({ found }, context), ...more })
const problemsOf = (values: ReplacementValues) => (readReplacement(values, context).problems ?? []).map(({ name }) => name)

describe('form of a replacement', () => {
  test('of a person who was found: only the reason is left to say', () => {
    expect(problemsOf(begun())).toEqual(['why'])
    expect(readReplacement(begun({ why: 'lost' }), context).event).toEqual({
      uuid: asked.uuid,
      name: asked.name,
      nameOnCard: asked.nameOnCard,
      organisation: asked.organisation,
      oldCard: { serial: '77' },
      why: 'lost',
      requestedOn: '2026-11-30',
      carriedFrom: asked.carriedFrom,
    })
  })

  test.each<[name: string, more: Partial<ReplacementValues>, problems: string[]]>([
    ['locked, and nothing was tried', { why: 'locked' }, ['offered']],
    ['locked, tried', { why: 'locked', offered: 'tried' }, []],
    ['stolen without an incident', { why: 'stolen' }, ['incident']],
    ['stolen', { why: 'stolen', incident: 'I-7' }, []],
    ['an incident that is too long', { why: 'stolen', incident: 'I'.repeat(61) }, ['incident']],
    ['another card, number not known', { why: 'lost', card: ANOTHER_CARD }, []],
    ['another card, with words for a number', { why: 'lost', card: ANOTHER_CARD, serial: 'card' }, ['serial']],
    ['asked for tomorrow', { why: 'lost', requestedOn: { day: '1', month: '12', year: '2026' } }, ['requestedOn']],
    ['no organisation', { why: 'lost', odsCode: '' }, ['odsCode']],
    ['a UUID that was changed and not typed again', { why: 'lost', typed: '555 123 490 818' }, ['again']],
  ])('%s', (_name, more, problems) => expect(problemsOf(begun(more))).toEqual(problems))

  test('of somebody who is not here: the UUID that was looked for stands there, and is typed again', () => {
    const values = replacementValues({ found: nobody, typedUuid: '555123490817' }, context)
    expect([values.typed.replaceAll(' ', ''), values.pasted, values.card, values.source]).toEqual(['555123490817', '', ANOTHER_CARD, ''])
    expect(problemsOf(values)).toEqual(expect.arrayContaining(['again', 'given', 'family', 'nameOnCard', 'why']))
  })

  test('the only reason of an edition is chosen already', () =>
    expect(replacementValues({ found }, { ...context, edition: replaceCardNewName2026 }).why).toBe('name-changed'))

  test('what was recorded comes back as it was', () => {
    const values = replacementValues({ recorded: { ...asked, note: 'Rang.' }, found }, context)
    expect(readReplacement(values, context).event).toMatchObject({
      oldCard: { serial: '77' },
      why: 'lost',
      requestedOn: '2026-11-20',
      note: 'Rang.',
    })
    const another = replacementValues({ recorded: { ...asked, oldCard: { serial: '99', from: 'elsewhere' } }, found }, context)
    expect([another.card, another.serial]).toEqual([ANOTHER_CARD, '99'])
  })
})
