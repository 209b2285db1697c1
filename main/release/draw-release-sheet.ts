/** The release sheet of a case: only once its passcode was let go. */
import { formatPaperCode } from '../../domain/record/paper-code.ts'
import { fullName } from '../../domain/journey/registrant.ts'
import { nameOnEnvelope } from '../../domain/registrant/name.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { findUnprintable } from '../../domain/typeface.ts'
import type { DrawnDocument } from '../documents/drawn-document.ts'
import type { DocumentFailureCode } from '../documents/failure.ts'
import type { Cases } from '../registration/case-store.ts'
import type { Clock, Fonts, Practice, Settings, Store } from '../ports.ts'

/** What the use-cases of this file need. */
export type DrawReleaseSheetPorts = Cases & Clock & Fonts & Practice & Settings & Store

export async function drawReleaseSheet(
  desk: DrawReleaseSheetPorts,
  caseId: string,
): Promise<Result<DrawnDocument, DocumentFailureCode | 'cannot-start-yet' | 'no-such-case'>> {
  const open = await desk.cases.get(caseId)
  if (!open) return err('no-such-case', 'This case is not on this workstation.', 'Go back to the work list and open it from there.')
  const {
    record,
    view: { facts },
  } = open
  const { registrant, arrival, passcodeText, passcodeSettled, liveCard } = facts
  if (!registrant || !arrival || !passcodeText)
    return err('cannot-start-yet', 'No passcode has been released yet.', 'Text the passcode first.')
  const { makeReleaseSheet } = await import('../documents/release-sheet.ts')
  const { size, code } = desk.store.checkpoint()
  const drawn = await makeReleaseSheet(
    {
      station: desk.settings().serviceProvider.name,
      caseReference: record.caseReference,
      // The legal name where it can be printed.
      registrant: findUnprintable(fullName(registrant)).length === 0 ? fullName(registrant) : nameOnEnvelope(registrant),
      ...(liveCard?.serial ? { cardSerial: liveCard.serial } : {}),
      call: { at: arrival.calledAt, from: arrival.calledFrom, envelopeIntact: arrival.envelopeIntact, loggedBy: arrival.agentName },
      text: {
        at: passcodeText.recordedAt,
        to: passcodeText.to,
        route: passcodeText.route,
        outcome: passcodeText.outcome,
        by: passcodeText.agentName,
      },
      ...(passcodeSettled ? { settled: { at: passcodeSettled.recordedAt, arrived: passcodeSettled.arrived } } : {}),
      checkpoint: formatPaperCode({ size, code }),
    },
    { fonts: await desk.documentFonts(), now: desk.now().toISOString(), practice: desk.practice },
  )
  return drawn.ok ? ok({ bytes: drawn.value, mime: 'application/pdf', fileName: `release-sheet-${record.caseReference}.pdf` }) : drawn
}
