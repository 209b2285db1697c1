import { describe, expect, it } from 'vitest'
import { remote20200408 } from '../../../../../domain/guidance/editions/remote-2020-04-08.ts'
import { describeTracking, findPostingQuestion, findTrackingFault } from '../../../../../renderer/features/steps/posted/posting.ts'

const service = (id: string) => remote20200408.postingServices.find((one) => one.id === id)!

describe('posting reference: question before saving', () => {
  it('none if the check digit is correct', () => {
    expect(findPostingQuestion(service('special-delivery'), 'rb 1234 5678 5gb')).toBeUndefined()
  })
  it('asks to check it if the check digit is wrong, with the number as printed', () => {
    expect(findPostingQuestion(service('special-delivery'), 'RB123456786GB')).toMatchObject({
      title: 'Check the reference',
      number: 'RB 1234 5678 6GB',
    })
  })
  it('refuses one too long to keep, in words', () => {
    expect(findTrackingFault('1'.repeat(41))).toMatch(/at most 40/)
    expect(findPostingQuestion(service('courier'), '1'.repeat(41))).toBeUndefined()
    expect(describeTracking('1'.repeat(41))).toMatch(/at most 40/)
    expect(findTrackingFault('1'.repeat(40))).toBeUndefined()
  })
  it('asks to check it if it does not have the standard form', () => {
    expect(findPostingQuestion(service('courier'), 'ABC-12')).toMatchObject({ number: 'ABC12' })
  })
  it('asks whether to save without one, if the service gives one', () => {
    expect(findPostingQuestion(service('signed-for'), ' ')).toMatchObject({ title: 'Save without a reference?' })
    expect(findPostingQuestion(service('other'), '')).toBeUndefined()
  })
})

describe('posting reference: note under the field', () => {
  it.each([
    ['', undefined],
    ['rb123456785gb', 'RB 1234 5678 5GB: the check digit is correct, registered or signed-for letter.'],
  ])('%s', (typed, words) => {
    expect(describeTracking(typed)).toBe(words)
  })
  it('asks to check it', () => {
    expect(describeTracking('RB123456786GB')).toMatch(/re-read/)
  })
})
