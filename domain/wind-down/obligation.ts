/**
 * One thing that must be undone when normal conditions return: an identity with flag values, an access, a card. It says whose it is by
 * random ids, never by a name, because it outlives the case that it comes from.
 */
import { z } from 'zod'
import type { CaseLine } from '../case/case-line.ts'
import { undoKinds, type ToUndo, type UndoKind } from '../case/to-undo.ts'
import { cardSerial, instant, odsCode, plainDate, randomId, shortText, uuid } from '../values.ts'

export const obligation = z.strictObject({
  /** The same for the same thing at each look, also after its case was changed or deleted. */
  key: z.string().min(1).max(160),
  kind: z.enum(undoKinds),
  personId: randomId,
  /** Of the person in CIS, where it is known. */
  uuid: uuid.optional(),
  caseId: randomId.optional(),
  caseReference: shortText.optional(),
  /** Entry of the National Locum log. */
  entryId: randomId.optional(),
  /** Id of the edition of its case. */
  edition: z.string().max(60).optional(),
  odsCodes: z.array(odsCode).max(200),
  /** Instant from which it is there. */
  since: instant,
  /** Plain date on which the access ends by itself. */
  until: plainDate.optional(),
  serial: cardSerial.optional(),
})
export type Obligation = z.infer<typeof obligation>

export const undoKindWords: Readonly<Record<UndoKind, string>> = {
  'flagged-identity': 'Flagged identity',
  'exceptional-access': 'FFFFF access',
  'covid-role': 'COVID-19 locum role',
  'temporary-access': 'Temporary access',
  card: 'Card not cancelled',
}

type LineOfObligations = Pick<CaseLine, 'caseId' | 'caseReference' | 'edition' | 'personId' | 'toUndo' | 'uuid'>

/** What a case leaves to undo. Two positions that are alike in all but their name are told apart by their place. */
export function obligationsOf({ caseId, caseReference, edition, personId, uuid: ofPerson, toUndo }: LineOfObligations): Obligation[] {
  const alike = new Map<string, number>()
  return toUndo.map((one) => {
    const base = keyOf(caseId, one)
    const count = alike.get(base) ?? 0
    alike.set(base, count + 1)
    return {
      key: count === 0 ? base : `${base}:${count}`,
      kind: one.kind,
      personId,
      ...(ofPerson === undefined ? {} : { uuid: ofPerson }),
      caseId,
      caseReference,
      edition,
      odsCodes: one.odsCode === undefined ? [] : [one.odsCode],
      since: one.since,
      ...(one.until === undefined ? {} : { until: one.until }),
      ...(one.serial === undefined ? {} : { serial: one.serial }),
    }
  })
}

/** Without the instant: the same access that is recorded again is the same thing to undo. */
function keyOf(caseId: string, { kind, serial, odsCode: code, until }: ToUndo): string {
  if (kind === 'flagged-identity') return `${kind}:${caseId}`
  if (kind === 'card') return `${kind}:${caseId}:${serial ?? ''}`
  return `${kind}:${caseId}:${code ?? ''}:${until ?? ''}`
}

/** An entry of the National Locum log, as far as it has to be undone. */
export interface LocumGrant {
  readonly entryId: string
  readonly uuid?: string
  readonly odsCodes: readonly string[]
  /** Plain dates. */
  readonly endsOn?: string
  readonly grantedOn?: string
  readonly revokedOn?: string
  readonly open: boolean
}

/** Of an entry of the National Locum log. */
export const grantKey = (entryId: string): string => `exceptional-access:log:${entryId}`

/** `personId`: of the person with this UUID, or else of the first entry that names it. */
export const obligationOfGrant = ({ entryId, uuid: ofPerson, odsCodes, endsOn, grantedOn }: LocumGrant, personId: string): Obligation => ({
  key: grantKey(entryId),
  kind: 'exceptional-access',
  personId,
  ...(ofPerson === undefined ? {} : { uuid: ofPerson }),
  entryId,
  odsCodes: [...odsCodes],
  since: `${grantedOn ?? '1970-01-01'}T00:00:00.000Z`,
  ...(endsOn === undefined ? {} : { until: endsOn }),
})
