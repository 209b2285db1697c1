/** What RA Desk knows of persons and cards, for the comparison with CIM: from the index of cases and the register, without opening a case. */
import type { CardRegister } from '../../domain/card/register/register.ts'
import type { KnownCard, KnownHere, KnownPerson } from '../../domain/cim/reconcile.ts'
import type { CaseStore } from '../registration/case-store.ts'

interface Sources {
  readonly entered: ReadonlySet<string>
  /** Entries of the National Locum log. */
  readonly locumGrants: readonly { readonly uuid: string; readonly open: boolean }[]
  readonly cases: Pick<CaseStore, 'withUuid'>
  readonly register: () => CardRegister
}

/** A person with several cases, after a replacement, is named by the newest one; the cards of all of them are theirs. */
export function readKnownHere({ cases, register, locumGrants, entered }: Sources): KnownHere {
  const newest = new Map<string, { caseId: string; caseReference: string; lastAt: string; isOpen: boolean }>()
  const uuidOf = new Map<string, string>()
  for (const { uuid, caseId, caseReference, status, lastAt } of cases.withUuid()) {
    uuidOf.set(caseId, uuid)
    const before = newest.get(uuid)
    const isOpen = status === 'open' || before?.isOpen === true
    if (!before || lastAt >= before.lastAt) newest.set(uuid, { caseId, caseReference, lastAt, isOpen })
    else before.isOpen = isOpen
  }
  const cards = new Map<string, KnownCard>()
  const cardsOf = new Map<string, KnownCard[]>()
  for (const { serial, state, caseId, caseReference } of register().values()) {
    const uuid = caseId === undefined ? undefined : uuidOf.get(caseId)
    const card: KnownCard = {
      serial,
      state,
      ...(uuid === undefined ? {} : { uuid }),
      // A case that was erased is named on the register, and there is nothing to open.
      ...(uuid === undefined || caseId === undefined || caseReference === undefined ? {} : { caseId, caseReference }),
    }
    cards.set(serial, card)
    if (uuid !== undefined) cardsOf.set(uuid, [...(cardsOf.get(uuid) ?? []), card])
  }
  const persons = new Map<string, KnownPerson>()
  for (const [uuid, { caseId, caseReference, isOpen }] of newest)
    persons.set(uuid, { uuid, caseId, caseReference, isOpen, cards: cardsOf.get(uuid) ?? [] })
  return { persons, cards, entered, locums: new Set(locumGrants.flatMap(({ uuid, open }) => (open ? uuid : []))) }
}
