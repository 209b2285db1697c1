import { describe, expect, test } from 'vitest'
import type { CaseLine } from '../../../domain/case/case-line.ts'
import type { ToUndo } from '../../../domain/case/to-undo.ts'
import type { LocumGrant } from '../../../domain/wind-down/obligation.ts'
import { lookAtStandings } from '../../../main/wind-down/standing.ts'
import { openWindDownBook } from '../../../main/wind-down/wind-down-book.ts'
import { memoryStore } from '../../support/memory-store.ts'

const caseId = '22222222-2222-4222-8222-222222222222'
const [entry, second] = ['11111111-1111-4111-8111-111111111111', '11111111-2222-4111-8111-111111111111'] as const
const uuid = '555000111222'
const since = '2026-11-20T09:00:00.000Z'
const line = (toUndo: readonly ToUndo[]): CaseLine =>
  ({
    caseId,
    caseReference: 'RA-1',
    edition: 'remote-2020-04-08',
    personId: caseId,
    status: 'closed',
    lastAt: since,
    toUndo,
    uuid,
  }) as unknown as CaseLine
const grant = (more: Partial<LocumGrant> = {}): LocumGrant => ({ entryId: entry, uuid, odsCodes: ['ZZ9'], open: true, ...more })
const fffff: ToUndo = { kind: 'exceptional-access', since, odsCode: 'FFFFF', until: '2027-01-01' }

async function openKinds(toUndo: readonly ToUndo[], grants: readonly LocumGrant[], card?: string) {
  const book = await openWindDownBook(memoryStore().store, () => false)
  book.observe(line(toUndo))
  const standings = lookAtStandings(book, {
    grants: () => grants,
    findCard: () => (card === undefined ? undefined : { state: card, since }),
    dayOf: (instant) => instant.slice(0, 10),
  })
  return standings
    .open()
    .map(({ kind, entryId, personId }) => `${kind}${entryId ? ' of the log' : ''}${personId === caseId ? '' : ' of another'}`)
}

describe('how a card stands', () => {
  const card: ToUndo = { kind: 'card', since, serial: 'AB12' }
  test.each([
    [undefined, 1],
    ['active', 1],
    ['posted', 1],
    ['lost', 1],
    ['cancelled', 0],
    ['destroyed', 0],
    ['spoiled', 0],
  ])('%s: %i left', async (state, left) => expect(await openKinds([card], [], state)).toHaveLength(left))
})

describe('how FFFFF access stands', () => {
  test.each<[string, readonly ToUndo[], readonly LocumGrant[], readonly string[]]>([
    ['of a case alone', [fffff], [], ['exceptional-access']],
    ['of the log alone, by the person with the UUID', [], [grant()], ['exceptional-access of the log']],
    ['of both, once: through the log', [fffff], [grant()], ['exceptional-access of the log']],
    ['revoked in the log', [fffff], [grant({ open: false, revokedOn: '2026-11-25' })], []],
    [
      'revoked in the log before the case gave it again',
      [fffff],
      [grant({ open: false, revokedOn: '2026-11-01' })],
      ['exceptional-access'],
    ],
    ['revoked, of the log alone', [], [grant({ open: false, revokedOn: '2026-11-25' })], []],
    [
      'one of two entries revoked',
      [fffff],
      [grant({ open: false, revokedOn: '2026-11-25' }), grant({ entryId: second })],
      ['exceptional-access of the log'],
    ],
    ['of somebody without a case', [], [grant({ uuid: '555000999999' })], ['exceptional-access of the log of another']],
    [
      'of somebody else: the case keeps its own',
      [fffff],
      [grant({ uuid: '555000999999', open: false, revokedOn: '2026-11-25' })],
      ['exceptional-access'],
    ],
  ])('%s', async (_name, toUndo, grants, expected) => expect(await openKinds(toUndo, grants)).toEqual(expected))
})
