/**
 * What one case leaves to be undone when normal conditions return: the guidance promises that access can be rescinded, and users
 * de-registered, in a managed way. Ids, codes and days only, because it is kept in the line of the case.
 */
import { readCaseCards } from './case-cards.ts'
import type { CaseRecord } from './case.ts'
import type { CaseView } from './status.ts'
import { moveCard, liveStates, type BeforeFirst, type CardState } from '../card/lifecycle.ts'

/**
 * `flagged-identity`: created in CIS with the flag values of the edition, so that the identity must be proved face to face.
 * `exceptional-access`: a position of the National Locum code. `covid-role`: a locum role that was added centrally for COVID-19.
 * `temporary-access`: any other position with an end date. `card`: not cancelled and not destroyed.
 */
export const undoKinds = ['flagged-identity', 'exceptional-access', 'covid-role', 'temporary-access', 'card'] as const
export type UndoKind = (typeof undoKinds)[number]

export interface ToUndo {
  readonly kind: UndoKind
  /** Instant from which it is there. */
  readonly since: string
  /** Organisation of the position, or of the case. */
  readonly odsCode?: string
  /** Plain date on which the access ends by itself. */
  readonly until?: string
  /** Of a card. */
  readonly serial?: string
}

const COVID = /\bcovid(?:[\s-]?19)?\b/i

export function findToUndo(record: Pick<CaseRecord, 'events'>, { facts, edition }: Pick<CaseView, 'facts' | 'edition'>): ToUndo[] {
  const organisation = facts.organisation ? { odsCode: facts.organisation.odsCode } : {}
  const identity: ToUndo[] = facts.cis ? [{ kind: 'flagged-identity', since: facts.cis.recordedAt, ...organisation }] : []
  const { access } = facts
  const positions = (access?.positions ?? []).flatMap(({ name, odsCode, to }): ToUndo[] => {
    const kind =
      odsCode === edition.positions.exceptional.code
        ? 'exceptional-access'
        : COVID.test(name)
          ? 'covid-role'
          : to === undefined
            ? undefined
            : 'temporary-access'
    return kind && access ? [{ kind, since: access.recordedAt, odsCode, ...(to ? { until: to } : {}) }] : []
  })
  return [...identity, ...positions, ...liveCardsOf(record).map((one): ToUndo => ({ kind: 'card', ...one, ...organisation }))]
}

function liveCardsOf({ events }: Pick<CaseRecord, 'events'>): { readonly serial: string; readonly since: string }[] {
  const cards = new Map<number, { readonly serial: string; readonly since: string; readonly state: CardState | BeforeFirst }>()
  for (const { serial, act, at, attempt } of readCaseCards(events)) {
    const before = cards.get(attempt)
    const moved = moveCard(before?.state ?? 'unseen', act)
    if (moved.ok) cards.set(attempt, { serial, since: before?.since ?? at, state: moved.value })
  }
  // A lost card can still be used until it is cancelled.
  return [...cards.values()]
    .filter(({ state }) => state === 'lost' || liveStates.has(state as CardState))
    .map(({ serial, since }) => ({ serial, since }))
}
