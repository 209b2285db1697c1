/** What a workstation may be set to: the page sends these settings, `main` keeps them. */
import { describe, expect, test } from 'vitest'
import { findAgentWithMobile, registeringOrganisation, stationSettings, type StationSettings } from '../../domain/station.ts'
import { cardSettings, defaultCardSettings } from '../../domain/card/card-settings.ts'
import { printerChoice } from '../../domain/card/printer-choice.ts'
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

describe('settings of the cards', () => {
  const attempts = [
    [3, 10],
    [2, 11, 3.5, absent],
  ] as const
  test.each<FieldRow>([
    ['profile', ['piv-p256', 'piv-p384', 'piv-rsa2048'], ['piv', '']],
    ['certificate', ['none', 'self-signed', 'authority'], ['other', '']],
    ['retries.passcode', ...attempts],
    ['retries.puk', ...attempts],
    ['retries.more', [], [3]],
    ['onlyListed', [true, false], ['no', absent]],
    ['lowStock', [0, 10_000], [-1, 10_001, 0.5]],
    ['more', [], [1]],
  ])('%s', (...row) => expectField(cardSettings, defaultCardSettings, row))

  test('unless chosen: cards of the usual kind that sign for themselves, from any list, three attempts', () =>
    expect(defaultCardSettings).toEqual({
      profile: 'piv-p256',
      certificate: 'self-signed',
      retries: { passcode: 3, puk: 3 },
      onlyListed: false,
      lowStock: 10,
    }))
})

describe('choice of the printer', () => {
  const ipp = { kind: 'ipp', uri: 'ipps://printer.invalid/ipp' }
  const evolis = { kind: 'evolis', port: 'COM3', queue: 'Evolis', reader: 'Reader' }
  const names = [
    ['Q', 'q'.repeat(127)],
    ['', 'q'.repeat(128)],
  ] as const
  test.each<[string, object, FieldRow]>([
    ['none', { kind: 'none' }, ['card', [], ['Q']]],
    ['of the system', { kind: 'system' }, ['card', [...names[0], absent], names[1]]],
    [
      'IPP',
      ipp,
      [
        'uri',
        ['ipp://localhost', 'IPPS://h:631/', 'ipps://h/p?q', `ipp://${'h'.repeat(1_017)}`],
        ['http://h/', 'ipps://', 'ipps:///p', 'ipps://h /p', 'ipps://h/p q', ' ipps://h', `ipp://${'h'.repeat(1_018)}`, 'ippx://h', absent],
      ],
    ],
    [
      'Evolis, its port',
      evolis,
      [
        'port',
        ['COM1', 'COM999', '/dev/ttyUSB0', '/dev/serial/by-id/usb-x:1.0', `/dev/${'t'.repeat(195)}`],
        ['COM', 'COM1000', 'COMx', 'xCOM1', 'COM1 ', '/dev/', '/dev/a b', '/tmp/x', 'x/dev/ttyUSB0', `/dev/${'t'.repeat(196)}`],
      ],
    ],
    ['Evolis, its queue', evolis, ['queue', ...names]],
    ['Evolis, its reader', evolis, ['reader', ['r'.repeat(200)], ['', 'r'.repeat(201)]]],
    ['virtual', { kind: 'virtual', station: true }, ['station', [false], [absent, 'yes']]],
    ['another kind', { kind: 'none' }, ['kind', [], ['usb', absent]]],
    ['anything more', ipp, ['more', [], [1]]],
  ])('%s', (_, sample, row) => expectField(printerChoice, sample, row))
})

test('a work mobile belongs to the agent who has it', () => {
  expect(findAgentWithMobile(settings, '+447700900001')).toBe('Sample Agent')
  expect(findAgentWithMobile(settings, '+447700900002')).toBeUndefined()
  expect(findAgentWithMobile(undefined, '+447700900001')).toBeUndefined()
})
