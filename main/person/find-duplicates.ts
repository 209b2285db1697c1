/** Who else the registrant of a case may be, over open, closed and deleted cases and short entries, with both side by side. */
import { liveStates } from '../../domain/card/lifecycle.ts'
import { compareValues, mergeValues } from '../../domain/person/compare.ts'
import { findMarks, matchRanks, rankOf, valuesOfCase, type MarkedValues, type MarkKind } from '../../domain/person/marks.ts'
import { valuesOfEntry } from '../../domain/person/person-entry.ts'
import { err, ok } from '../../domain/result.ts'
import { normaliseSerial } from '../../domain/card/register/serial.ts'
import type { Input, Reply } from '../../preload/contract.ts'
import type { PossibleDuplicate } from '../../preload/contract/person.ts'
import type { Cards } from '../cards/card-services.ts'
import type { Views } from '../ports.ts'
import type { Cases } from '../registration/case-store.ts'
import type { BlindMark } from '../registration/blind-marks.ts'
import { groupByPerson } from '../registration/mark-index.ts'
import { openCases, ownOf } from './open-person.ts'
import type { Persons } from './person-registry.ts'

export type DuplicatePorts = Cases & Persons & Views & Cards & { readonly blindMark: BlindMark }

/** More are counted, not shown: with a common name, there may be hundreds. */
const SHOWN = 5

export async function findDuplicates(
  desk: DuplicatePorts,
  { caseId, uuid }: Input<'person.duplicates'>,
): Promise<Reply<'person.duplicates'>> {
  const opened = await desk.cases.get(caseId)
  const personId = desk.cases.personOf(caseId)
  if (!opened || personId === undefined)
    return err('no-such-case', 'This case is not on this workstation.', 'Go back to the work list and open it from there.')
  await desk.persons.load()
  const known = valuesOfCase(opened.view.facts)
  const here: MarkedValues = uuid === undefined ? known : { ...known, uuid }
  const others = groupByPerson(desk.marks.others(personId, findMarks(here).map(desk.blindMark))).sort(byRank)
  const duplicates: PossibleDuplicate[] = []
  for (const other of others.slice(0, SHOWN)) {
    const noted = await desk.views.note({ action: 'person-compared', of: other.personId, caseId, detail: { personId: other.personId } })
    if (!noted.ok) return noted
    duplicates.push(await describe(desk, here, other))
  }
  return ok({ personId, duplicates, more: Math.max(0, others.length - SHOWN) })
}

interface Other {
  readonly personId: string
  readonly kinds: readonly MarkKind[]
}

const placeOf = ({ kinds }: Other): number => matchRanks.indexOf(rankOf(kinds))
const byRank = (one: Other, other: Other): number =>
  placeOf(one) - placeOf(other) || other.kinds.length - one.kinds.length || one.personId.localeCompare(other.personId)

async function describe(desk: DuplicatePorts, here: MarkedValues, { personId, kinds }: Other): Promise<PossibleDuplicate> {
  const cases = await openCases(desk, personId)
  const { entries, deleted } = ownOf(await desk.persons.read(personId))
  const values = [
    ...cases.map(({ view }) => valuesOfCase(view.facts)).reverse(),
    ...entries.toReversed().map(({ entry }) => valuesOfEntry(entry)),
  ]
  const there = mergeValues(values)
  const live = there.serials?.map(normaliseSerial).find((serial) => liveStates.has(desk.cards.book.find(serial)?.state ?? 'blank'))
  return {
    personId,
    rank: rankOf(kinds),
    because: [...kinds],
    compared: values.length === 0 ? [] : compareValues(here, there),
    cases: cases.map(({ record, view }) => ({
      caseId: record.caseId,
      caseReference: record.caseReference,
      status: view.status,
      ended: view.facts.ended !== undefined,
    })),
    ...(live === undefined ? {} : { liveCard: live }),
    deletedCases: [...deleted],
  }
}
