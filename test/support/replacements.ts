/** A closed case and a replacement of its card, through `main`. Everything in it is invented. */
import { plainDateOf } from '../../domain/plain-date-of.ts'
import type { Input } from '../../preload/contract.ts'
import { journey } from '../fixtures/journey-events.ts'
import { replaceCard2026, replacing } from './ask-case.ts'
import type { MainApp } from './main-app.ts'
import { newCase, readCase, walkUntil } from './main-journey.ts'

export type Told = Input<'replacement.record'>['told']

export interface ClosedCase {
  readonly caseId: string
  readonly serial: string
}

export async function closedCase(main: MainApp): Promise<ClosedCase> {
  const caseId = await newCase(main)
  await walkUntil(main, caseId, 'first-log-in')
  const { view } = await readCase(main, caseId)
  return { caseId, serial: view.facts.liveCard!.serial! }
}

export async function prepareCase(main: MainApp): Promise<string> {
  const { caseId, keys } = await main.must('case.prepare', {})
  await main.worker.addKeys(keys)
  return caseId
}

/** Of the registrant of the fixture. */
export const toldOf = (main: MainApp, old: ClosedCase, more: Partial<Told> = {}): Told => ({
  personId: old.caseId,
  uuid: journey.cisIdentityCreated.uuid,
  name: journey.detailsRecorded.name,
  nameOnCard: journey.detailsRecorded.nameOnCard,
  organisation: journey.requestReceived.organisation,
  oldCard: { serial: old.serial },
  why: 'lost',
  requestedOn: plainDateOf(main.clock.now()),
  carriedFrom: old.caseId,
  ...more,
})

export async function beginReplacement(main: MainApp, told: Told): Promise<string> {
  const caseId = await prepareCase(main)
  await main.must('replacement.record', { caseId, expectedSeq: 0, told, edition: replaceCard2026.id })
  return caseId
}

export const deliverTo = (main: MainApp, caseId: string, mobile: string = journey.detailsRecorded.mobile) =>
  main.act(caseId, { kind: 'deliveryRecorded', mobile, address: journey.detailsRecorded.address })

export const cancelOld = (main: MainApp, caseId: string) =>
  main.act(caseId, { ...replacing.oldCardCancelled, on: plainDateOf(main.clock.now()) })
