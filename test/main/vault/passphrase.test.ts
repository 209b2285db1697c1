import { expect, test } from 'vitest'
import { checkPassphrase } from '../../../main/vault/passphrase.ts'
import { code } from './support.ts'

const names = ['Tamsin Example-Agent', 'Sampleshire Registration Service']

test.each([
  'elevenchars',
  'aaaaaaaaaaaaaaaa',
  'abababababababab',
  'Tamsin Example-Agent',
  'TAMSIN.EXAMPLE.AGENT',
  'tamsinexampleagent2026',
  'sampleshire 2026',
  'Registration Service',
  '',
])('weak: %j', (passphrase) => {
  expect(code(checkPassphrase(passphrase, names))).toBe('weak-passphrase')
})

test.each(['four quiet otters', 'tamsin likes quiet otters', 'ŵŷ🦦 llyn tawel iawn', 'Qe7;kP2!vX9z'])('strong enough: %j', (passphrase) => {
  expect(code(checkPassphrase(passphrase, names))).toBe('ok')
})
