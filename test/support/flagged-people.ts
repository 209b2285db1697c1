/** People with flag values in CIS and access to undo, made by IPC requests: no scan, no call. The page catches up at its next unlock. */
import { remote20200408 } from '../../domain/guidance/editions/remote-2020-04-08.ts'
import type { AgentEvent } from '../../domain/case/events.ts'
import type { Edition } from '../../domain/guidance/edition.ts'
import type { ChannelName, Input, Output } from '../../preload/contract.ts'
import type { RunningApp } from '../shells/app-fixture.ts'
import { journey } from '../fixtures/journey-events.ts'
import { station } from './journey/journey.ts'
import { sendIpcRequest } from './ipc-request.ts'
import { workerStandIn } from './worker-stand-in.ts'

export const organisations = [
  { odsCode: 'ZZ91', name: 'Invented Pharmacy' },
  { odsCode: 'ZZ92', name: 'Invented Surgery' },
  { odsCode: 'ZZ93', name: 'Invented Hospital' },
] as const

/** No step of it waits for anything by a day. */
const { dueDays: _dueDays, reminder: _reminder, ...withoutWaits } = remote20200408
/** The steps of the remote edition that lead to CIS without a scan or a call: an edition of its own, imported for the test. */
export const shortEdition: Edition = {
  ...withoutWaits,
  id: 'invented-short-1',
  name: 'Invented short registration',
  useWhen: 'Only in tests.',
  inForce: { from: '2026-11-01' },
  steps: remote20200408.steps
    .filter(({ id }) => ['request', 'details', 'cis', 'access'].includes(id))
    .map((step) => ({
      ...step,
      needs: { request: [], details: ['request'], cis: ['details'], access: ['cis'] }[step.id] ?? [],
    })),
  closingStep: 'access',
}

export const flaggedUuid = (number: number): string => `5550${String(20_000_000 + number)}`

/** Sets the station up, imports the edition and makes so many people in three organisations, every other one with access that ends. */
export async function makeFlaggedPeople(
  app: RunningApp,
  count: number,
  editionFile: Uint8Array,
): Promise<readonly { readonly caseId: string; readonly reference: string }[]> {
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
  const { settings, rev } = await must('station.read', {})
  await must('station.save', {
    expectedRev: rev,
    settings: {
      ...settings,
      organisations: organisations.map((one) => ({ ...one, videoChannels: ['teams'], locations: ['home'], guidanceDistributed: [] })),
    },
  })
  await must('editions.import', { base64: Buffer.from(editionFile).toString('base64') })
  const made: { caseId: string; reference: string }[] = []
  for (let number = 0; number < count; number += 1) made.push(await makePerson(must, number))
  return made
}

async function makePerson(
  must: <Name extends ChannelName>(channel: Name, input: Input<Name>) => Promise<Output<Name>>,
  number: number,
): Promise<{ caseId: string; reference: string }> {
  const organisation = organisations[number % organisations.length]!
  const name = { given: `Sample ${String.fromCharCode(65 + (number % 26))}`, family: `Invented-${number + 1}` }
  const { caseId } = await must('case.prepare', {})
  let expectedSeq = 0
  let reference = ''
  const act = async (event: AgentEvent) => {
    const edition = expectedSeq === 0 ? { edition: shortEdition.id } : {}
    const { recorded, head } = await must('case.act', { caseId, expectedSeq, event, ...edition })
    expectedSeq += recorded.length
    reference = head.caseReference
  }
  await act({ ...journey.requestReceived, registrantName: `${name.given} ${name.family}`, organisation })
  await act({ ...journey.detailsRecorded, name, nameOnCard: `${name.given} ${name.family}` })
  await act({ ...journey.cisIdentityCreated, uuid: flaggedUuid(number) })
  if (number % 2 === 1) {
    const positions = [
      {
        name: number % 4 === 1 ? 'Invented Clerk' : 'Invented Locum – COVID-19',
        odsCode: organisation.odsCode,
        from: '2026-11-25',
        to: '2027-05-31',
      },
    ]
    await act({ kind: 'accessRecorded', positions })
  }
  return { caseId, reference }
}
