/** What a card is to become: plans that fit and plans that do not, and the data objects made of them. */
import { describe, expect, test } from 'vitest'
import { cardCapabilityContainer, chuid, facialImage, printedInformation } from '../../../native/card/piv-objects.ts'
import { containerLimits, objects } from '../../../native/card/piv.ts'
import {
  certificateSubject,
  objectTags,
  photographsOf,
  plannedObject,
  whyUnfit,
  type PersonalisationPlan,
} from '../../../native/card/plan.ts'
import { pivProfile } from '../../../native/card/profile.ts'
import { sampleJpeg, samplePlan } from '../../support/cards.ts'

const { cardholder, guid } = samplePlan()
const holder = (over: Partial<PersonalisationPlan['cardholder']>) => ({ cardholder: { ...cardholder, ...over } })
const subject = (over: Partial<ReturnType<typeof certificateSubject>>) => ({
  certificateSubject: { commonName: 'Sample', organisation: 'Example Board', serialNumber: '999900001111', ...over },
})
const whyNot = (over: Partial<PersonalisationPlan>) => whyUnfit(samplePlan(over), pivProfile, '2026-11-23')

describe('a plan that fits', () => {
  test.each<[string, Partial<PersonalisationPlan>]>([
    ['as it comes', {}],
    ['a name of 125 bytes, with a subject of its own', { ...holder({ displayName: `${'N'.repeat(123)}ŵ` }), ...subject({}) }],
    ['an end on the next day', holder({ expiry: '2026-11-24' })],
    ['the fewest and the most attempts', { retries: { passcode: 1, puk: 15 } }],
    ['a common name of 64 characters', subject({ commonName: 'ŵ'.repeat(64) })],
    ['an organisation of 64 characters', subject({ organisation: 'ŵ'.repeat(64) })],
    ['a serial number of 64 characters', subject({ serialNumber: `A-z 0'()+,./:=?${'9'.repeat(49)}` })],
    ['the largest photograph', { facialImage: sampleJpeg(12_000), smallerFacialImages: [sampleJpeg(500)] }],
  ])('%s', (_, over) => expect(whyNot(over)).toBeUndefined())
})

describe('a plan that does not fit', () => {
  test.each<[string, Partial<PersonalisationPlan>]>([
    ['a passcode of seven digits', { passcode: '0042170' }],
    ['a passcode after a space', { passcode: ' 004217' }],
    ['a passcode that blank cards have', { passcode: '123456' }],
    ['an unblocking code of nine digits', { puk: '903142750' }],
    ['an unblocking code after a space', { puk: ' 90314275' }],
    ['an unblocking code that blank cards have', { puk: '12345678' }],
    ['a UUID of eleven digits', holder({ uuid: '99990000111' })],
    ['a UUID of thirteen digits', holder({ uuid: '9999000011112' })],
    ['a UUID after a space', holder({ uuid: ' 999900001111' })],
    ['a blank name', { ...holder({ displayName: ' ' }), ...subject({}) }],
    ['a name of 126 bytes', { ...holder({ displayName: `${'N'.repeat(124)}ŵ` }), ...subject({}) }],
    ['a blank organisation', { ...holder({ organisation: ' ' }), ...subject({}) }],
    ['an end today', holder({ expiry: '2026-11-23' })],
    ['an end on a day that does not exist', holder({ expiry: '2029-02-30' })],
    ['an end with a time of day', holder({ expiry: '2029-11-22T00:00:00Z' })],
    ['no attempts of the passcode', { retries: { passcode: 0, puk: 3 } }],
    ['no attempts of the unblocking code', { retries: { passcode: 3, puk: 0 } }],
    ['sixteen attempts', { retries: { passcode: 16, puk: 3 } }],
    ['half an attempt', { retries: { passcode: 3, puk: 2.5 } }],
    ['an identifier of fifteen bytes', { guid: guid.subarray(1) }],
    ['a photograph that is no JPEG', { facialImage: new Uint8Array(64) }],
    ['a smaller photograph that is no JPEG', { smallerFacialImages: [new Uint8Array(64)] }],
    ['a photograph that is too large', { facialImage: sampleJpeg(12_001) }],
    ['a smaller photograph that is too large', { smallerFacialImages: [sampleJpeg(12_001)] }],
    ['a common name of 65 characters', subject({ commonName: 'N'.repeat(65) })],
    ['an organisation of 65 characters', subject({ organisation: 'N'.repeat(65) })],
    ['a serial number of 65 characters', subject({ serialNumber: '9'.repeat(65) })],
    ['no serial number', subject({ serialNumber: '' })],
    ['a serial number with an accent', subject({ serialNumber: 'é9' })],
    ['a serial number that ends with an accent', subject({ serialNumber: '9é' })],
  ])('%s', (_, over) => expect(whyNot(over)).toMatchObject({ code: 'plan-unfit' }))

  test('what is longer than its container is named, for the longest serial number of a chip', () => {
    const roomy = { ...pivProfile, facialImageLimit: 60_000 }
    const why = whyUnfit(samplePlan({ facialImage: sampleJpeg(12_700) }), roomy, '2026-11-23')
    expect(why).toMatchObject({ code: 'plan-unfit', message: expect.stringContaining('facial-image') as string })
  })
})

describe('the data objects of a plan', () => {
  const plan = samplePlan()
  const card = { serial: '42', issuedOn: '2026-11-23' }
  const { displayName: name, organisation, uuid, expiry } = plan.cardholder
  test.each([
    ['chuid', objects.chuid, chuid({ guid: plan.guid, expiry })],
    ['ccc', objects.ccc, cardCapabilityContainer({ guid: plan.guid })],
    ['printed-information', objects.printedInformation, printedInformation({ name, organisation, uuid, expiry, cardSerial: '42' })],
    ['facial-image', objects.facialImage, facialImage({ jpeg: plan.facialImage, takenAt: '2026-11-23', expiry })],
  ] as const)('%s', (planned, tag, content) => {
    expect(plannedObject(planned, plan, card)).toEqual(content)
    expect(objectTags[planned]).toBe(tag)
    expect(content.length).toBeLessThanOrEqual(containerLimits.get(tag)!)
  })
  test('the certificate is that of the key in 9A', () => expect(objectTags.certificate).toBe(objects.certificate9a))

  test('the certificate names the cardholder, or who the plan says', () => {
    expect(certificateSubject(plan)).toEqual({ commonName: name, organisation, serialNumber: uuid })
    const given = { commonName: 'Sample', organisation: 'Example Board', serialNumber: '1' }
    expect(certificateSubject(samplePlan({ certificateSubject: given }))).toEqual(given)
  })

  test('photographs: the first choice before the smaller ones', () => {
    const smaller = [sampleJpeg(900), sampleJpeg(500)]
    expect(photographsOf(plan)).toEqual([plan.facialImage])
    expect(photographsOf(samplePlan({ smallerFacialImages: smaller }))).toEqual([plan.facialImage, ...smaller])
  })
})
