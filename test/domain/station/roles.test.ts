import { describe, expect, test } from 'vitest'
import { mayWorkOn, rolesOfEvent } from '../../../domain/case/act-roles.ts'
import { agentEventKinds, type AgentEventKind } from '../../../domain/case/events.ts'
import { eventsOfStep, stepIds } from '../../../domain/case/steps.ts'
import { roles } from '../../../domain/station/roles.ts'
import { channels, type ChannelName } from '../../../preload/contract.ts'
import { findRoleRefusal } from '../../../main/station/role-gate.ts'

test('every act that an agent can record has at least one role', () => {
  for (const kind of agentEventKinds) expect(rolesOfEvent(kind).length, kind).toBeGreaterThan(0)
})

test('an RA manager may do whatever anybody may', () => {
  for (const [channel, rule] of Object.entries(channels).map(([name, { roles: rule }]) => [name, rule] as const))
    if (rule.raAgent !== 'no' || rule.idChecker !== 'no') expect(rule.raManager, channel).not.toBe('no')
  for (const kind of agentEventKinds) expect(rolesOfEvent(kind), kind).toContain('raManager')
})

test('what answers before anyone signed in asks for no role', () => {
  for (const [channel, { when }] of Object.entries(channels))
    if (when === 'always')
      expect(
        roles.map((role) => channels[channel as ChannelName].roles[role]),
        channel,
      ).not.toContain('no')
})

describe('who may not do what', () => {
  const table: [ChannelName, string][] = [
    ['agents.add', 'raManager'],
    ['agents.remove', 'raManager'],
    ['agents.changeRole', 'raManager'],
    ['card.write', 'raManager raAgent'],
    ['card.printFace', 'raManager raAgent'],
    ['passcode.text', 'raManager raAgent'],
    ['release.approve', 'raManager raAgent'],
    ['label.make', 'raManager raAgent'],
    ['manifest.close', 'raManager raAgent'],
    ['station.save', 'raManager raAgent'],
    ['case.prepare', 'raManager raAgent idChecker'],
    ['call.textPhoneCode', 'raManager raAgent idChecker'],
    ['vault.changePassphrase', 'raManager raAgent idChecker'],
  ]
  test.each(table)('%s: %s', (channel, may) => {
    expect(roles.filter((role) => findRoleRefusal(role, channel, {}) === undefined).join(' ')).toBe(may)
  })

  test.each([
    ['documentShown', true],
    ['callEnded', true],
    ['noteAdded', true],
    ['cisIdentityCreated', false],
    ['cardReplaced', false],
    ['arrivalCallLogged', false],
  ] as const)('an RA ID checker records %s: %s', (kind, may) => {
    expect(findRoleRefusal('idChecker', 'case.act', { event: { kind } }) === undefined).toBe(may)
    expect(findRoleRefusal('raAgent', 'case.act', { event: { kind } })).toBeUndefined()
  })
})

test('a step that a role may work on has only acts that it may record, and one that it may not has at least one that is refused', () => {
  for (const step of stepIds) {
    const acts = eventsOfStep(step).filter((kind): kind is AgentEventKind => (agentEventKinds as readonly string[]).includes(kind))
    const refused = acts.filter((kind) => !rolesOfEvent(kind).includes('idChecker'))
    if (mayWorkOn('idChecker', step)) expect(refused, step).toEqual([])
    else if (acts.length > 0) expect(refused.length, step).toBeGreaterThan(0)
  }
})
