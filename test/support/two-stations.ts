/** Two workstations without a shell that have exchanged their station cards and compared fingerprints. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect } from 'vitest'
import { journey } from '../fixtures/journey-events.ts'
import { openMainApp, type MainApp } from './main-app.ts'
import { readCase, remoteSteps, walk, type RemoteStep } from './main-journey.ts'
import type { Reply } from '../../preload/contract.ts'

export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

export async function saveCard(main: MainApp): Promise<Uint8Array> {
  const { savedAs } = await main.must('handover.saveCard', {})
  return main.saved.get(savedAs)!
}

export const readOut = async (main: MainApp): Promise<string> => (await main.must('handover.read', {})).own.fingerprint.join(' ')
export const stationIdOf = async (main: MainApp): Promise<string> => (await main.must('handover.read', {})).own.stationId

export async function trust(main: MainApp, other: MainApp): Promise<void> {
  await main.must('handover.trust', { base64: base64(await saveCard(other)), typed: await readOut(other), spokeTo: 'Invented Colleague' })
}

export interface TwoStations {
  readonly north: MainApp
  readonly south: MainApp
}

/** Call it once at the top of a test file: opens both before its tests, gives them to `take`, and closes them after. */
export function openTwoStations(take: (stations: TwoStations) => void): void {
  let opened: readonly MainApp[] = []
  beforeAll(async () => {
    const stations = await twoStations()
    opened = [stations.north, stations.south]
    take(stations)
  })
  // Not locked before: where a test played a crash, a later start holds the files that this one would write.
  afterAll(() => {
    for (const main of opened) main.remove()
  })
}

async function twoStations(): Promise<TwoStations> {
  const [north, south] = [await openMainApp(), await openMainApp()]
  for (const main of [north, south]) await main.setUp()
  await trust(north, south)
  await trust(south, north)
  return { north, south }
}

export const seqOf = async (main: MainApp, caseId: string): Promise<number> => (await readCase(main, caseId)).record.events.length

/** Moves custody and saves the bundle. */
export async function send(main: MainApp, other: MainApp, caseIds: readonly string[]): Promise<{ handoverId: string; file: Uint8Array }> {
  const { handoverId } = await main.must('handover.send', {
    cases: await Promise.all(caseIds.map(async (caseId) => ({ caseId, expectedSeq: await seqOf(main, caseId) }))),
    stationId: await stationIdOf(other),
  })
  return { handoverId, file: await saveBundle(main, handoverId) }
}

export async function saveBundle(main: MainApp, handoverId: string): Promise<Uint8Array> {
  return main.saved.get((await main.must('handover.saveBundle', { handoverId })).savedAs)!
}

const PIECE = 600_000

async function bring(main: MainApp, file: Uint8Array): Promise<string> {
  const upload = randomUUID()
  for (let index = 0; index * PIECE < file.length; index += 1)
    await main.must('handover.piece', { upload, index, base64: base64(file.subarray(index * PIECE, (index + 1) * PIECE)) })
  return upload
}

export const look = async (main: MainApp, file: Uint8Array): Promise<Reply<'handover.look'>> =>
  main.call('handover.look', { upload: await bring(main, file) })

export async function takeOver(main: MainApp, file: Uint8Array): Promise<Reply<'handover.takeOver'>> {
  const taken = await main.call('handover.takeOver', { upload: await bring(main, file) })
  if (taken.ok) await main.worker.addKeys(taken.value.keys)
  return taken
}

export async function saveReceipt(main: MainApp, handoverId: string): Promise<Uint8Array> {
  return main.saved.get((await main.must('handover.saveReceipt', { handoverId })).savedAs)!
}

let people = 0
/** Each registrant has a UUID of their own. */
export async function walkWithOwnUuid(main: MainApp, caseId: string, last: RemoteStep): Promise<void> {
  for (const step of remoteSteps.slice(0, remoteSteps.indexOf(last) + 1)) {
    await (step === 'cis'
      ? main.act(caseId, { ...journey.cisIdentityCreated, uuid: String(555_000_000_000 + (people += 1)) })
      : walk[step](main, caseId))
  }
}

/** The case as one workstation has it. */
export const stateOf = async (main: MainApp, caseId: string) => (await readCase(main, caseId)).view
/** Passcodes and PUKs never reach the page: whether they are there shows in what a handover would take. */
export const secretsKept = async (main: MainApp, caseId: string) =>
  (await main.must('handover.willGo', { caseIds: [caseId] })).cases[0]!.secrets

/** `code`: one code, or several with a bar between them. */
export const expectCode = (answer: { ok: boolean; error?: { code: string } }, code: string) =>
  expect(code.split('|')).toContain(answer.ok ? 'ok' : answer.error?.code)
