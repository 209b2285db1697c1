/** What counts where no policy file says anything, and where one cannot be read: each value by name. */
import { expect, test } from 'vitest'
import { policyNames, policyRules, type PolicyName, type PolicyValue } from '../../../domain/station/policy.ts'

const values: Readonly<Record<PolicyName, readonly [initial: PolicyValue, strict: PolicyValue]>> = {
  idleMinutes: [5, 5],
  callIdleMinutes: [30, 30],
  absoluteLockHours: [3, 3],
  kdfMemoryMiB: [64, 64],
  kdfIterations: [3, 3],
  evidenceDays: [null, null],
  passcodeDays: [null, null],
  caseDays: [null, null],
  cimReportDays: [90, 90],
  entryDays: [null, null],
  keepLongerDays: [0, 0],
  twoAgentRelease: [false, true],
  passcodeReleases: [2, 1],
  mobileCarryDays: [365, 0],
  exportsAllowed: [true, false],
  backupFolder: [null, null],
  editionSigner: [null, null],
  printerHosts: [null, null],
}

test.each(policyNames)('policy %s: its first and its strict value', (name) => {
  expect([policyRules[name].initial, policyRules[name].strict]).toEqual(values[name])
  for (const value of values[name]) expect(policyRules[name].schema.safeParse(value).success).toBe(true)
})
