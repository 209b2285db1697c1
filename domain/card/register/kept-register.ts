/**
 * The register, kept up to date: a change of a case, or an act of the station, folds only the cards that it speaks of again, and only when
 * the register is looked at.
 */
import { foldCardOf, type CardRegister, type CaseOfCards, type RegisteredCard, type StationCardEntry } from './register.ts'

export interface KeptRegister {
  /** All cards, by serial number. */
  cards(): CardRegister
  find(serial: string): RegisteredCard | undefined
  findCase(caseId: string): CaseOfCards | undefined
  /** Replaces what a case says. */
  putCase(one: CaseOfCards): void
  /** After those that were added before. */
  addStation(entries: readonly StationCardEntry[]): void
  hasBox(box: string): boolean
}

export function createKeptRegister(): KeptRegister {
  const cases = new Map<string, CaseOfCards>()
  const casesOf = new Map<string, Set<string>>()
  const stationOf = new Map<string, StationCardEntry[]>()
  const boxes = new Set<string>()
  const folded = new Map<string, RegisteredCard>()
  /** Serial numbers of cards that changed since they were folded. */
  const changed = new Set<string>()

  /** A card that neither a case nor the station speaks of any more leaves the register. */
  function fold(serial: string): void {
    changed.delete(serial)
    const ofCases = [...(casesOf.get(serial) ?? [])].map((caseId) => cases.get(caseId)!)
    const station = stationOf.get(serial) ?? []
    if (ofCases.length === 0 && station.length === 0) folded.delete(serial)
    else folded.set(serial, foldCardOf(serial, { cases: ofCases, station }))
  }

  function find(serial: string): RegisteredCard | undefined {
    if (changed.has(serial)) fold(serial)
    return folded.get(serial)
  }

  return {
    cards() {
      for (const serial of changed) fold(serial)
      return folded
    },
    find,
    findCase: (caseId) => cases.get(caseId),
    putCase(one) {
      for (const { serial } of cases.get(one.caseId)?.entries ?? []) {
        casesOf.get(serial)?.delete(one.caseId)
        changed.add(serial)
      }
      cases.set(one.caseId, one)
      for (const { serial } of one.entries) {
        casesOf.set(serial, (casesOf.get(serial) ?? new Set()).add(one.caseId))
        changed.add(serial)
      }
    },
    addStation(entries) {
      for (const entry of entries) {
        const known = stationOf.get(entry.serial)
        if (known) known.push(entry)
        else stationOf.set(entry.serial, [entry])
        if (entry.box !== undefined) boxes.add(entry.box)
        changed.add(entry.serial)
      }
    },
    hasBox: (box) => boxes.has(box),
  }
}
