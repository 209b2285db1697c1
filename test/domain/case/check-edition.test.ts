import { describe, expect, test } from 'vitest'
import { findEditionFaults } from '../../../domain/case/check-edition.ts'
import type { Edition } from '../../../domain/guidance/edition.ts'
import { bundledEditions } from '../../../domain/guidance/index.ts'
import { remote20200408 } from '../../../domain/guidance/editions/remote-2020-04-08.ts'

const remote: Edition = remote20200408
const needs = (id: string, ...wanted: string[]) => remote.steps.map((step) => (step.id === id ? { ...step, needs: wanted } : step))
const without = (id: string) => remote.steps.filter((step) => step.id !== id)

describe('edition that is not whole', () => {
  const table: readonly [string, Partial<Edition>, string][] = [
    [
      'a step that RA Desk does not have',
      { steps: [...remote.steps, { ...remote.steps[1]!, id: 'levitate' }] },
      'This version of RA Desk has no step “levitate”.',
    ],
    [
      'a stage that it does not have',
      { stages: remote.stages.slice(1) },
      'is in the stage “before-call”, which the edition does not have.',
    ],
    [
      'a need that it does not have',
      { steps: needs('items', 'ask-for-items', 'levitate') },
      'Step “items” needs “levitate”, which the edition does not have.',
    ],
    ['a step before what it needs', { steps: needs('details', 'cis') }, 'Step “details” stands before “cis”, which it needs.'],
    [
      'a passcode that does not wait for the arrival',
      { steps: needs('text-passcode', 'phone-code') },
      'Step “text-passcode” must come after “arrival”.',
    ],
    ['a card without a UUID', { steps: needs('write-card', 'photograph') }, 'Step “write-card” must come after “cis” or “known-identity”.'],
    ['a CIS entry without its values', { cis: undefined }, 'Step “cis” is in the edition, but a list or text that it uses is not.'],
    ['no posting services', { postingServices: [] }, 'Step “posted” is in the edition, but a list or text that it uses is not.'],
    [
      'no email to ask for the items',
      { email: undefined },
      'Step “ask-for-items” is in the edition, but a list or text that it uses is not.',
    ],
    [
      'no step with which a case begins',
      { steps: without('request') },
      'A case must begin with “request” or “known-identity” or “arrange-meeting”.',
    ],
    ['no steps', { steps: [] }, 'A case must begin with “request” or “known-identity” or “arrange-meeting”.'],
    ['no closing step', { closingStep: 'levitate' }, 'The closing step “levitate” is not in the edition.'],
    [
      'a step that closing does not wait for',
      { steps: needs('first-log-in', 'text-passcode') },
      'The case would close without step “access”.',
    ],
  ]
  test.each(table)('%s', (_name, change, fault) =>
    expect(findEditionFaults({ ...remote, ...change } as Edition).some((one) => one.includes(fault))).toBe(true),
  )

  test('edition with several faults: each is named', () =>
    expect(findEditionFaults({ ...remote, postingServices: [], arrivalQuestions: [] }).length).toBeGreaterThanOrEqual(3))
})

test('edition: the bundled ones are whole', () => {
  for (const edition of bundledEditions) expect(findEditionFaults(edition)).toEqual([])
})
