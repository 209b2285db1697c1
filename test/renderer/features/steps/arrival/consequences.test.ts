import { describe, expect, it } from 'vitest'
import { calledFromWords, describeSaved, needsReason } from '../../../../../renderer/features/steps/arrival/consequences.ts'

describe('the arrival call', () => {
  it('asks how the agent knew the registrant unless the bound number called', () => {
    expect(needsReason('bound-number')).toBe(false)
    expect(needsReason('another-number')).toBe(true)
    expect(needsReason('number-withheld')).toBe(true)
  })
  it('never sends the passcode to the number that called', () => {
    expect(calledFromWords['another-number'].consequence).toMatch(/only to the bound number/)
    expect(calledFromWords['number-withheld'].consequence).toMatch(/only to the bound number/)
  })
  it('holds the passcode back when the envelope was opened', () => {
    expect(describeSaved(true)).toMatch(/may go/)
    expect(describeSaved(false)).toMatch(/held back/)
  })
})
