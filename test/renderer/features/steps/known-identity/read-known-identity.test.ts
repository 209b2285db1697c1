import { describe, expect, test } from 'vitest'
import { agentEvent } from '../../../../../domain/case/events.ts'
import { provedElsewhere2026 as edition } from '../../../../../domain/guidance/editions/proved-elsewhere-2026.ts'
import {
  knownIdentityValues,
  readKnownIdentity,
  type KnownIdentityValues,
} from '../../../../../renderer/features/steps/known-identity/read-known-identity.ts'

const organisations = [
  { odsCode: 'ZZ9', name: 'Invented Health Centre' },
  { odsCode: 'ZZ8', name: 'Invented Clinic' },
]
const context = { edition, organisations, today: '2026-11-29' }
const empty = knownIdentityValues(undefined, organisations)
const filled: KnownIdentityValues = {
  ...empty,
  typed: '5550 0011 1222',
  again: '555000111222',
  given: 'Ŵyn',
  family: 'Sampleton',
  nameOnCard: 'Ŵyn Sampleton',
  where: 'care-id',
  on: { day: '2', month: '11', year: '2026' },
  reference: ' AC-0042 ',
  odsCode: 'ZZ8',
}
const fields = (change: Partial<KnownIdentityValues>) =>
  readKnownIdentity({ ...filled, ...change }, context).problems?.map(({ name }) => name)

describe('identity proved elsewhere', () => {
  test('becomes an event that main accepts', () => {
    expect(agentEvent.parse(readKnownIdentity(filled, context).event)).toEqual({
      kind: 'identityProvedElsewhere',
      uuid: '555000111222',
      name: { given: 'Ŵyn', family: 'Sampleton' },
      nameOnCard: 'Ŵyn Sampleton',
      organisation: { odsCode: 'ZZ8', name: 'Invented Clinic' },
      proof: { where: 'care-id', on: '2026-11-02', reference: 'AC-0042' },
    })
  })

  test('opens again as it was saved, and the same UUID need not be typed again', () => {
    const { event } = readKnownIdentity({ ...filled, title: 'Dr', note: 'Seen in ESR.' }, context)
    const again = knownIdentityValues(event, organisations)
    expect(again.again).toBe('')
    expect(readKnownIdentity(again, context).event).toEqual(event)
  })

  test('UUID of zeros or of one digit: marked at its field', () => {
    for (const typed of ['0000 0000 0000', '777777777777']) expect(fields({ typed, again: typed })).toEqual(['typed'])
  })

  test('the only organisation is chosen already', () => {
    expect(knownIdentityValues(undefined, organisations.slice(0, 1)).odsCode).toBe('ZZ9')
    expect(empty.odsCode).toBe('')
  })

  test.each<[string, Partial<KnownIdentityValues>]>([
    ['UUID pasted once', { again: '', pasted: '555000111222' }],
    ['proved today', { on: { day: '29', month: '11', year: '2026' } }],
  ])('%s: accepted', (_what, change) => {
    expect(fields(change)).toBeUndefined()
  })

  test.each(['esr', 'face-to-face'])('%s has no reference: what was typed for another kind is left out', (where) => {
    expect(readKnownIdentity({ ...filled, where }, context).event?.proof).toEqual({ where, on: '2026-11-02' })
  })

  test.each<[string, Partial<KnownIdentityValues>, (keyof KnownIdentityValues)[]]>([
    ['nothing entered', empty, ['typed', 'given', 'family', 'nameOnCard', 'where', 'on', 'odsCode']],
    ['UUID too short', { typed: '55500011122' }, ['typed']],
    ['UUID typed once', { again: '' }, ['again']],
    ['UUID typed differently', { again: '555000111223' }, ['again']],
    ['no reference where the proof has one', { reference: ' ' }, ['reference']],
    ['reference too long', { reference: 'x'.repeat(61) }, ['reference']],
    ['proof in the future', { on: { day: '30', month: '11', year: '2026' } }, ['on']],
    ['no such date', { on: { day: '31', month: '11', year: '2026' } }, ['on']],
    ['kind of proof that the edition does not have', { where: 'video' }, ['where']],
    ['organisation that is not in the settings', { odsCode: 'ZZ7' }, ['odsCode']],
  ])('%s: refused, with the fields', (_what, change, expected) => {
    expect(fields(change)).toEqual(expected)
  })

  test('missing reference: named as the edition names it', () => {
    expect(readKnownIdentity({ ...filled, reference: '' }, context).problems).toEqual([
      { name: 'reference', message: 'Enter the application reference' },
    ])
  })
})
