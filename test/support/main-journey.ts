/** Walks one invented registrant through the app without a shell, up to a step. */
import type { Edition } from '../../domain/guidance/edition.ts'
import { plainDateOf } from '../../domain/plain-date-of.ts'
import { remote20200408 } from '../../domain/guidance/editions/remote-2020-04-08.ts'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { viewCase, type CaseView } from '../../domain/case/status.ts'
import type { CaseRecord } from '../../domain/case/case.ts'
import type { StepId } from '../../domain/case/steps.ts'
import { blankCard } from '../../native/card/virtual-card-state.ts'
import { journey } from '../fixtures/journey-events.ts'
import type { MainApp } from './main-app.ts'
import { root } from './checks.ts'

export const photo = (): Uint8Array => new Uint8Array(readFileSync(join(root, 'test/fixtures/photo-35x45.jpg')))

export const digitsIn = (body: string): string => /\d{3} ?\d{3}/.exec(body)![0].replace(' ', '')

/** `edition`: id of the edition that the case begins under; the remote one when absent. It must begin with a request. */
export async function newCase(main: MainApp, edition?: string): Promise<string> {
  const { caseId, keys } = await main.must('case.prepare', {})
  await main.worker.addKeys(keys)
  await main.act(caseId, journey.requestReceived, undefined, edition)
  return caseId
}

async function firstReader(main: MainApp): Promise<string> {
  const [reader] = (await main.must('devices.state', {})).reader.readers
  if (!reader) throw new Error('no reader')
  return reader.name
}

/** No two cards in the world have the same. */
let nextSerial = 4_242_424

/** Steps of the remote edition. */
export type RemoteStep = Exclude<StepId, 'known-identity' | 'delivery-details' | 'replacement' | 'cancel-old-card' | 'access-unchanged'>
export const remoteSteps = remote20200408.steps.map(({ id }) => id as RemoteStep)
export type Walk = Readonly<Record<RemoteStep, (main: MainApp, caseId: string) => Promise<unknown>>>

const todayOf = (main: MainApp): string => plainDateOf(main.clock.now())

/** On the day of the posting, sooner than any carrier: hence the reason. */
export const arrivalNow = (main: MainApp) => ({
  ...journey.arrivalCallLogged,
  calledAt: main.clock.now().toISOString(),
  soonerBecause: 'Fetched from the post room on the same day',
})

export const walk: Walk = {
  request: async () => undefined,
  details: (main, caseId) => main.act(caseId, journey.detailsRecorded),
  'ask-for-items': (main, caseId) => main.act(caseId, journey.itemsAskedFor),
  items: (main, caseId) => main.act(caseId, journey.itemsChecked),
  'identity-document': async (main, caseId) => {
    const evidence = await main.attach(caseId, new Uint8Array(120_000).fill(7))
    await main.act(caseId, { kind: 'identityDocumentAttached', evidence })
    await main.act(caseId, { ...journey.identityDocumentAssessed, evidenceId: evidence.evidenceId })
  },
  photograph: async (main, caseId) => {
    const [evidence, print, chip] = [
      await main.attach(caseId, photo()),
      await main.attach(caseId, photo()),
      await main.attach(caseId, photo()),
    ]
    await main.act(caseId, { kind: 'photographAttached', evidence, print, chip })
    await main.act(caseId, { kind: 'photographAssessed', evidenceId: evidence.evidenceId, outcome: 'accepted' })
  },
  likeness: (main, caseId) => main.act(caseId, journey.likenessConfirmed),
  'arrange-call': (main, caseId) => main.act(caseId, { ...journey.callArranged, override: 'Agreed for this invented journey' }),
  'phone-code': async (main, caseId) => {
    await main.must('call.textPhoneCode', { caseId, expectedSeq: main.seq(caseId), route: 'modem' })
    const typed = digitsIn(main.phone.messages().at(-1)!.body)
    await main.must('call.verifyPhoneCode', { caseId, expectedSeq: main.seq(caseId), typed })
  },
  'document-shown': (main, caseId) => main.act(caseId, journey.documentShown),
  outcome: (main, caseId) => main.act(caseId, journey.callEnded),
  cis: (main, caseId) => main.act(caseId, journey.cisIdentityCreated),
  'write-card': async (main, caseId) => {
    main.reader.insert(blankCard({ serial: nextSerial++ }))
    const written = await main.must('card.write', { caseId, expectedSeq: main.seq(caseId), reader: await firstReader(main) })
    if (written.result.outcome !== 'done') throw new Error(`${written.result.step}: ${written.result.reason}`)
  },
  'print-card': async (main, caseId) => {
    const [printer] = (await main.must('devices.state', {})).printers
    await main.must('card.printFace', { caseId, expectedSeq: main.seq(caseId), printer: printer!.name })
    await main.act(caseId, journey.cardFaceChecked)
  },
  label: async (main, caseId) => {
    await main.must('label.make', { caseId, expectedSeq: main.seq(caseId), medium: 'L7163', position: 1 })
    await main.act(caseId, journey.labelChecked)
  },
  manifest: (main, caseId) =>
    main.must('manifest.close', { cases: [{ caseId, expectedSeq: main.seq(caseId) }], service: 'special-delivery' }),
  posted: (main, caseId) => main.act(caseId, { ...journey.posted, postedOn: todayOf(main) }),
  arrival: (main, caseId) => main.act(caseId, arrivalNow(main)),
  'text-passcode': (main, caseId) => main.must('passcode.text', { caseId, expectedSeq: main.seq(caseId), route: 'modem' }),
  access: (main, caseId) => main.act(caseId, journey.accessRecorded),
  'first-log-in': (main, caseId) => main.act(caseId, { ...journey.firstLogInConfirmed, on: todayOf(main) }),
}

/** `own`: steps that are walked in another way. */
export async function walkUntil(main: MainApp, caseId: string, last: RemoteStep, own: Partial<Walk> = {}): Promise<void> {
  for (const step of remoteSteps.slice(0, remoteSteps.indexOf(last) + 1)) await { ...walk, ...own }[step](main, caseId)
}

/** The case as the journal has it, opened with the worker's own keys. */
export async function readCase(
  main: MainApp,
  caseId: string,
  edition: Edition = remote20200408,
): Promise<{ record: CaseRecord; view: CaseView }> {
  let afterSeq = 0
  let newest: CaseRecord | undefined
  for (;;) {
    const page = await main.must('database.page', { afterSeq, which: 'rows' })
    for (const row of page.rows) if (row.table === 'cases' && row.id === caseId) newest = (await main.worker.openRow(row)) as CaseRecord
    afterSeq = page.lastSeq
    if (!page.more) break
  }
  if (!newest) throw new Error('the case is not in the journal')
  return { record: newest, view: viewCase(newest.events, edition) }
}
