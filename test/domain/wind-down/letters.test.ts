import { describe, expect, test } from 'vitest'
import { decisions } from '../../../domain/wind-down/settlement.ts'
import { draftLetter, letterKinds, letterOfDecision } from '../../../domain/wind-down/letters.ts'

const values = {
  name: 'Siân Sample',
  organisation: 'Invented Pharmacy',
  serviceProvider: 'Invented RA Service',
  agentName: 'Sample Agent',
  agentMobile: '07700 900999',
}

describe('wind-down letters', () => {
  test.each(letterKinds)('%s is filled in, and names who to ring', (kind) => {
    const { subject, body } = draftLetter(kind, values)
    expect(`${subject}\n${body}`).not.toMatch(/[{}]/)
    expect(body).toContain('Dear Siân Sample,')
    expect(body).toContain('07700 900999')
  })
  test('each decision but to keep has its letter', () =>
    expect(decisions.filter((decision) => letterOfDecision[decision] === undefined)).toEqual(['keep']))
})

test('wind-down letters: the one that fits each decision', () => {
  expect(letterOfDecision).toEqual({ reverify: 'invitation', keep: undefined, rescind: 'rescinding', deregister: 'closing' })
})
test('wind-down letters: the end of access names the organisation, in the subject too', () => {
  const { subject, body } = draftLetter('rescinding', values)
  expect(subject).toBe('Your access through Invented Pharmacy will be removed')
  expect(body).toContain('Invented Pharmacy')
})
test('wind-down letters: signed by the agent for the service', () => {
  for (const kind of letterKinds)
    expect(draftLetter(kind, values).body).toMatch(/\n\nSample Agent\nRegistration Authority, Invented RA Service$/)
})
