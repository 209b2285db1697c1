/** One attempt at a card of a case: the interrupted one on its own secrets and choices, or a new one whose secrets are sealed before anything else happens. */
import type { CustodyFailureCode } from '../record/secret-custody.ts'
import { toHex } from '../../domain/bytes.ts'
import type { CaseRecord } from '../../domain/case/case.ts'
import type { EventOf } from '../../domain/case/events.ts'
import type { CardAttempt, CaseFacts } from '../../domain/case/facts.ts'
import { defaultCardSettings, type CardSettings } from '../../domain/card/card-settings.ts'
import { getCardExpiry } from '../../domain/card/card-validity.ts'
import { drawPasscode, type PasscodeContext } from '../../domain/card/passcode.ts'
import { drawPuk } from '../../domain/card/puk.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { StationSettings } from '../../domain/station.ts'
import type { PersonalisationPlan } from '../../native/card/plan.ts'
import type { OpenCase } from '../registration/stored-cases.ts'
import type { Clock, Custody, RandomBytes, RandomNumbers, Settings } from '../ports.ts'

/** What the use-cases of this file need. */
export type CardAttemptPorts = Clock & Custody & RandomBytes & RandomNumbers & Settings

export type CardChoices = Pick<CardSettings, 'profile' | 'certificate' | 'retries'>

export interface PlannedAttempt {
  readonly attempt: number
  /** Present when the same card is continued. */
  readonly resumes?: CardAttempt
  readonly choices: CardChoices
}

export interface Attempt extends PlannedAttempt {
  readonly passcodeId: string
  readonly pukId: string
  readonly guid: string
  readonly expiresOn: string
}

export const cardSettingsOf = (settings: StationSettings): CardSettings => settings.cards ?? defaultCardSettings

/** What would be done with the card that is put in now. Draws nothing. */
export function planAttempt(desk: CardAttemptPorts, { record, view }: OpenCase): PlannedAttempt {
  const last = view.facts.cards.at(-1)
  const { profile, certificate, retries } = cardSettingsOf(desk.settings())
  if (last && isUnfinished(last)) return { attempt: last.attempt, resumes: last, choices: findChoices(record, last.attempt) }
  return { attempt: (last?.attempt ?? 0) + 1, choices: { profile, certificate, retries } }
}

/** A card that was begun before choices were recorded was begun with those that there were then. */
export function findChoices(record: CaseRecord, attempt: number): CardChoices {
  const { profile, certificate, retries } = defaultCardSettings
  const begun = record.events.findLast(({ event }) => event.kind === 'cardWriteStarted' && event.attempt === attempt)?.event as
    | EventOf<'cardWriteStarted'>
    | undefined
  return begun?.choices ?? { profile, certificate, retries }
}

export async function beginAttempt(
  desk: CardAttemptPorts,
  caseId: string,
  planned: PlannedAttempt,
  facts: CaseFacts,
): Promise<Result<Attempt, CustodyFailureCode>> {
  const { resumes } = planned
  if (resumes)
    return ok({ ...planned, passcodeId: resumes.passcodeId!, pukId: resumes.pukId!, guid: resumes.guid!, expiresOn: resumes.expiresOn! })
  const passcode = await desk.custody.put('passcode', caseId, drawPasscode(desk.randomInt, contextOf(facts)))
  if (!passcode.ok) return passcode
  const puk = await desk.custody.put('puk', caseId, drawPuk(desk.randomInt))
  if (!puk.ok) return puk
  return ok({
    ...planned,
    passcodeId: passcode.value.custodyId,
    pukId: puk.value.custodyId,
    guid: toHex(desk.randomBytes(16)),
    expiresOn: getCardExpiry(desk.now()),
  })
}

/** What is known of the registrant: the passcode is none of their own numbers. */
function contextOf({ registrant, details, uuid }: CaseFacts): PasscodeContext {
  const numbers = [
    registrant?.mobile,
    details && 'given' in details.nationalInsurance ? details.nationalInsurance.given : undefined,
    uuid,
  ].filter((one) => one !== undefined)
  return { ...(registrant?.dateOfBirth ? { dateOfBirth: registrant.dateOfBirth } : {}), numbers }
}

/**
 * Draws another passcode or PUK where the card refused one by its own rules, and keeps it in the same place in custody: what is released later is what
 * the card took. Drawn evenly and thrown away when refused, so it stays even over what the card takes.
 */
export function redrawFor(
  desk: CardAttemptPorts,
  attempt: Pick<Attempt, 'passcodeId' | 'pukId'>,
  facts: CaseFacts,
): Required<PersonalisationPlan>['redraw'] {
  return async (which, refused) => {
    const isPasscode = which === 'passcode'
    const drawn = isPasscode ? drawPasscode(desk.randomInt, { ...contextOf(facts), previous: refused }) : drawPuk(desk.randomInt)
    const kept = await desk.custody.replace(isPasscode ? attempt.passcodeId : attempt.pukId, drawn)
    return kept.ok ? ok(drawn) : kept
  }
}

function isUnfinished(card: CardAttempt): boolean {
  return (card.state === 'writing' || card.state === 'resumable') && card.passcodeId !== undefined
}
