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

test.each([
  ['idleMinutes', 2, 15],
  ['callIdleMinutes', 5, 60],
  ['absoluteLockHours', 1, 12],
  ['kdfMemoryMiB', 64, 512],
  ['kdfIterations', 3, 12],
  ['evidenceDays', 0, 3_650],
  ['passcodeDays', 1, 365],
  ['caseDays', 30, 36_500],
  ['cimReportDays', 1, 3_650],
  ['entryDays', 30, 36_500],
  ['keepLongerDays', 0, 3_650],
  ['passcodeReleases', 1, 5],
  ['mobileCarryDays', 0, 3_650],
] as const)('policy: %s is a whole number from %d to %d', (name, least, most) => {
  const isAllowed = (value: number) => policyRules[name].schema.safeParse(value).success
  expect([least, most].map(isAllowed)).toEqual([true, true])
  expect([least - 1, most + 1, least + 0.5].map(isAllowed)).toEqual([false, false, false])
})
