import { describe, expect, test } from 'vitest'
import { agentEvent } from '../../../../../domain/case/events.ts'
import { detailsValues, readDetails, type DetailsValues } from '../../../../../renderer/features/steps/details/read-details.ts'

const context = { today: '2026-11-23', allowDramaNumbers: true }
const empty = detailsValues(undefined, { registrantEmail: 'wyn@nhs.net' })
const filled: DetailsValues = {
  ...empty,
  given: 'Ŵyn',
  family: 'Sampleton-Ångström',
  nameOnCard: 'Ŵyn Sampleton',
  dateOfBirth: { day: '4', month: '7', year: '1990' },
  niGiven: 'given',
  niNumber: 'jg 10 37 59 a',
  mobile: '07700 900 123',
  line1: '1 Invented Street',
  line3: 'Flat 0',
  town: 'Sampletown',
  postcode: 'sa19zz',
}
const fields = (change: Partial<DetailsValues>) => readDetails({ ...filled, ...change }, context).problems?.map(({ name }) => name)

describe('details form', () => {
  test('becomes an event that main accepts, normalised, with the name unchanged', () => {
    expect(agentEvent.parse(readDetails(filled, context).event)).toEqual({
      kind: 'detailsRecorded',
      name: { given: 'Ŵyn', family: 'Sampleton-Ångström' },
      nameOnCard: 'Ŵyn Sampleton',
      dateOfBirth: '1990-07-04',
      nationalInsurance: { given: 'JG103759A' },
      mobile: '+447700900123',
      email: { address: 'wyn@nhs.net', judgement: 'nhs.net' },
      address: { lines: ['1 Invented Street', 'Flat 0'], town: 'Sampletown', postcode: 'SA1 9ZZ' },
    })
  })

  test('opens again as it was saved', () => {
    const { event } = readDetails(
      {
        ...filled,
        niGiven: 'not-given',
        niReason: 'Applied for',
        email: 'wyn@example.org',
        emailReason: 'No other yet',
        country: 'France',
        postcode: '75001',
      },
      context,
    )
    const again = detailsValues(event, undefined)
    expect(readDetails(again, context).event).toEqual(event)
    expect(again).toMatchObject({ niReason: 'Applied for', emailReason: 'No other yet', country: 'France' })
  })

  test('reports everything that is missing at once', () => {
    expect(readDetails({ ...empty, email: '' }, context).problems?.map(({ name }) => name)).toEqual([
      'given',
      'family',
      'nameOnCard',
      'dateOfBirth',
      'niGiven',
      'mobile',
      'email',
      'line1',
      'town',
      'postcode',
    ])
  })

  test.each([
    ['a landline', { mobile: '020 7946 0018' }, ['mobile']],
    ['an NI number of a shape that does not exist', { niNumber: 'QQ123456C' }, ['niNumber']],
    ['no NI number and no reason', { niGiven: 'not-given' }, ['niReason']],
    ['an address that is not secure and no reason', { email: 'wyn@example.org' }, ['emailReason']],
    ['the NHS pseudo-postcode', { postcode: 'ZZ99 3WZ' }, ['postcode']],
    ['no postcode', { postcode: '' }, ['postcode']],
    ['a day in the future', { dateOfBirth: { day: '24', month: '11', year: '2026' } }, ['dateOfBirth']],
  ] as const)('%s is refused', (_name, change, expected) => {
    expect(fields(change as Partial<DetailsValues>)).toEqual(expected)
  })

  test('mobile: drama numbers are accepted only with virtual devices', () => {
    expect(readDetails(filled, { ...context, allowDramaNumbers: false }).problems?.map(({ name }) => name)).toEqual(['mobile'])
  })

  test('email: a reason is asked for and kept only if the address is not secure', () => {
    expect(readDetails({ ...filled, emailReason: 'left over' }, context).event?.email).toEqual({
      address: 'wyn@nhs.net',
      judgement: 'nhs.net',
    })
    expect(readDetails({ ...filled, email: 'wyn@example.org', emailReason: 'No other' }, context)).toMatchObject({
      emailNeedsReason: true,
      event: { email: { judgement: 'judged', reason: 'No other' } },
    })
  })

  test('warnings are shown and do not stop the agent', () => {
    const read = readDetails(
      { ...filled, email: 'wyn@gmial.com', emailReason: 'x', dateOfBirth: { day: '1', month: '1', year: '1900' }, postcode: 'QA1 1AA' },
      context,
    )
    expect(read.event).toBeDefined()
    expect(read.notes.email?.warnings).toHaveLength(1)
    expect(read.notes.dateOfBirth?.warnings).toHaveLength(1)
    expect(read.notes.postcode?.warnings).toHaveLength(1)
  })

  test('postcode: O for 0 is questioned, never corrected', () => {
    const read = readDetails({ ...filled, postcode: 'SA1 OZZ' }, context)
    expect(read.notes.postcode?.warnings).toEqual(['Did you mean SA1 0ZZ?'])
    expect(read.event).toBeUndefined()
  })

  test('NI number: never called valid', () => {
    expect(readDetails(filled, context).notes.niNumber?.reads).toBe('The format looks right: JG 10 37 59 A')
  })
})
