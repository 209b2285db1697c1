import { expect, test } from 'vitest'
import { listSetUpLeft, setUpItems, shownSetUp, type SetUpFacts, type SetUpItem } from '../../../domain/station/set-up-left.ts'

const organisation = {
  odsCode: 'FX123',
  name: 'Sample Pharmacy',
  videoChannels: ['teams'],
  locations: ['home'],
  guidanceDistributed: [{ to: 'Sample Sponsor', on: '2026-11-30' }],
}
const whole: SetUpFacts = {
  settings: {
    organisations: [organisation],
    returnAddress: { lines: ['1 Sample Street'], town: 'Sampleton', postcode: 'ZZ99 3WZ' },
    staffAware: [{ name: 'Sample Agent', on: '2026-11-30' }],
  },
  recoveryKeyConfirmed: true,
  hasBackupFolder: true,
  practice: false,
}
const without = (change: Partial<SetUpFacts['settings']>): SetUpFacts => ({ ...whole, settings: { ...whole.settings, ...change } })
const { returnAddress: _, ...noAddress } = whole.settings

test.each<[string, SetUpFacts, readonly SetUpItem[]]>([
  ['nothing', whole, []],
  ['the recovery key', { ...whole, recoveryKeyConfirmed: false }, ['recovery']],
  ['organisations', without({ organisations: [] }), ['organisations']],
  [
    'guidance that one of two organisations was not given',
    without({ organisations: [organisation, { ...organisation, odsCode: 'FX124', guidanceDistributed: [] }] }),
    ['guidance'],
  ],
  ['the return address', { ...whole, settings: noAddress }, ['return-address']],
  ['staff', without({ staffAware: [] }), ['staff']],
  ['backups', { ...whole, hasBackupFolder: false }, ['backup']],
  ['in practice neither recovery key nor backups', { ...whole, recoveryKeyConfirmed: false, hasBackupFolder: false, practice: true }, []],
  [
    'everything that can be skipped, in the order of the set-up',
    { settings: { organisations: [], staffAware: [] }, recoveryKeyConfirmed: false, hasBackupFolder: false, practice: false },
    setUpItems.filter((item) => item !== 'guidance'),
  ],
])('set-up, left to do: %s', (_, facts, left) => {
  expect(listSetUpLeft(facts)).toEqual(left)
})

test.each<[readonly SetUpItem[], readonly string[], readonly SetUpItem[]]>([
  [['staff', 'backup'], [], ['staff', 'backup']],
  [['staff', 'backup'], ['staff', 'backup'], []],
  [['backup'], ['staff', 'backup'], []],
  [['staff', 'backup'], ['staff'], ['staff', 'backup']],
  [[], [], []],
])('set-up, left %j and dismissed %j: shown %j', (left, dismissed, shown) => {
  expect(shownSetUp(left, dismissed)).toEqual(shown)
})
