import { expect, test } from 'vitest'
import { isWeakerPolicy, listHosts, policyNames, policyRules, stricterOf } from '../../../domain/station/policy.ts'

test('policy: each value has a direction, and an initial and a strict value that are allowed', () => {
  for (const name of policyNames) {
    const { schema, initial, strict, weakerWhen } = policyRules[name]
    expect(weakerWhen, name).toMatch(/^(higher|lower|off|on|later|another-or-none|another|more)$/)
    expect([schema.safeParse(initial).success, schema.safeParse(strict).success], name).toEqual([true, true])
    // Strict is never weaker than what counts without a file, so a damaged file takes nothing away.
    expect(isWeakerPolicy(name, strict, initial), name).toBe(false)
    expect(isWeakerPolicy(name, initial, initial), name).toBe(false)
  }
})

test('policy: of two values the stricter is found in either order', () => {
  expect([stricterOf('idleMinutes', 2, 9), stricterOf('idleMinutes', 9, 2)]).toEqual([2, 2])
  expect([stricterOf('twoAgentRelease', true, false), stricterOf('twoAgentRelease', false, true)]).toEqual([true, true])
})

test('policy: hosts of printers are separated by spaces or commas, in any case', () => {
  expect(listHosts(' Printer.Example, 10.0.0.0/8\n198.51.100.7 ')).toEqual(['printer.example', '10.0.0.0/8', '198.51.100.7'])
  expect(listHosts(null)).toEqual([])
})
