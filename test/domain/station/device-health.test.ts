/** The strip under every page and the checks of the Workstation page must say the same of every state of the devices and the backups. */
import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { checkBackups } from '../../../main/backup/backup-check.ts'
import { checkWorkstation } from '../../../main/station/check-workstation.ts'
import { isHeldTooLong, isTestStale, judgeModem, judgePrinter, judgeReader, judgeReaders } from '../../../domain/station/device-health.ts'
import type { DevicesView } from '../../../preload/contract.ts'
import type { BackupView } from '../../../preload/contract/backup.ts'
import { describeBackups } from '../../../renderer/features/pages/backup/backup-messages.ts'
import { describeDevices } from '../../../renderer/ui/device-messages.ts'

const now = new Date('2026-11-30T12:00:00Z')

async function problemsInTable(devices: DevicesView): Promise<readonly string[]> {
  const { checks } = await checkWorkstation({
    devices,
    dataFolder: tmpdir(),
    keyStore: { kind: 'none', protects: true, message: '' },
    shell: { kind: 'electron', message: '' },
    now,
    platform: 'linux',
    version: '1',
  })
  return checks.flatMap(({ id, state }) => (state === 'problem' && id !== 'disk' ? [id.split('-')[0]!] : []))
}
const badInStrip = (devices: DevicesView): readonly string[] =>
  describeDevices(devices).flatMap(({ id, state }) => (state === 'bad' ? [id.split(':')[0]!] : []))
const kinds = (ids: readonly string[]) => [...new Set(ids)].sort()

const reader = (card: 'empty' | 'present' | 'mute', keepOff = false) => ({
  name: `Reader ${card}`,
  card,
  message: 'm',
  ...(keepOff ? { keepOff } : {}),
})
const readers: readonly DevicesView['reader'][] = [
  { kind: 'pcsc', service: 'stopped', readers: [] },
  { kind: 'pcsc', service: 'restarting', readers: [] },
  { kind: 'pcsc', service: 'restarting', readers: [], problem: { message: 'm', next: 'n' } },
  { kind: 'pcsc', service: 'restarting', readers: [], problem: { message: 'm', next: 'n', lasting: true } },
  { kind: 'pcsc', service: 'running', readers: [] },
  ...(['empty', 'present', 'mute'] as const).flatMap((card): DevicesView['reader'][] => [
    { kind: 'pcsc', service: 'running', readers: [reader(card)] },
    { kind: 'pcsc', service: 'running', readers: [reader(card, true)] },
    { kind: 'pcsc', service: 'running', readers: [reader('present'), reader(card)] },
  ]),
]
const printers: readonly DevicesView['printers'][] = [
  [],
  ...(['ready', 'printing', 'problem', 'offline'] as const).flatMap((state): DevicesView['printers'][] => [
    [{ name: 'P', state }],
    [
      { name: 'P', state: 'ready' },
      { name: 'Q', state },
    ],
  ]),
]
const modems = (['ready', 'no-signal', 'absent'] as const).map((state) => ({ name: 'M', state }))

test('workstation: a device is a problem in the checks exactly when the strip shows it as down', async () => {
  for (const one of readers)
    for (const several of printers)
      for (const modem of modems) {
        const devices = { reader: one, printers: several, modem }
        expect(kinds(await problemsInTable(devices)), JSON.stringify(devices)).toEqual(kinds(badInStrip(devices)))
      }
})

test.each<[string, DevicesView, readonly string[]]>([
  [
    'all down',
    {
      reader: { kind: 'pcsc', service: 'stopped', readers: [] },
      printers: [{ name: 'P', state: 'problem' }],
      modem: { name: 'M', state: 'no-signal' },
    },
    ['modem', 'printer', 'reader'],
  ],
  ['devices did not start', { reader: readers[3]!, printers: [], modem: { name: 'M', state: 'absent' } }, ['printer', 'reader']],
  [
    'all well, no modem',
    {
      reader: { kind: 'pcsc', service: 'running', readers: [reader('empty')] },
      printers: [{ name: 'P', state: 'ready' }],
      modem: modems[2]!,
    },
    [],
  ],
])('workstation, %s: problems', async (_, devices, problems) => {
  expect(kinds(await problemsInTable(devices))).toEqual(problems)
})

const made = { file: 'a', madeAt: '2026-11-30T09:00:00Z', bytes: 1, cases: 1, code: 'A' }
const tested = { result: 'proven', file: 'a', madeAt: made.madeAt, cases: 1, scans: 0, entries: 1 } as const
test.each<[string, BackupView, boolean]>([
  ['no folder', { busy: 'no' }, true],
  ['tested today', { busy: 'no', folder: '/stick', last: made, drill: { ...tested, at: '2026-11-30T09:00:00Z' } }, false],
  ['tested eight days ago', { busy: 'no', folder: '/stick', last: made, drill: { ...tested, at: '2026-11-22T09:00:00Z' } }, true],
  ['not made', { busy: 'no', folder: '/stick', failure: { at: made.madeAt, message: 'm', next: 'n' } }, true],
  [
    'deleted things held since yesterday morning',
    {
      busy: 'no',
      folder: '/stick',
      last: made,
      drill: { ...tested, at: '2026-11-30T09:00:00Z' },
      erased: { coveredTo: 1, clearedTo: 0, since: '2026-11-29T09:00:00Z' },
    },
    true,
  ],
  [
    'deleted things held since this morning',
    {
      busy: 'no',
      folder: '/stick',
      last: made,
      drill: { ...tested, at: '2026-11-30T09:00:00Z' },
      erased: { coveredTo: 1, clearedTo: 0, since: '2026-11-30T09:00:00Z' },
    },
    false,
  ],
  ['none yet', { busy: 'no', folder: '/stick' }, false],
])('workstation, backup: %s', (_, view, isBad) => {
  expect(checkBackups(view, now).state === 'problem').toBe(isBad)
  expect(describeBackups(view, now).needsHelp).toBe(isBad)
})

test.each<[string, Parameters<typeof judgeReaders>[0], string | undefined]>([
  ['restarting', { service: 'restarting', readers: [] }, 'waiting'],
  ['restarting, with a problem that may pass', { service: 'restarting', readers: [], problem: {} }, 'waiting'],
  ['restarting, with a problem that lasts', { service: 'restarting', readers: [], problem: { lasting: true } }, 'bad'],
  ['stopped', { service: 'stopped', readers: [1] }, 'bad'],
  ['running without a reader', { service: 'running', readers: [] }, 'bad'],
  ['running with one', { service: 'running', readers: [1] }, undefined],
])('readers together, %s', (_name, seen, health) => expect(judgeReaders(seen)).toBe(health))

test('each device by its state', () => {
  expect(['empty', 'present', 'mute'].map((card) => judgeReader({ card }))).toEqual(['waiting', 'good', 'bad'])
  expect(judgeReader({ card: 'mute', keepOff: true })).toBe('waiting')
  expect(['ready', 'printing', 'problem', 'offline'].map((state) => judgePrinter({ state }))).toEqual(['good', 'waiting', 'bad', 'bad'])
  expect(judgePrinter(undefined)).toBe('bad')
  expect(['ready', 'absent', 'no-signal'].map((state) => judgeModem({ state }))).toEqual(['good', 'waiting', 'bad'])
})

test('backups: a test is stale after seven days, and deleted data is held too long after one', () => {
  const at = (days: number, more = 0) => new Date(now.getTime() - days * 86_400_000 - more).toISOString()
  expect([isTestStale(at(7), now), isTestStale(at(7, 1), now)]).toEqual([false, true])
  expect([isHeldTooLong(at(1), now), isHeldTooLong(at(1, 1), now)]).toEqual([false, true])
})
