/** Winding down, as the session has it: the book, and how everything stands by all the registers of this workstation. */
import type { CaseLine } from '../../domain/case/case-line.ts'
import type { LocumGrant } from '../../domain/wind-down/obligation.ts'
import type { SettledEvent } from '../../domain/wind-down/person-file.ts'
import type { Editions } from '../../domain/guidance/index.ts'
import { PROVES_FACE_TO_FACE } from '../../domain/journey/face-to-face.ts'
import { plainDateOf } from '../../domain/plain-date-of.ts'
import type { Result } from '../../domain/result.ts'
import type { RecordFailureCode, RecordStore, RowToSeal } from '../record/store.ts'
import { lookAtStandings, type Elsewhere, type Standings } from './standing.ts'
import { settlementsToSend } from './settlements-to-send.ts'
import { openWindDownBook, type WindDownBook } from './wind-down-book.ts'

export interface WindDown {
  readonly book: WindDownBook
  standings(): Standings
  observe(line: CaseLine): void
  keptOf(caseId: string): RowToSeal | undefined
  /**
   * What goes with a case to another workstation: what agents recorded here as settled, the oldest first. The log of FFFFF access stays here, so
   * what it says of the access of this case goes as a settlement, stamped with the handover.
   */
  settlementsOf(caseId: string, stamp: { readonly at: string; readonly by: string }): readonly SettledEvent[]
  /** At sign-in, once the cases are open: what deleted cases left and is settled need not be kept any longer. */
  eraseSettled(): Promise<Result<void, RecordFailureCode>>
}

/** Port of the use-cases of this folder. */
export interface WindsDown {
  readonly windDown: WindDown
}

export interface WindDownDeps {
  readonly store: RecordStore
  readonly editions: Editions
  readonly findCard: Elsewhere['findCard']
  /** Entries of the National Locum log. */
  readonly grants: () => readonly LocumGrant[]
}

export async function openWindDown({ store, editions, findCard, grants }: WindDownDeps): Promise<WindDown> {
  const isReproof = (edition: string) => editions.find(edition)?.closingStep === PROVES_FACE_TO_FACE
  const book = await openWindDownBook(store, isReproof)
  const standings = () => lookAtStandings(book, { grants, findCard, dayOf: (instant) => plainDateOf(new Date(instant)) })
  return {
    book,
    standings,
    observe: book.observe,
    keptOf: book.keptOf,
    settlementsOf: (caseId, stamp) => settlementsToSend({ book, grants: grants() }, caseId, stamp),
    eraseSettled: async () => {
      const { of } = standings()
      return book.eraseSettled((key) => {
        const found = book.obligations.find(key)
        return found === undefined || of(found.obligation).state !== 'open'
      })
    },
  }
}

export const dayOfInstant = (instant: string): string => plainDateOf(new Date(instant))
