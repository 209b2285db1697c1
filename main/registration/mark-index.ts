/**
 * Who may be whom: the blind marks of every case, of every short entry and of every deleted case, in memory. The table from a mark to its
 * owners is made at the first question, because on most days there is none.
 */
import type { CaseLine } from '../../domain/case/case-line.ts'
import { rankOf, type MarkKind } from '../../domain/person/marks.ts'
import { kindOfMark } from './blind-marks.ts'

/** A case, what the station itself knows of a person, or a case that was deleted. */
export interface MarkOwner {
  readonly id: string
  readonly personId: string
  readonly marks: readonly string[]
  /** Of a case that is here. */
  readonly ofCase?: { readonly caseId: string; readonly caseReference: string; readonly isOpen: boolean }
  /** Of a case that was deleted. */
  readonly deleted?: { readonly caseReference: string; readonly month: string }
  /** Persons who were found to be others. */
  readonly toldApart: readonly string[]
}

export interface MarkMatch {
  readonly owner: MarkOwner
  readonly kinds: readonly MarkKind[]
}

export interface Undecided {
  readonly caseId: string
  readonly caseReference: string
  readonly personIds: readonly string[]
}

export interface MarkIndex {
  put(owner: MarkOwner): void
  forget(id: string): void
  find(id: string): MarkOwner | undefined
  /** Other persons that have one of the marks and were not told apart from this one, with the kinds that they share. */
  others(personId: string | undefined, marks: readonly string[]): readonly MarkMatch[]
  /** Open cases that may be about a person who is known already, by more than the name, and are undecided. */
  undecided(limit: number): readonly Undecided[]
}

export const ownerOfLine = ({ caseId, caseReference, personId, marks, toldApart, status }: CaseLine): MarkOwner => ({
  id: caseId,
  personId,
  marks,
  toldApart,
  ofCase: { caseId, caseReference, isOpen: status === 'open' },
})

export function createMarkIndex(): MarkIndex {
  const owners = new Map<string, MarkOwner>()
  /** Ids of the few owners of which an agent said that they are not somebody else. */
  const tellers = new Set<string>()
  let byMark: Map<string, Set<string>> | undefined

  function addTo(map: Map<string, Set<string>>, { id, marks }: MarkOwner): void {
    for (const mark of marks) {
      const set = map.get(mark)
      if (set) set.add(id)
      else map.set(mark, new Set([id]))
    }
  }
  function asked(): Map<string, Set<string>> {
    if (byMark) return byMark
    byMark = new Map()
    for (const owner of owners.values()) addTo(byMark, owner)
    return byMark
  }
  function forget(id: string): void {
    const before = owners.get(id)
    owners.delete(id)
    tellers.delete(id)
    if (byMark) for (const mark of before?.marks ?? []) byMark.get(mark)?.delete(id)
  }
  function withMarks(marks: readonly string[]): MarkMatch[] {
    const found = new Map<string, MarkKind[]>()
    for (const mark of marks) {
      const kind = kindOfMark(mark)
      if (kind) for (const id of asked().get(mark) ?? []) found.set(id, [...(found.get(id) ?? []), kind])
    }
    return [...found].map(([id, kinds]) => ({ owner: owners.get(id)!, kinds: [...new Set(kinds)] }))
  }

  /** What was said of one case of a person is said of the person. */
  function pairsApart(): ReadonlySet<string> {
    const pairs = [...tellers]
      .map((id) => owners.get(id)!)
      .flatMap(({ personId, toldApart }) => toldApart.map((other) => pairOf(personId, other)))
    return new Set(pairs)
  }
  function othersOf(personId: string | undefined, marks: readonly string[], apart: ReadonlySet<string>): MarkMatch[] {
    return withMarks(marks).filter(
      ({ owner }) => personId === undefined || (owner.personId !== personId && !apart.has(pairOf(personId, owner.personId))),
    )
  }

  return {
    forget,
    others: (personId, marks) => othersOf(personId, marks, pairsApart()),
    find: (id) => owners.get(id),
    put(owner) {
      forget(owner.id)
      owners.set(owner.id, owner)
      if (owner.toldApart.length > 0) tellers.add(owner.id)
      if (byMark) addTo(byMark, owner)
    },
    undecided(limit) {
      const waiting: Undecided[] = []
      const apart = pairsApart()
      for (const owner of owners.values()) {
        if (owner.ofCase?.isOpen !== true) continue
        const shared = owner.marks.filter((mark) => (asked().get(mark)?.size ?? 0) > 1)
        const persons = groupByPerson(othersOf(owner.personId, shared, apart)).filter(({ kinds }) => rankOf(kinds) !== 'weak')
        if (persons.length === 0) continue
        const { caseId, caseReference } = owner.ofCase
        waiting.push({ caseId, caseReference, personIds: persons.map(({ personId }) => personId) })
        if (waiting.length === limit) break
      }
      return waiting
    },
  }
}

const pairOf = (one: string, other: string): string => [one, other].sort().join(' ')

/** The same person may be met by several cases: what they share with the case asked about is taken together. */
export function groupByPerson(matches: readonly MarkMatch[]): { personId: string; kinds: MarkKind[] }[] {
  const persons = new Map<string, Set<MarkKind>>()
  for (const { owner, kinds } of matches) {
    const known = persons.get(owner.personId) ?? new Set()
    for (const kind of kinds) known.add(kind)
    persons.set(owner.personId, known)
  }
  return [...persons].map(([personId, kinds]) => ({ personId, kinds: [...kinds] }))
}
