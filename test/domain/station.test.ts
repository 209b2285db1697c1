/** What a workstation may be set to: the page sends these settings, `main` keeps them. */
import { describe, expect, test } from 'vitest'
import { findAgentWithMobile, registeringOrganisation, stationSettings, type StationSettings } from '../../domain/station.ts'
import { defaultCardSettings } from '../../domain/card/card-settings.ts'
import { absent, expectField, type FieldRow } from '../support/schema-fields.ts'

const organisation = {
  odsCode: 'ZZ9',
  name: 'Invented Health Centre',
  videoChannels: ['teams'],
  locations: ['home'],
  guidanceDistributed: [{ to: 'Sponsor Invented', on: '2026-11-20' }],
}
const agentId = '11111111-1111-4111-8111-111111111111'
const settings: StationSettings = {
  schema: 1,
  serviceProvider: { name: 'Invented RA', odsCode: 'ZZ8' },
  agents: [{ agentId, name: 'Sample Agent', mobile: '+447700900001' }],
  organisations: [organisation],
  staffAware: [{ name: 'Sample Agent', on: '2026-11-20' }],
  returnAddress: { lines: ['1 Invented Street'], town: 'Sampletown', postcode: 'SA1 9ZZ' },
  label: { medium: 'L7163', offsetX: 0, offsetY: 0, nextPosition: 1 },
  textRoute: 'modem',
  cards: defaultCardSettings,
}

describe('settings of the workstation', () => {
  const offsets = [
    [-10, 0.5, 10],
    [-10.1, 10.1, '0', absent],
  ] as const
  test.each<FieldRow>([
    ['schema', [], [0, 2, absent]],
    ['serviceProvider.odsCode', [absent], ['zz8']],
    ['serviceProvider.more', [], [1]],
    ['agents', [], [[], absent]],
    ['agents.0.agentId', [], ['agent-1']],
    ['agents.0.name', [], ['']],
    ['agents.0.mobile', [], ['07700 900001']],
    ['agents.0.more', [], [1]],
    ['organisations', [[]], [absent]],
    ['staffAware', [[]], [absent]],
    ['staffAware.0.name', [], ['']],
    ['staffAware.0.on', [], ['yesterday']],
    ['staffAware.0.more', [], [1]],
    ['returnAddress', [absent], ['1 Invented Street']],
    ['label.medium', ['thermal-100x150'], ['A4']],
    ['label.offsetX', ...offsets],
    ['label.offsetY', ...offsets],
    ['label.nextPosition', [1, 14], [0, 15, 1.5]],
    ['label.more', [], [1]],
    ['textRoute', ['work-phone'], ['email', '']],
    ['cards', [absent], [{}]],
    ['more', [], [1]],
  ])('%s', (...row) => expectField(stationSettings, settings, row))
})

describe('organisation that is registered for', () => {
  test.each<FieldRow>([
    ['odsCode', [], ['zz9']],
    ['name', [], ['']],
    ['videoChannels', [['teams', 'Invented']], [[], ['']]],
    ['locations', [['home', 'A barn']], [[], ['']]],
    ['guidanceDistributed', [[]], [absent]],
    ['guidanceDistributed.0.to', [], ['']],
    ['guidanceDistributed.0.on', [], ['yesterday']],
    ['guidanceDistributed.0.more', [], [1]],
    ['more', [], [1]],
  ])('%s', (...row) => expectField(registeringOrganisation, organisation, row))
})

test('a work mobile belongs to the agent who has it', () => {
  expect(findAgentWithMobile(settings, '+447700900001')).toBe('Sample Agent')
  expect(findAgentWithMobile(settings, '+447700900002')).toBeUndefined()
  expect(findAgentWithMobile(undefined, '+447700900001')).toBeUndefined()
})
