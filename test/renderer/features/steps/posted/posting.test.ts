import { describe, expect, it } from 'vitest'
import { remote20200408 } from '../../../../../domain/guidance/editions/remote-2020-04-08.ts'
import { describeTracking, findPostingQuestion } from '../../../../../renderer/features/steps/posted/posting.ts'

const service = (id: string) => remote20200408.postingServices.find((one) => one.id === id)!

describe('what is asked before a posting is saved', () => {
  it('is nothing when the check digit fits', () => {
    expect(findPostingQuestion(service('special-delivery'), 'rb 1234 5678 5gb')).toBeUndefined()
  })
  it('is to read it again when the check digit does not fit, with the number as it is printed', () => {
    expect(findPostingQuestion(service('special-delivery'), 'RB123456786GB')).toMatchObject({
      title: 'Please re-read the reference',
      number: 'RB 1234 5678 6GB',
    })
  })
  it('is to read it again when it is not of the standard shape', () => {
    expect(findPostingQuestion(service('courier'), 'ABC-12')).toMatchObject({ number: 'ABC12' })
  })
  it('is whether to go without a reference, when the service gives one', () => {
    expect(findPostingQuestion(service('signed-for'), ' ')).toMatchObject({ title: 'Save without a reference?' })
    expect(findPostingQuestion(service('other'), '')).toBeUndefined()
  })
})

describe('the words under the reference', () => {
  it.each([
    ['', undefined],
    ['rb123456785gb', 'RB 1234 5678 5GB: the check digit fits, registered or signed-for letter.'],
  ])('%s', (typed, words) => {
    expect(describeTracking(typed)).toBe(words)
  })
  it('ask to read it again', () => {
    expect(describeTracking('RB123456786GB')).toMatch(/re-read/)
  })
})
