import { describe, expect, test } from 'vitest'
import { err, ok } from '../../../domain/result.ts'
import type { CardMove } from '../../../native/ports.ts'
import type { EvolisReply } from '../../../native/printer/evolis-line.ts'
import { describeEvolis, findStop, isCardInside, readMove, readStatus } from '../../../native/printer/evolis-state.ts'

const ready = { name: 'Q', state: 'ready' } as const
const away = { name: 'Q', state: 'offline', problem: 'Switched off or not connected' } as const
const ack = (answer = ''): EvolisReply => ({ result: 'ack', answer })
const nack = (code: string): EvolisReply => ({ result: 'nack', code })

describe('Evolis: what its answers mean', () => {
  test.each([
    { title: 'full feeder', reply: ack('0'), state: 'ready', problem: undefined },
    { title: 'few cards', reply: ack('1'), state: 'ready', problem: 'Few cards left' },
    { title: 'empty feeder', reply: ack('2'), state: 'problem', problem: 'Feeder empty' },
    { title: 'open cover', reply: nack('C'), state: 'problem', problem: 'Cover open' },
    { title: 'a code that is not known', reply: nack('Z'), state: 'problem', problem: 'Refuses with the code “Z”' },
    { title: 'silence', reply: { result: 'silent' } as const, state: 'problem', problem: 'Does not answer on its serial port' },
    { title: 'no line at all', reply: undefined, state: 'problem', problem: 'Does not answer on its serial port' },
  ])('Evolis status: $title → $state', ({ reply, state, problem }) => {
    const described = describeEvolis({ queue: ready, path: readStatus(reply), cardInside: false }, 'Q', 'R')
    expect(described).toEqual({ name: 'Q', state, ...(problem === undefined ? {} : { problem }), path: { reader: 'R' } })
  })

  test('Evolis status: an offline queue stays offline, with the words of both', () => {
    expect(describeEvolis({ queue: away, path: readStatus(ack('2')), cardInside: false }, 'Q', 'R')).toMatchObject({
      state: 'offline',
      problem: 'Feeder empty, Switched off or not connected',
    })
  })

  test.each([
    ['empty feeder', ack('2'), undefined],
    ['open feeder', ack('3'), 'Feeder cover open or card not picked'],
  ])('Evolis status: with a card inside, an %s stops printing: %s', (_, reply, stop) => {
    expect(findStop({ queue: ready, path: readStatus(reply), cardInside: true })).toBe(stop)
  })

  test.each<readonly [title: string, reply: EvolisReply, outcome: string]>([
    ['taken', ack(), 'moved'],
    ['refused before it began', nack('C'), 'printer-problem'],
    ['refused in the middle', nack('T'), 'card-stuck'],
    ['refused by a code that is not known', nack('Z'), 'card-stuck'],
    ['silence', { result: 'silent' }, 'move-unknown'],
    ['a line that broke after the command', { result: 'closed', sent: true }, 'move-unknown'],
    ['a line that was closed before the command', { result: 'closed', sent: false }, 'printer-problem'],
  ])('Evolis move: %s → %s', (_, reply, outcome) => {
    const moved = readMove('eject', reply)
    expect(moved.ok ? 'moved' : moved.error.code).toBe(outcome)
  })

  const stuck = err('card-stuck', '', '')
  const nothing = err('printer-problem', '', '')
  test.each<readonly [before: boolean, CardMove, Parameters<typeof isCardInside>[2], after: boolean]>([
    [false, 'feed', ok(), true],
    [false, 'feed', stuck, true],
    [false, 'feed', nothing, false],
    [true, 'feed', nothing, true],
    [true, 'toContacts', ok(), true],
    [true, 'eject', ok(), false],
    [true, 'eject', stuck, true],
    [true, 'reject', ok(), false],
    [false, 'reject', stuck, false],
  ])('Evolis card inside: %s, then %s %o → %s', (before, which, outcome, after) => {
    expect(isCardInside(before, which, outcome)).toBe(after)
  })
})
