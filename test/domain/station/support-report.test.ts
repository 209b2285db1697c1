import { expect, test } from 'vitest'
import { policyNames, policyRules, type Policy, type PolicyName, type PolicySource } from '../../../domain/station/policy.ts'
import { writeSupportReport, type SupportFacts } from '../../../domain/station/support-report.ts'

const facts: SupportFacts = {
  made: '2026-11-30T14:03:22.123Z',
  program: { version: '1.2.3', shell: 'electron', phase: 'unlocked', practice: false },
  versions: { Node: '24.21.0', Electron: undefined },
  computer: { platform: 'win32', release: '10.0.26100', architecture: 'x64', processors: 4, memoryBytes: 8 * 1024 ** 3 },
  checks: [
    { id: 'disk', state: 'ok', title: 'Disk space', message: '12.0 GiB free where RA Desk keeps its data.' },
    { id: 'printer', state: 'problem', title: 'Card printer', message: 'Angharad’s printer: lid open' },
  ],
  devices: {
    reader: {
      kind: 'pcsc',
      service: 'running',
      readers: [{ name: 'HID Global OMNIKEY 3x21 Smart Card Reader [OKCM0011203181542] 00 00', card: 'empty' }],
    },
    printers: [{ state: 'problem' }, { state: 'ready', address: 'angharad.example' }],
    modem: { state: 'absent' },
  },
  policy: {
    values: {
      ...Object.fromEntries(policyNames.map((name) => [name, policyRules[name].initial])),
      backupFolder: 'D:\\Angharad',
    } as unknown as Policy,
    sources: Object.fromEntries(policyNames.map((name) => [name, 'default'])) as Record<PolicyName, PolicySource>,
    held: ['idleMinutes'],
    problems: 1,
  },
  folder: [{ name: 'vault', files: 3, bytes: 99_999_999_999 }],
  counts: { cases: 2 },
  findings: ['keyring-repaired'],
  log: { lines: ['2026-11-30 14:03:22.123 warn ipc refused code=role'], leftOut: 3 },
}
const write = (change: Partial<SupportFacts> = {}, words: readonly string[] = ['xy', 'PC-ANGHARAD']) =>
  writeSupportReport({ ...facts, ...change }, words)

test('support report: says what helps, in RA Desk’s own words', () => {
  const lines = write().split('\n')
  for (const line of [
    'RA Desk 1.2.3, support report of 2026-11-30T14:03:22.123Z',
    'Versions: Node 24.21.0',
    'Computer: win32 10.0.26100, x64, 4 processors, 8.0 GiB',
    'ok: Disk space: 12.0 GiB free where RA Desk keeps its data.',
    'problem: printer',
    'Reader 1: HID OMNIKEY Smart Card Reader, card empty',
    'Printer 1: of the system, problem',
    'Printer 2: by its own address, ready',
    'backupFolder: set (not shown) (default)',
    'idleMinutes: 5 (default, held)',
    'caseDays: not set (default)',
    'vault: 3 files, 97656250 kB',
    'Rows: cases 2',
    'Findings at sign-in: keyring-repaired',
    'Lines left out: 3',
  ])
    expect(lines).toContain(line)
  expect(write()).not.toMatch(/angharad|OKCM|\(line left out\)/i)
})

test.each([
  ['a UUID of NHS smartcards', '555000111222'],
  ['a mobile number', '+44 7700 900123'],
  ['a National Insurance number', 'JG 10 37 59 A'],
  ['a National Insurance number without blanks', 'JG103759A'],
  ['an email address', 'a@example.com'],
  ['a path of an account', '/home/agnes/x'],
  ['a path of Windows', 'D:\\RA'],
  ['the name of the computer', 'on pc-angharad now'],
])('support report: a line with %s is left out', (_what, words) => {
  const checks = [{ id: 'disk', state: 'ok', title: 'Disk space', message: `planted ${words}` }]
  expect(write({ checks })).not.toContain('planted')
  expect(write({ checks })).toContain('(line left out)')
})

test('support report: locked, nothing is counted, and that is said', () => {
  const text = write({ counts: {}, findings: [], log: { lines: [], leftOut: 0 } })
  for (const words of ['Rows: not counted while locked', 'Findings at sign-in: none', 'Nothing was logged.']) expect(text).toContain(words)
})
