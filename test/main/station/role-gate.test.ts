import { describe, expect, test } from 'vitest'
import { rolesOfEvent } from '../../../domain/case/act-roles.ts'
import { roles } from '../../../domain/station/roles.ts'
import { findRoleRefusal } from '../../../main/station/role-gate.ts'
import { accessTo, channels, type ChannelName } from '../../../preload/contract.ts'

const names = Object.keys(channels) as ChannelName[]

describe.each(roles)('%s', (role) => {
  test('each channel is allowed or refused as the contract says', () => {
    for (const name of names.filter((each) => each !== 'case.act'))
      expect(findRoleRefusal(role, name, {}) === undefined, name).toBe(accessTo(role, name) !== 'no')
  })

  test.each(['detailsRecorded', 'callEnded', 'cisIdentityCreated', 'accessRecorded'] as const)(
    'the act “%s” by its own list of roles',
    (kind) => {
      const refusal = findRoleRefusal(role, 'case.act', { event: { kind } })
      expect(refusal === undefined).toBe(accessTo(role, 'case.act') !== 'no' && rolesOfEvent(kind).includes(role))
    },
  )
})

test('some act is refused to some role: the gate is not open to all', () => {
  const refused = roles.filter((role) => findRoleRefusal(role, 'case.act', { event: { kind: 'accessRecorded' } }) !== undefined)
  expect(refused.length).toBeGreaterThan(0)
  expect(refused.length).toBeLessThan(roles.length)
})
