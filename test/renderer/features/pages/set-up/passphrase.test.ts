import { describe, expect, it } from 'vitest'
import { judgePassphrase } from '../../../../../renderer/features/pages/set-up/passphrase.ts'

describe('strength of a passphrase', () => {
  it.each([
    ['', false, 'too-short'],
    ['elevenchars', false, 'too-short'],
    ['aaaaaaaaaaaaaaaa', false, 'weak'],
    ['passwordpassword', false, 'weak'],
    ['Password123456', false, 'weak'],
    ['rhian example 1', false, 'weak'],
    ['copperlanter', true, 'weak'],
    ['copper lantern 9', true, 'fair'],
    ['copper lantern thirteen otters', true, 'good'],
  ])('“%s”', (passphrase, accepted, strength) => {
    expect(judgePassphrase(passphrase, ['Rhian Example', 'rhian'])).toMatchObject({ accepted, strength })
  })
  it('counts characters as a person does, not bytes or surrogates', () => {
    expect(judgePassphrase('🦦🦦🦦🦦🦦🦦').strength).toBe('too-short')
  })
  it('says how many are missing', () => {
    expect(judgePassphrase('elevenchars').message).toBe('Passphrase must be 12 characters or more. Add 1.')
    expect(judgePassphrase('nineletts').message).toBe('Passphrase must be 12 characters or more. Add 3.')
  })
})
