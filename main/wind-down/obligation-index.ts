/**
 * What `main` keeps in memory of everything that must one day be undone, from the lines of the cases and from what deleted cases left. A
 * change of one case replaces only what that case leaves; no case is opened.
 */
import { z } from 'zod'
import type { CaseLine } from '../../domain/case/case-line.ts'
import { obligation, obligationsOf, type Obligation } from '../../domain/wind-down/obligation.ts'
import { instant, randomId, shortText, uuid } from '../../domain/values.ts'

/** What stays of a case that is deleted, until it is settled: no name, contact or finding. */
export const keptRow = z.strictObject({
  caseId: randomId,
  caseReference: shortText,
  personId: randomId,
  uuid: uuid.optional(),
  obligations: z.array(obligation),
  /** Another workstation has the case, and with it what there is to undo. */
  elsewhere: z.literal(true).optional(),
  /** Instant at which the case proved the identity face to face. */
  provedAt: instant.optional(),
})
export type KeptRow = z.infer<typeof keptRow>

type ObservedLine = Pick<CaseLine, 'caseId' | 'caseReference' | 'edition' | 'personId' | 'status' | 'lastAt' | 'toUndo' | 'uuid'>

export interface ObligationIndex {
  /** At opening, and after each change of the case. */
  observe(line: ObservedLine): void
  /** What a deleted case left. The case's own line, if it came back, counts for more. */
  keep(row: KeptRow): void
  /** Of the cases that this workstation has in hand, in the order in which the cases were first seen. */
  all(): readonly Obligation[]
  /** How many left with cases that are with another workstation. */
  elsewhereCount(): number
  find(key: string): { readonly obligation: Obligation; readonly elsewhere: boolean } | undefined
  /** What is to be stored of a case that is deleted. */
  leftBy(caseId: string): KeptRow | undefined
  /** Cases that leave a card, or left one when they were deleted, of a person: under their id, and under their UUID. */
  cardCasesOf(of: { readonly personId: string; readonly uuid?: string | undefined }): readonly string[]
  /** Persons with more than one such case. */
  withSeveralCardCases(): Iterable<string>
  /** What cases say of FFFFF access; the few that say it. */
  exceptional(): readonly Obligation[]
  /** The person of any case with this UUID. */
  personWith(uuid: string): string | undefined
  /** Instant at which a case proved the identity of this person face to face; the latest. */
  provedAt(of: { readonly personId: string; readonly uuid?: string | undefined }): string | undefined
}

const namesOf = ({ personId, uuid: ofPerson }: Pick<KeptRow, 'personId' | 'uuid'>): string[] => [
  personId,
  ...(ofPerson === undefined ? [] : [ofPerson]),
]

const hasCard = ({ obligations }: KeptRow): boolean => obligations.some(({ kind }) => kind === 'card')

/** What a case leaves, by its line. */
function rowOf(line: ObservedLine, isReproof: (edition: string) => boolean): KeptRow {
  const { caseId, caseReference, personId, uuid: ofPerson, status, edition, lastAt } = line
  return {
    caseId,
    caseReference,
    personId,
    ...(ofPerson === undefined ? {} : { uuid: ofPerson }),
    obligations: obligationsOf(line),
    ...(status === 'handed-over' ? { elsewhere: true as const } : {}),
    ...(status === 'closed' && isReproof(edition) ? { provedAt: lastAt } : {}),
  }
}

/** `isReproof`: whether a case of this edition proves an identity face to face when it is closed. */
export function createObligationIndex(isReproof: (edition: string) => boolean): ObligationIndex {
  const byCase = new Map<string, KeptRow>()
  const byKey = new Map<string, string>()
  const personByUuid = new Map<string, string>()
  const casesOfProof = new Map<string, Set<string>>()
  const casesWithCard = new Map<string, Set<string>>()
  /** Persons with more than one case that left a card. */
  const several = new Set<string>()
  const exceptional = new Set<string>()
  let elsewhereCount = 0
  let everything: readonly Obligation[] | undefined

  const noteSeveral = ({ personId }: KeptRow): void => {
    if ((casesWithCard.get(personId)?.size ?? 0) > 1) several.add(personId)
    else several.delete(personId)
  }

  function remove(caseId: string): void {
    const before = byCase.get(caseId)
    if (!before) return
    byCase.delete(caseId)
    if (before.elsewhere) elsewhereCount -= before.obligations.length
    for (const { key } of before.obligations) byKey.delete(key)
    if (before.provedAt !== undefined) for (const name of namesOf(before)) casesOfProof.get(name)?.delete(caseId)
    exceptional.delete(caseId)
    if (hasCard(before)) for (const name of namesOf(before)) casesWithCard.get(name)?.delete(caseId)
    noteSeveral(before)
    everything = undefined
  }

  function put(left: KeptRow): void {
    remove(left.caseId)
    if (left.obligations.length === 0 && left.provedAt === undefined) return
    byCase.set(left.caseId, left)
    if (left.elsewhere) elsewhereCount += left.obligations.length
    for (const { key } of left.obligations) byKey.set(key, left.caseId)
    if (left.provedAt !== undefined)
      for (const name of namesOf(left)) casesOfProof.set(name, (casesOfProof.get(name) ?? new Set()).add(left.caseId))
    if (hasCard(left)) for (const name of namesOf(left)) casesWithCard.set(name, (casesWithCard.get(name) ?? new Set()).add(left.caseId))
    noteSeveral(left)
    if (left.obligations.some(({ kind }) => kind === 'exceptional-access')) exceptional.add(left.caseId)
    everything = undefined
  }

  const noteUuid = ({ personId, uuid: ofPerson }: Pick<KeptRow, 'personId' | 'uuid'>) => {
    if (ofPerson !== undefined) personByUuid.set(ofPerson, personId)
  }

  return {
    observe(line) {
      noteUuid(line)
      put(rowOf(line, isReproof))
    },
    keep(left) {
      noteUuid(left)
      put(left)
    },
    all: () => (everything ??= [...byCase.values()].flatMap(({ elsewhere, obligations }) => (elsewhere ? [] : obligations))),
    elsewhereCount: () => elsewhereCount,
    find(key) {
      const left = byCase.get(byKey.get(key) ?? '')
      const found = left?.obligations.find((one) => one.key === key)
      return left && found ? { obligation: found, elsewhere: left.elsewhere === true } : undefined
    },
    leftBy: (caseId) => byCase.get(caseId),
    cardCasesOf: (of) => [...new Set(namesOf(of).flatMap((name) => [...(casesWithCard.get(name) ?? [])]))],
    withSeveralCardCases: () => several,
    exceptional: () =>
      [...exceptional].flatMap((caseId) => byCase.get(caseId)!.obligations.filter(({ kind }) => kind === 'exceptional-access')),
    personWith: (ofPerson) => personByUuid.get(ofPerson),
    provedAt: (of) =>
      namesOf(of)
        .flatMap((name) => [...(casesOfProof.get(name) ?? [])].map((caseId) => byCase.get(caseId)!.provedAt!))
        .sort()
        .at(-1),
  }
}
