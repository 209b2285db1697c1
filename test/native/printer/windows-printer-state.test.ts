import { expect, test } from 'vitest'
import { describeQueue } from '../../../native/printer/windows-printer-state.ts'

const idle = { name: 'Cards', port: 'USB001', offline: false, status: 0, error: 2, jobs: 0, papers: [] }

test.each([
  ['idle', {}, { state: 'ready' }],
  ['saving power', { status: 0x100_0000 }, { state: 'ready' }],
  ['printing, with a job', { status: 0x400, jobs: 1 }, { state: 'printing', problem: '1 job waits' }],
  ['busy at both ends of the figure', { status: 0x8000_0200 }, { state: 'printing' }],
  ['paused, with jobs', { status: 0x1, jobs: 3 }, { state: 'problem', problem: 'Paused, 3 jobs wait' }],
  ['out of cards', { status: 0x10 }, { state: 'problem', problem: 'Feeder empty' }],
  ['out of cards, by the other figure', { error: 4 }, { state: 'problem', problem: 'Feeder empty' }],
  ['jammed, said twice', { status: 0x8, error: 8 }, { state: 'problem', problem: 'Card jammed' }],
  ['ribbon low', { status: 0x2_0000 }, { state: 'ready', problem: 'Ribbon or ink low' }],
  ['ribbon used up while it prints', { status: 0x4_0400 }, { state: 'problem', problem: 'Ribbon or ink used up' }],
  ['open, needs attention', { status: 0x50_0000 }, { state: 'problem', problem: 'Needs attention, Cover open' }],
  ['not connected', { status: 0x80 }, { state: 'offline', problem: 'Switched off or not connected' }],
  ['set to work offline', { offline: true, jobs: 1 }, { state: 'offline', problem: 'Switched off or not connected, 1 job waits' }],
  ['server gone', { status: 0x80_0000 }, { state: 'offline', problem: 'Its print server does not answer' }],
  ['of unknown error state', { error: 0 }, { state: 'ready' }],
  ['a printer that makes files', { port: 'PORTPROMPT:' }, { state: 'problem', problem: 'Makes a file, and prints nothing' }],
] as const)('Windows printer state: %s', (_title, given, described) => {
  expect(describeQueue({ ...idle, ...given })).toEqual(described)
})
