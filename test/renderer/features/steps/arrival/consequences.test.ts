import { describe, expect, it } from 'vitest'
import { calledFromWords, describeSaved, needsReason } from '../../../../../renderer/features/steps/arrival/consequences.ts'

describe('arrival call', () => {
  it('asks how the agent knew the registrant unless the call came from the confirmed mobile', () => {
    expect(needsReason('bound-number')).toBe(false)
    expect(needsReason('another-number')).toBe(true)
    expect(needsReason('number-withheld')).toBe(true)
  })
  it('passcode: never texted to another number that called', () => {
    expect(calledFromWords['another-number'].consequence).toMatch(/only to the confirmed mobile/)
    expect(calledFromWords['number-withheld'].consequence).toMatch(/only to the confirmed mobile/)
  })
  it('opened envelope: the passcode is not texted', () => {
    expect(describeSaved(true)).toMatch(/can text/)
    expect(describeSaved(false)).toMatch(/will not text the passcode/)
  })
})
