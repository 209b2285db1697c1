import { describe, expect, test } from 'vitest'
import { readArrival, type ArrivalValues } from '../../../../../renderer/features/steps/arrival/read-arrival.ts'

const now = '2026-11-26T10:00:00.000Z'
const earlier = '2026-11-25T09:00:00.000Z'
const values: ArrivalValues = { calledFrom: 'bound-number', envelope: 'yes', note: '', soonerBecause: '' }
const first = { recorded: undefined, reason: undefined, now, isSooner: () => false }

describe('arrival call form', () => {
  test('is recorded with the time of the call', () => {
    expect(readArrival(values, first).event).toEqual({
      kind: 'arrivalCallLogged',
      calledAt: now,
      calledFrom: 'bound-number',
      envelopeIntact: true,
    })
  })

  test('reports both missing answers at once', () => {
    expect(readArrival({ calledFrom: '', envelope: '', note: '', soonerBecause: '' }, first).problems?.map(({ name }) => name)).toEqual([
      'calledFrom',
      'envelope',
    ])
  })

  test.each(['another-number', 'number-withheld'] as const)(
    'a call from %s needs a note on how the agent knows the registrant',
    (calledFrom) => {
      expect(readArrival({ ...values, calledFrom }, first).problems).toEqual([
        { name: 'note', message: 'Say how you know that this was the registrant' },
      ])
      expect(readArrival({ ...values, calledFrom, note: ' I know the voice ' }, first).event?.note).toBe('I know the voice')
    },
  )

  test('an opened envelope later called intact needs a note, which becomes the reason; the time of the call stays', () => {
    const correction = { recorded: { calledAt: earlier, envelopeIntact: false }, reason: undefined, now, isSooner: () => false }
    expect(readArrival(values, correction).problems).toEqual([
      { name: 'note', message: 'Say why you changed the answer about the envelope' },
    ])
    const read = readArrival({ ...values, note: 'I misheard' }, correction)
    expect(read.event).toMatchObject({ calledAt: earlier, envelopeIntact: true })
    expect(read.reason).toBe('I misheard')
  })

  test('a change with a reason keeps the time of the call and the reason', () => {
    const read = readArrival(values, {
      recorded: { calledAt: earlier, envelopeIntact: true },
      reason: 'Wrong number ticked',
      now,
      isSooner: () => false,
    })
    expect(read.event?.calledAt).toBe(earlier)
    expect(read.reason).toBe('Wrong number ticked')
  })

  test('sooner than usual: the reason is needed, judged by the time that is recorded, and left out when it is not', () => {
    const isSooner = (calledAt: string) => calledAt === earlier
    const reason = 'Wrong number ticked'
    const correction = { recorded: { calledAt: earlier, envelopeIntact: true }, reason, now, isSooner }
    expect(readArrival(values, { ...first, isSooner }).event).toBeDefined()
    expect(readArrival(values, correction).problems).toEqual([
      { name: 'soonerBecause', message: 'Say why the card came sooner than usual' },
    ])
    const explained = { ...values, soonerBecause: ' Fetched at the depot ' }
    expect(readArrival(explained, correction).event?.soonerBecause).toBe('Fetched at the depot')
    expect(readArrival(explained, { ...first, isSooner }).event).not.toHaveProperty('soonerBecause')
  })
})
