/** Cases whose next step is the card, made by IPC requests as the page would make them, without its screens. The page catches up at its next unlock. */
import { remote20200408 } from '../../domain/guidance/editions/remote-2020-04-08.ts'
import { journey } from '../fixtures/journey-events.ts'
import type { AgentEvent } from '../../domain/case/events.ts'
import type { Input, Output, ChannelName } from '../../preload/contract.ts'
import type { RunningApp } from '../shells/app-fixture.ts'
import { reachSimulator } from './e2e.ts'
import { station } from './journey/journey.ts'
import { sendIpcRequest } from './ipc-request.ts'
import { digitsIn, photo } from './main-journey.ts'
import { workerStandIn } from './worker-stand-in.ts'

/** A person with more than a name. */
export interface ReadyCase {
  readonly name: readonly [given: string, family: string]
  readonly mobile: string
  readonly uuid: string
  readonly request?: Partial<EventOf<'requestReceived'>>
  readonly details?: Partial<EventOf<'detailsRecorded'>>
  readonly document?: Partial<EventOf<'identityDocumentAssessed'>>
}
type EventOf<Kind extends AgentEvent['kind']> = Extract<AgentEvent, { kind: Kind }>

/** Sets the station up and makes one case for each name. Answers their ids. */
export async function casesReadyForCards(
  app: RunningApp,
  people: readonly (ReadyCase | readonly [given: string, family: string])[],
  picture: (index: number) => Uint8Array = photo,
): Promise<string[]> {
  const caseIds: string[] = []
  const hands = await reachSimulator(app)
  const worker = await workerStandIn()
  const must = <Name extends ChannelName>(channel: Name, input: Input<Name>): Promise<Output<Name>> =>
    sendIpcRequest(app.page, channel, input)
  await worker.open(
    await must('station.setUp', {
      signInName: station.signInName,
      agent: { name: station.agentName, mobile: '+447700900777' },
      serviceProvider: { name: station.provider },
      passphrase: station.passphrase,
      workerPublicKey: worker.publicKey,
    }),
  )
  for (const [index, person] of people.entries()) {
    const {
      name: [given, family],
      mobile,
      uuid,
      request,
      details,
      document: assessed,
    }: ReadyCase = 'name' in person ? person : { name: person, mobile: `+44770090010${String(index)}`, uuid: `55500011220${String(index)}` }
    const { caseId, keys } = await must('case.prepare', {})
    caseIds.push(caseId)
    await worker.addKeys(keys)
    let expectedSeq = 0
    const act = async (event: AgentEvent): Promise<void> => {
      expectedSeq += (await must('case.act', { caseId, expectedSeq, event, ...(expectedSeq === 0 ? { edition: remote20200408.id } : {}) }))
        .recorded.length
    }
    const attach = async (bytes: Uint8Array) => {
      const { evidenceId, keys: fresh } = await must('evidence.newKey', { caseId })
      await worker.addKeys(fresh)
      const { keyId } = fresh.keys[0]!
      const { rows, sha256 } = await worker.sealEvidence(evidenceId, keyId, bytes)
      await must('evidence.store', { caseId, rows })
      return { evidenceId, keyId, mime: 'image/jpeg' as const, bytes: bytes.length, chunks: rows.length, sha256 }
    }
    await act({ ...journey.requestReceived, registrantName: `${given} ${family}`, ...request } as AgentEvent)
    await act({ ...journey.detailsRecorded, name: { given, family }, nameOnCard: `${given} ${family}`, mobile, ...details } as AgentEvent)
    for (const event of [journey.itemsAskedFor, journey.itemsChecked])
      await act({ ...event, ...(event.kind === 'itemsAskedFor' ? { items: [...event.items] } : {}) } as AgentEvent)
    const document = await attach(picture(index))
    await act({ kind: 'identityDocumentAttached', evidence: document })
    await act({ ...journey.identityDocumentAssessed, evidenceId: document.evidenceId, ...assessed } as AgentEvent)
    const [evidence, print, chip] = [await attach(picture(index)), await attach(picture(index)), await attach(picture(index))]
    await act({ kind: 'photographAttached', evidence, print, chip })
    await act({ kind: 'photographAssessed', evidenceId: evidence.evidenceId, outcome: 'accepted' })
    await act(journey.likenessConfirmed)
    await act({ ...journey.callArranged, override: 'Agreed for this invented journey' })
    expectedSeq += (await must('call.textPhoneCode', { caseId, expectedSeq, route: 'modem' })).recorded.length
    const typed = digitsIn((await hands.text.messages()).at(-1)!.body)
    expectedSeq += (await must('call.verifyPhoneCode', { caseId, expectedSeq, typed })).recorded.length
    for (const event of [journey.documentShown, journey.callEnded]) await act(event)
    await act({ ...journey.cisIdentityCreated, uuid })
  }
  hands.close()
  return caseIds
}
