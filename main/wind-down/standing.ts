/**
 * How each thing to undo stands: open, settled by an agent, settled by what RA Desk recorded itself, or gone with its case to another
 * workstation. Nothing else settles anything.
 */
import type { UndoKind } from '../../domain/case/to-undo.ts'
import { obligationOfGrant, type LocumGrant, type Obligation } from '../../domain/wind-down/obligation.ts'
import type { OwnWay, SettledWay } from '../../domain/wind-down/settlement.ts'
import type { WindDownBook } from './wind-down-book.ts'

/** Seams to the other registers of this workstation. */
export interface Elsewhere {
  /** Entries of the National Locum log, also those that were revoked. */
  readonly grants: () => readonly LocumGrant[]
  /** What the register says of a card: `undefined` when it never saw it. */
  readonly findCard: (serial: string) => { readonly state: string; readonly since: string } | undefined
  /** Plain date of an instant where the workstation stands. */
  readonly dayOf: (instant: string) => string
}

export type Standing =
  | { readonly state: 'open' }
  | { readonly state: 'elsewhere' }
  | {
      readonly state: 'settled'
      readonly how: SettledWay | OwnWay
      /** Plain date. */
      readonly on: string
      readonly reference?: string
      readonly note?: string
      /** The agent; absent for what RA Desk recorded itself. */
      readonly by?: string
    }

export interface Standings {
  /** Everything that is not settled, of cases, of deleted cases and of the locum log. */
  open(): readonly Obligation[]
  of(obligation: Obligation): Standing
  elsewhereCount(): number
}

/** A lost card is not cancelled until somebody says so. */
const endedCards: ReadonlySet<string> = new Set(['cancelled', 'destroyed', 'spoiled'])

/** One look at everything: the log of FFFFF access is read once. */
export function lookAtStandings(book: WindDownBook, { grants, findCard, dayOf }: Elsewhere): Standings {
  const { obligations } = book
  const log = grants()
  const firstEntryOf = new Map<string, string>()
  const logOf = new Map<string, LocumGrant[]>()
  for (const grant of log) {
    if (grant.uuid === undefined) continue
    if (!firstEntryOf.has(grant.uuid)) firstEntryOf.set(grant.uuid, grant.entryId)
    logOf.set(grant.uuid, [...(logOf.get(grant.uuid) ?? []), grant])
  }
  const byEntry = new Map(log.map((grant) => [grant.entryId, grant]))
  const personOf = ({ uuid, entryId }: LocumGrant) =>
    uuid === undefined ? entryId : (obligations.personWith(uuid) ?? firstEntryOf.get(uuid) ?? entryId)
  const ownLogOf = ({ kind, entryId, uuid }: Obligation) =>
    kind !== 'exceptional-access' || entryId !== undefined || uuid === undefined ? [] : (logOf.get(uuid) ?? [])

  function findRevocation(one: Obligation): string | undefined {
    const grant = one.entryId === undefined ? undefined : byEntry.get(one.entryId)
    if (grant) return grant.open ? undefined : (grant.revokedOn ?? dayOf(one.since))
    const own = ownLogOf(one)
    if (own.some(({ open }) => open)) return undefined
    const last = own
      .map(({ revokedOn }) => revokedOn ?? '')
      .sort()
      .at(-1)
    return last !== undefined && last !== '' && last >= dayOf(one.since) ? last : undefined
  }

  const findOwn: Readonly<Partial<Record<UndoKind, (one: Obligation) => Standing | undefined>>> = {
    card: ({ serial }) => {
      const card = serial === undefined ? undefined : findCard(serial)
      return card && endedCards.has(card.state) ? { state: 'settled', how: 'card-cancelled', on: dayOf(card.since) } : undefined
    },
    'exceptional-access': (one) => {
      const on = findRevocation(one)
      return on === undefined ? undefined : { state: 'settled', how: 'grant-revoked', on }
    },
    'flagged-identity': (one) => {
      const at = obligations.provedAt(one)
      return at !== undefined && at > one.since ? { state: 'settled', how: 'proved-in-case', on: dayOf(at) } : undefined
    },
  }

  function of(asked: Obligation): Standing {
    const here = obligations.find(asked.key)
    // The same access may have been recorded again since: what counts is when it was recorded last.
    const one = here?.obligation ?? asked
    if (here?.elsewhere) return { state: 'elsewhere' }
    const own = findOwn[one.kind]?.(one)
    if (own) return own
    const settlement = book.findSettlement(one.key)
    if (!settlement || settlement.at < one.since) return { state: 'open' }
    const { how, on, reference, note, by } = settlement
    return { state: 'settled', how, on, by, ...(reference === undefined ? {} : { reference }), ...(note === undefined ? {} : { note }) }
  }

  return {
    of,
    elsewhereCount: obligations.elsewhereCount,
    open: () => [
      // While the log has an open entry of the person, the access that their case names is undone through the log.
      ...obligations.all().filter((one) => !ownLogOf(one).some(({ open }) => open) && of(one).state === 'open'),
      ...log.map((grant) => obligationOfGrant(grant, personOf(grant))).filter((one) => of(one).state === 'open'),
    ],
  }
}
