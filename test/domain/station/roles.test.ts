import { describe, expect, test } from 'vitest'
import { mayWorkOn, rolesOfEvent } from '../../../domain/case/act-roles.ts'
import { agentEventKinds, type AgentEventKind } from '../../../domain/case/events.ts'
import { eventsOfStep, stepIds } from '../../../domain/case/steps.ts'
import { nameGroups, nameWhom, notYourRole, roles, type Role } from '../../../domain/station/roles.ts'
import { channels, rolesOfChannel, type ChannelName } from '../../../preload/contract.ts'
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

describe('whom to ask', () => {
  test.each<[readonly Role[], string, string]>([
    [['raManager'], 'an RA manager', 'RA managers'],
    [['raManager', 'raAgent'], 'an RA agent or an RA manager', 'RA agents and RA managers'],
    [['raAgent', 'raManager'], 'an RA agent or an RA manager', 'RA agents and RA managers'],
  ])('%s', (allowed, whom, groups) => {
    expect(nameWhom(allowed)).toBe(whom)
    expect(nameGroups(allowed)).toBe(groups)
  })

  test('a refusal sends nobody to a role that is refused as well', () => {
    for (const channel of Object.keys(channels) as ChannelName[])
      for (const role of roles) {
        const refusal = findRoleRefusal(role, channel, { event: { kind: 'noteAdded' } })
        if (refusal) expect(refusal.next, channel).toBe(notYourRole(role, rolesOfChannel(channel)).error.next)
      }
    expect(findRoleRefusal('raAgent', 'agents.add', {})?.next).toBe('Ask an RA manager to sign in and do it.')
    expect(findRoleRefusal('idChecker', 'card.write', {})?.next).toBe('Ask an RA agent or an RA manager to sign in and do it.')
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
