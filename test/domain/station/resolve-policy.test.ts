import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { policyNames, policyRules, stricterOf, type PolicyName } from '../../../domain/station/policy.ts'
import { resolvePolicy } from '../../../domain/station/resolve-policy.ts'
import { root } from '../../support/checks.ts'

const file = (content: unknown) => ({ text: typeof content === 'string' ? content : JSON.stringify(content) })
const initial = resolvePolicy({ machine: undefined, user: undefined }).policy

test('without files every value is the initial one, and the initial ones are allowed', () => {
  const { policy, sources, problems } = resolvePolicy({ machine: undefined, user: undefined })
  expect(problems).toEqual([])
  for (const name of policyNames) {
    expect(sources[name]).toBe('default')
    expect(policyRules[name].schema.safeParse(policy[name]).success, name).toBe(true)
  }
})

test('no period of retention is invented: nothing is erased by itself until somebody decides', () => {
  expect([initial.evidenceDays, initial.passcodeDays, initial.caseDays]).toEqual([null, null, null])
})

test('the machine’s file beats the user’s, value by value', () => {
  const { policy, sources } = resolvePolicy({
    machine: file({ idleMinutes: 10 }),
    user: file({ idleMinutes: 2, absoluteLockHours: 8, twoAgentRelease: true }),
  })
  expect(policy).toEqual({ ...initial, idleMinutes: 10, absoluteLockHours: 8, twoAgentRelease: true })
  expect([sources.idleMinutes, sources.absoluteLockHours, sources.exportsAllowed]).toEqual(['machine', 'user', 'default'])
})

describe('a value that is not allowed is said, and as strict as it can be', () => {
  const bad: [PolicyName, unknown][] = [
    ['idleMinutes', 1],
    ['idleMinutes', 16],
    ['idleMinutes', 5.5],
    ['idleMinutes', '5'],
    ['idleMinutes', null],
    ['absoluteLockHours', 0],
    ['absoluteLockHours', 13],
    ['kdfMemoryMiB', 63],
    ['kdfMemoryMiB', 1_000_000],
    ['kdfIterations', 2],
    ['kdfIterations', 13],
    ['evidenceDays', -1],
    ['passcodeDays', 0],
    ['caseDays', 29],
    ['twoAgentRelease', 'yes'],
    ['passcodeReleases', 0],
    ['passcodeReleases', 6],
    ['passcodeReleases', 1.5],
    ['passcodeReleases', null],
    ['exportsAllowed', 1],
    ['backupFolder', 'somewhere'],
    ['backupFolder', 'C:backups'],
    ['backupFolder', '/a\nb'],
    ['backupFolder', ''],
    ['editionSigner', 'short'],
    ['editionSigner', 'A'.repeat(44)],
    ['printerHosts', ''],
    ['printerHosts', 'ipps://printer.example'],
    ['printerHosts', 'printer.example 10.0.0.0/33'],
    ['printerHosts', 'a b_c!'],
  ]
  test.each(bad)('%s: %j', (name, value) => {
    const { policy, sources, problems } = resolvePolicy({
      machine: file({ [name]: value, absoluteLockHours: name === 'absoluteLockHours' ? value : 2 }),
      user: undefined,
    })
    expect(policy[name]).toBe(stricterOf(name, policyRules[name].strict, initial[name]))
    expect(sources[name]).toBe('default')
    expect(problems[0]).toMatchObject({ source: 'machine', name })
    expect(problems[0]!.message).toContain(policyRules[name].allowed)
    if (name !== 'absoluteLockHours') expect(policy.absoluteLockHours).toBe(2)
  })
  test('a machine’s bad value does not take away the user’s good one', () => {
    expect(resolvePolicy({ machine: file({ idleMinutes: 99 }), user: file({ idleMinutes: 3 }) }).policy.idleMinutes).toBe(3)
  })
  test.each(['', 'null', '[]', '{"idleMinutes":', '"idleMinutes"', 'x'.repeat(70_000)])(
    'a file that is not a JSON object leaves strict values: %.20s',
    (text) => {
      const { policy, problems, unclear } = resolvePolicy({ machine: { text }, user: undefined })
      expect(policy).toEqual({ ...initial, twoAgentRelease: true, passcodeReleases: 1, mobileCarryDays: 0, exportsAllowed: false })
      expect(problems).toHaveLength(1)
      expect(unclear).toEqual(policyNames)
    },
  )
  test('a file that cannot be read is not taken for one that is not there', () => {
    expect(resolvePolicy({ machine: { unreadable: true }, user: undefined }).problems).toHaveLength(1)
  })
  test('an unknown name is reported without being repeated; __proto__ changes nothing', () => {
    const { policy, problems } = resolvePolicy({
      machine: file('{"idleMinute":3,"__proto__":{"idleMinutes":15},"constructor":1}'),
      user: undefined,
    })
    expect(policy).toEqual(initial)
    expect(problems).toHaveLength(3)
    expect(JSON.stringify(problems)).not.toMatch(/proto|constructor|idleMinute"/)
  })
})

test('the example counts as it is, comment and all', () => {
  const { sources, problems } = resolvePolicy({
    machine: { text: readFileSync(join(root, 'docs/policy.example.json'), 'utf8') },
    user: undefined,
  })
  expect(problems).toEqual([])
  expect(policyNames.filter((name) => sources[name] !== 'machine')).toEqual([])
})

test('a mark at the beginning of the file, as Windows editors write it, does not matter', () => {
  expect(resolvePolicy({ machine: { text: '\uFEFF{"idleMinutes":3}' }, user: undefined }).policy.idleMinutes).toBe(3)
})
