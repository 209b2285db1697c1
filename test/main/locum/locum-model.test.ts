/** In every order of acts: no grant without a review date, no second open grant without a reason, and nothing ever leaves the log. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '../../../domain/registrant/plain-date.ts'
import type { RecordedLocumEvent } from '../../../domain/locum/events.ts'
import { actOnLocumEntries, correctLocumEntry } from '../../../main/locum/act-on-locum-entries.ts'
import { addToLocumLog } from '../../../main/locum/add-to-locum-log.ts'
import { isLongerThanAYear } from '../../../domain/locum/rules.ts'
import { planLocumOfCase } from '../../../main/locum/locum-of-case.ts'
import type { LocumBook } from '../../../main/locum/locum-log.ts'
import type { AccessPosition } from '../../../domain/locum/from-access.ts'
import { locumPorts, typed } from './locum-ports.ts'

const day = fc.integer({ min: -30, max: 500 })
const rowChange = fc.record(
  {
    uuid: fc.constantFrom('555000111001', '555000111002', '555000111003', '000000000000', ''),
    reviewIn: fc.option(day, { nil: undefined }),
    endsIn: fc.option(day, { nil: undefined }),
    grantedIn: fc.integer({ min: -400, max: 2 }),
    registerNumber: fc.constantFrom('2000001', 'PSNI 1', ''),
    registerChecked: fc.constantFrom('', 'yes'),
    longerBecause: fc.constantFrom('', 'Agreed'),
    secondBecause: fc.constantFrom('', 'Two agencies'),
    revokedIn: fc.option(fc.integer({ min: -10, max: 0 }), { nil: undefined, freq: 4 }),
  },
  { noNullPrototype: true },
)
/** Keeps to the rules, so that enough acts go through. */
const rightRow = fc.record({
  uuid: fc.constantFrom('555000111001', '555000111002', '555000111003'),
  reviewIn: fc.integer({ min: 0, max: 200 }),
  endsIn: fc.integer({ min: 200, max: 300 }),
  grantedIn: fc.integer({ min: -10, max: 0 }),
  registerNumber: fc.constant('2000001'),
  registerChecked: fc.constant(''),
  longerBecause: fc.constant(''),
  secondBecause: fc.constantFrom('', 'Two agencies'),
  revokedIn: fc.constant(undefined),
})
type RowChange = typeof rowChange extends fc.Arbitrary<infer Value> ? Value : never

const act = fc.oneof(
  fc.record({
    kind: fc.constantFrom('grant' as const, 'import' as const),
    rows: fc.array(fc.oneof(rowChange, rightRow), { minLength: 1, maxLength: 4 }),
  }),
  fc.record({ kind: fc.constant('review' as const), of: fc.nat(9), reviewIn: day, endsIn: day }),
  fc.record({ kind: fc.constantFrom('revoke' as const, 'withdraw' as const), of: fc.nat(9) }),
  fc.record({ kind: fc.constant('correct' as const), of: fc.nat(9), row: fc.oneof(rowChange, rightRow) }),
  fc.record({
    kind: fc.constant('case' as const),
    of: fc.nat(2),
    uuid: fc.constantFrom('555000111001', '555000111002'),
    locum: fc.boolean(),
    reviewIn: fc.option(day, { nil: undefined }),
    endsIn: fc.option(day, { nil: undefined }),
  }),
  fc.record({ kind: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 200 }) }),
)

type Act = typeof act extends fc.Arbitrary<infer Value> ? Value : never

const rowOf = (today: string, change: RowChange) => {
  const { reviewIn, endsIn, grantedIn, revokedIn, ...rest } = change
  const at = (days: number | undefined) => (days === undefined ? '' : addDays(today, days))
  return {
    ...typed,
    ...rest,
    grantedOn: at(grantedIn),
    reviewBy: at(reviewIn),
    endsOn: at(endsIn),
    ...(revokedIn === undefined ? {} : { revokedOn: at(revokedIn), reference: 'REQ-1' }),
  }
}

function check(book: LocumBook, before: ReadonlyMap<string, readonly RecordedLocumEvent[]>): void {
  for (const [entryId, events] of before) expect(book.find(entryId)?.events.slice(0, events.length)).toEqual(events)
  const openWithoutReason = new Map<string, number>()
  for (const { entry, events } of book.all()) {
    const { grant, revoked } = entry
    expect(grant.reviewBy >= grant.grantedOn && grant.reviewBy <= grant.endsOn).toBe(true)
    const counted = [grant.grantedOn, ...entry.reviewedOn].sort().at(-1)!
    expect(grant.longerBecause !== undefined || !isLongerThanAYear(counted, grant.endsOn)).toBe(true)
    expect(events[0]?.event.kind).toBe('granted')
    if (!revoked && grant.secondBecause === undefined) openWithoutReason.set(grant.uuid, (openWithoutReason.get(grant.uuid) ?? 0) + 1)
  }
  expect(Math.max(0, ...openWithoutReason.values())).toBeLessThanOrEqual(1)
}

type World = ReturnType<typeof locumPorts> & { readonly book: LocumBook; readonly cases: Map<number, readonly AccessPosition[]> }

/** What the guard of the case lets through, planned and taken as committed with it. */
function recordAccess({ ports, book, clock, cases }: World, told: Extract<Act, { kind: 'case' }>): void {
  const at = (days: number | undefined) => (days === undefined ? undefined : addDays(clock.today, days))
  const [to, reviewBy] = [at(told.endsIn), at(told.reviewIn)]
  const fits =
    to !== undefined && reviewBy !== undefined && reviewBy >= clock.today && reviewBy <= to && !isLongerThanAYear(clock.today, to)
  const position = { name: 'Clerk', odsCode: 'ZZ9', from: clock.today }
  const positions = told.locum && fits ? [{ ...position, odsCode: 'FFFFF', to, reviewBy, reason: 'x' }] : [position]
  const before = cases.get(told.of)
  const planned = planLocumOfCase(ports, book, {
    caseId: `00000000-0000-4000-9000-00000000000${told.of}`,
    caseReference: `RA-${told.of}`,
    exceptionalCode: 'FFFFF',
    positions,
    facts: {
      uuid: told.uuid,
      registrant: { name: { given: 'Invented', family: 'Person' }, nameOnCard: 'I Person' },
      organisation: { odsCode: 'FZZ01', name: 'Shop' },
      ...(before ? { access: { positions: before } } : {}),
    } as never,
  })
  if (!planned.ok) return
  planned.value?.kept()
  cases.set(told.of, positions)
}

async function perform(world: World, told: Act): Promise<void> {
  const { ports, clock, book } = world
  const at = (days: number) => addDays(clock.today, days)
  const all = book.all()
  const chosen = 'of' in told ? all[told.of % Math.max(1, all.length)] : undefined
  const one = (act: Parameters<typeof actOnLocumEntries>[1]['act']) =>
    chosen && actOnLocumEntries(ports, { entries: [{ entryId: chosen.entryId, rev: chosen.rev }], act })
  switch (told.kind) {
    case 'grant':
    case 'import':
      await addToLocumLog(ports, { kind: told.kind, rows: told.rows.map((row) => rowOf(clock.today, row)) })
      break
    case 'wait':
      clock.today = at(told.days)
      break
    case 'case':
      recordAccess(world, told)
      break
    case 'correct':
      if (chosen) {
        const { entryId, rev } = chosen
        await correctLocumEntry(ports, { entryId, rev, row: rowOf(clock.today, told.row), reason: 'Typing mistake' })
      }
      break
    case 'review':
      await one({ kind: 'review', on: clock.today, reviewBy: at(told.reviewIn), endsOn: at(told.endsIn) })
      break
    case 'revoke':
      await one({ kind: 'revoke', on: clock.today, how: 'cim-profile', reference: 'REQ-1' })
      break
    case 'withdraw':
      await one({ kind: 'withdrawRevocation', reason: 'Wrong person' })
  }
}

test('locum log: random orders of acts', async () => {
  const reached: Record<string, number> = { granted: 0, reviewed: 0, revoked: 0, corrected: 0, revocationWithdrawn: 0 }
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 25 }), async (acts) => {
      const kept = locumPorts()
      const book = await kept.ports.locumLog.open()
      const world = { ...kept, book, cases: new Map() }
      for (const told of acts) {
        const before = new Map(book.all().map(({ entryId, events }) => [entryId, events]))
        await perform(world, told)
        check(book, before)
      }
      for (const { events } of book.all()) for (const { event } of events) reached[event.kind]! += 1
    }),
    { numRuns: 200 },
  )
  for (const count of Object.values(reached)) expect(count).toBeGreaterThan(0)
})
