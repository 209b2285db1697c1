/** Asks the guard about one act after a list of events, as `main` does, for tables of rules. */
import type { CaseEvent } from '../../domain/case/events.ts'
import { findFirstEventRefusal, findRefusal, type GuardCode } from '../../domain/case/guard.ts'
import { viewCase, type CaseView } from '../../domain/case/status.ts'
import type { StepId } from '../../domain/case/steps.ts'
import type { Edition } from '../../domain/guidance/edition.ts'
import { provedElsewhere2026 } from '../../domain/guidance/editions/proved-elsewhere-2026.ts'
import { replaceCard2026 } from '../../domain/guidance/editions/replace-card-2026.ts'
import { replaceCardNewName2026 } from '../../domain/guidance/editions/replace-card-new-name-2026.ts'
import { remote20200408 } from '../../domain/guidance/editions/remote-2020-04-08.ts'
import type { World } from '../../domain/journey/part.ts'
import { journey, record } from '../fixtures/journey-events.ts'

/** The workstation on a day after the journey of the fixture. */
export const worldOn = (today: string, more: Partial<World> = {}): World => ({
  now: `${today}T12:00:00.000Z`,
  today,
  agreedWith: () => undefined,
  hasEvidence: () => true,
  agentWithMobile: () => undefined,
  isPerson: () => true,
  otherCaseWithUuid: () => undefined,
  liveCardsElsewhere: () => [],
  otherCaseWithTracking: () => undefined,
  passcodeReleases: 2,
  ...more,
})

export interface AskedCase {
  readonly reason?: string
  readonly world?: World
  readonly edition?: Edition
}

export const viewAfter = (events: readonly CaseEvent[], edition: Edition = remote20200408): CaseView => viewCase(record(events), edition)

export const statusAfter = (events: readonly CaseEvent[], step: StepId, edition?: Edition): string | undefined =>
  viewAfter(events, edition).steps[step]?.status

/** The code with which the act is refused; `undefined` when it is allowed. */
export function codeAfter(
  events: readonly CaseEvent[],
  event: CaseEvent,
  { reason, world = worldOn('2026-11-30'), edition }: AskedCase = {},
): GuardCode | undefined {
  return findRefusal(viewAfter(events, edition), event, reason, world)?.code
}

export const codeAsFirst = (event: CaseEvent, edition: Edition = remote20200408, world: World = worldOn('2026-11-30')) =>
  findFirstEventRefusal(edition, event, world)?.code

/** The first acts of a case whose identity was proved elsewhere. */
export const elsewhere = {
  identityProvedElsewhere: {
    kind: 'identityProvedElsewhere',
    uuid: '555123490817',
    name: { given: 'Siân', family: 'Sample' },
    nameOnCard: 'Siân Sample',
    organisation: { odsCode: 'ZZ9', name: 'Invented Health Centre' },
    proof: { where: 'care-id', on: '2026-11-20', reference: 'INVENTED-1' },
  },
  deliveryRecorded: { kind: 'deliveryRecorded', mobile: '+447700900124', address: journey.detailsRecorded.address },
} as const satisfies { [Kind in CaseEvent['kind']]?: Extract<CaseEvent, { kind: Kind }> }

/** The first acts of a replacement of a card that an earlier case wrote. */
export const replacing = {
  replacementRequested: {
    kind: 'replacementRequested',
    personId: 'aaaaaaaa-0000-4000-8000-000000000000',
    uuid: '555123490817',
    name: { given: 'Siân', family: 'Sample' },
    nameOnCard: 'Siân Sample',
    organisation: { odsCode: 'ZZ9', name: 'Invented Health Centre' },
    oldCard: { serial: '77', from: 'here' },
    why: 'lost',
    requestedOn: '2026-11-20',
    carriedFrom: 'aaaaaaaa-0000-4000-8000-000000000000',
  },
  mobileCarriedOver: {
    kind: 'mobileCarriedOver',
    fromCase: 'aaaaaaaa-0000-4000-8000-000000000000',
    caseReference: 'RA-7K3M-2',
    number: '+447700900124',
    confirmedOn: '2026-10-01',
  },
  oldCardCancelled: { kind: 'oldCardCancelled', on: '2026-11-21', reference: 'INVENTED-CIS-1', place: 'gone' },
  oldCardOverridden: { kind: 'oldCardOverridden', why: 'CIS is down until Monday.' },
  accessUnchanged: { kind: 'accessUnchanged', checkedOn: '2026-11-22' },
} as const satisfies { [Kind in CaseEvent['kind']]?: Extract<CaseEvent, { kind: Kind }> }
export { provedElsewhere2026, remote20200408, replaceCard2026, replaceCardNewName2026 }
