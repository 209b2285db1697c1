import { describe, expect, test } from 'vitest'
import { agentEvent } from '../../../../../domain/case/events.ts'
import {
  deliveryValues,
  readDelivery,
  type DeliveryValues,
} from '../../../../../renderer/features/steps/delivery-details/read-delivery-details.ts'

const context = { allowDramaNumbers: true }
const empty = deliveryValues(undefined)
const filled: DeliveryValues = { ...empty, mobile: '07700 900 123', line1: '1 Invented Street', town: 'Sampletown', postcode: 'sa19zz' }
const fields = (change: Partial<DeliveryValues>) => readDelivery({ ...filled, ...change }, context).problems?.map(({ name }) => name)

describe('delivery details', () => {
  test('become an event that main accepts, normalised', () => {
    expect(agentEvent.parse(readDelivery(filled, context).event)).toEqual({
      kind: 'deliveryRecorded',
      mobile: '+447700900123',
      address: { lines: ['1 Invented Street'], town: 'Sampletown', postcode: 'SA1 9ZZ' },
    })
  })

  test.each<[string, Partial<DeliveryValues>]>([
    ['at home', { line2: 'Flat 0' }],
    ['abroad', { country: 'France', postcode: '75001' }],
  ])('%s: open again as they were saved', (_what, change) => {
    const { event } = readDelivery({ ...filled, ...change }, context)
    expect(event).toBeDefined()
    expect(readDelivery(deliveryValues(event), context).event).toEqual(event)
  })

  test.each<[string, Partial<DeliveryValues>, (keyof DeliveryValues)[]]>([
    ['nothing entered', empty, ['mobile', 'line1', 'town', 'postcode']],
    ['a landline', { mobile: '020 7946 0018' }, ['mobile']],
    ['the NHS pseudo-postcode', { postcode: 'ZZ99 3WZ' }, ['postcode']],
    ['no town', { town: '' }, ['town']],
  ])('%s: refused, with the fields', (_what, change, expected) => {
    expect(fields(change)).toEqual(expected)
  })

  test('mobile: drama numbers are accepted only with virtual devices', () => {
    expect(readDelivery(filled, { allowDramaNumbers: false }).problems?.map(({ name }) => name)).toEqual(['mobile'])
  })

  test('notes: how the mobile reads, and a likely postcode', () => {
    expect(readDelivery({ ...filled, postcode: 'SA1 OZZ' }, context).notes).toMatchObject({
      mobile: { reads: 'Reads as 07700 900123' },
      postcode: { warnings: ['Did you mean SA1 0ZZ?'] },
    })
  })
})
