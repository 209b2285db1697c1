import { describe, expect, test } from 'vitest'
import { policyNames, policyRules, stricterOf, type PolicyName, type PolicyValue } from '../../../domain/station/policy.ts'
import { resolvePolicy } from '../../../domain/station/resolve-policy.ts'
import { changesOf, settlePolicy, type AgreedPolicy, type PolicyValues } from '../../../domain/station/settle-policy.ts'

const file = (content: unknown) => ({ text: typeof content === 'string' ? content : JSON.stringify(content) })
const asked = (machine: unknown, user?: unknown) =>
  resolvePolicy({ machine: machine === undefined ? undefined : file(machine), user: user === undefined ? undefined : file(user) })
const settle = (machine: unknown, before: AgreedPolicy) => settlePolicy(asked(machine), before)

/** Each value: what was agreed, a stricter wish, a weaker wish. */
const changes: Readonly<Record<PolicyName, readonly [agreed: PolicyValue, stricter: PolicyValue, weaker: PolicyValue]>> = {
  idleMinutes: [5, 2, 15],
  callIdleMinutes: [30, 10, 60],
  absoluteLockHours: [3, 1, 12],
  kdfMemoryMiB: [128, 256, 64],
  kdfIterations: [4, 5, 3],
  evidenceDays: [28, 7, null],
  passcodeDays: [30, 7, 31],
  caseDays: [365, 30, null],
  cimReportDays: [90, 30, null],
  entryDays: [365, 30, null],
  keepLongerDays: [14, 0, 15],
  twoAgentRelease: [true, true, false],
  passcodeReleases: [2, 1, 3],
  mobileCarryDays: [365, 90, 400],
  exportsAllowed: [false, false, true],
  backupFolder: ['/backups', '/backups', '/elsewhere'],
  editionSigner: [`${'A'.repeat(43)}=`, null, `${'B'.repeat(42)}A=`],
  printerHosts: ['printer.example 198.51.100.0/24', 'printer.example', 'printer.example, other.example'],
}

describe('policy: which change is weaker', () => {
  test('every value is in the table of this test', () => expect(Object.keys(changes).sort()).toEqual([...policyNames].sort()))

  test.each(Object.entries(changes))('%s: a stricter wish counts at once', (name, [agreed, stricter]) => {
    const { inForce, held } = settle({ [name]: stricter }, { [name]: agreed })
    expect(inForce[name as PolicyName]).toEqual(stricter)
    expect(held.find((value) => value.name === name)).toBeUndefined()
  })

  test.each(Object.entries(changes))('%s: a weaker wish is held, and what was agreed stays', (name, [agreed, , weaker]) => {
    const settled = settle({ [name]: weaker }, { [name]: agreed })
    expect([settled.inForce[name as PolicyName], settled.agreed[name as PolicyName]]).toEqual([agreed, agreed])
    expect(settled.held).toEqual([{ name, why: 'weaker', asked: weaker }])
  })

  test.each(Object.entries(changes))('%s: a file that is gone takes no control away', (name, [agreed]) => {
    const { inForce } = settle(undefined, { [name]: agreed })
    expect(stricterOf(name as PolicyName, agreed, inForce[name as PolicyName])).toEqual(inForce[name as PolicyName])
  })

  test.each([
    ['backupFolder', '/backups', null],
    ['evidenceDays', 28, 29],
    ['printerHosts', null, 'printer.example'],
    ['editionSigner', null, `${'A'.repeat(43)}=`],
  ] as const)('%s: from %j to %j is weaker', (name, agreed, weaker) =>
    expect(settle({ [name]: weaker }, { [name]: agreed }).inForce[name]).toBe(agreed),
  )

  test.each([
    ['backupFolder', null, '/backups'],
    ['evidenceDays', null, 28],
    ['evidenceDays', 0, 0],
    ['twoAgentRelease', false, true],
    ['exportsAllowed', true, false],
  ] as const)('%s: from %j to %j counts at once', (name, agreed, now) =>
    expect(settle({ [name]: now }, { [name]: agreed }).inForce[name]).toBe(now),
  )
})

describe('policy: the file of the account, before anything was agreed', () => {
  const weaker: Partial<Record<PolicyName, PolicyValue>> = {
    passcodeReleases: 5,
    keepLongerDays: 30,
    idleMinutes: 15,
    printerHosts: 'printer.example',
    editionSigner: `${'A'.repeat(43)}=`,
  }

  test.each(Object.entries(weaker))('%s: a weaker value waits for an RA manager', (name, value) => {
    const settled = settlePolicy(asked(undefined, { [name]: value }), {})
    const { initial } = policyRules[name as PolicyName]
    expect([settled.inForce[name as PolicyName], settled.agreed[name as PolicyName]]).toEqual([initial, initial])
    expect(settled.held).toEqual([{ name, why: 'weaker', asked: value }])
  })

  test.each(Object.entries(weaker))('%s: the same from the policy of the computer counts', (name, value) => {
    expect(settle({ [name]: value }, {})).toMatchObject({ inForce: { [name]: value }, held: [] })
  })

  test('a stricter value counts at once', () => {
    expect(settlePolicy(asked(undefined, { twoAgentRelease: true }), {})).toMatchObject({ inForce: { twoAgentRelease: true }, held: [] })
  })
})

describe('policy: a file that cannot be read', () => {
  const strict = Object.fromEntries(policyNames.map((name) => [name, policyRules[name].strict]))
  const broken = [{ text: '{"twoAgentRelease": true,}' }, { text: '' }, { text: '[]' }, { unreadable: true as const }]

  test.each(broken)('nothing was agreed before: strict values, %j', (machine) => {
    const read = resolvePolicy({ machine, user: undefined })
    const settled = settlePolicy(read, {})
    expect(settled.inForce).toEqual(strict)
    expect(settled.agreed).toEqual({})
    expect(settled.held.map(({ name, why }) => [name, why])).toEqual(policyNames.map((name) => [name, 'unclear']))
  })

  test.each(broken)('the stricter of what was agreed and the strict value: %j', (machine) => {
    const read = resolvePolicy({ machine, user: undefined })
    const { inForce } = settlePolicy(read, {
      idleMinutes: 2,
      evidenceDays: 28,
      twoAgentRelease: false,
      exportsAllowed: true,
      keepLongerDays: 9,
    })
    expect(inForce).toMatchObject({ idleMinutes: 2, evidenceDays: 28, twoAgentRelease: true, exportsAllowed: false, keepLongerDays: 0 })
  })

  test('the user’s file cannot be read: what the machine’s file says counts, the rest is strict', () => {
    const { inForce } = settlePolicy(resolvePolicy({ machine: file({ twoAgentRelease: false }), user: { unreadable: true } }), {})
    expect(inForce).toMatchObject({ twoAgentRelease: false, exportsAllowed: false })
  })

  test('corrected again: what was agreed before it broke counts, without an agreement to the strict values', () => {
    const first = settle({ twoAgentRelease: false }, {})
    const strictly = settlePolicy(resolvePolicy({ machine: { unreadable: true }, user: undefined }), first.agreed)
    expect(strictly.inForce.twoAgentRelease).toBe(true)
    const { inForce, held } = settle({ twoAgentRelease: false }, strictly.agreed)
    expect([inForce.twoAgentRelease, held]).toEqual([false, []])
  })

  test('one value that is not allowed: that value alone is strict', () => {
    const { inForce, held } = settle({ twoAgentRelease: 'yes', exportsAllowed: true }, { twoAgentRelease: false })
    expect([inForce.twoAgentRelease, inForce.exportsAllowed]).toEqual([true, true])
    expect(held).toEqual([{ name: 'twoAgentRelease', why: 'unclear' }])
  })
})

test('policy: a first station follows its files as they are', () => {
  const { inForce, held, agreed } = settle({ twoAgentRelease: false, idleMinutes: 15 }, {})
  expect([inForce.idleMinutes, held]).toEqual([15, []])
  expect(agreed).toEqual(inForce)
})

test('policy: changes name the old and the new value; a value that is new to this version is no change', () => {
  const now = settle({ twoAgentRelease: true }, {}).inForce as unknown as PolicyValues
  expect(changesOf({ twoAgentRelease: false, idleMinutes: 5 }, now)).toEqual([{ name: 'twoAgentRelease', from: false, to: true }])
})
