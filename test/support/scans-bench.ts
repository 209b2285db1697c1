/** Cases with scans, the database of the page, and the files that hold the scans. */
import { join } from 'node:path'
import { afterEach, expect } from 'vitest'
import type { Evidence } from '../../domain/values.ts'
import type { SealedRow } from '../../preload/contract.ts'
import { restoreScans } from '../../renderer/client/restore-scans.ts'
import type { StorageClient } from '../../renderer/storage/client.ts'
import { type MainApp, openMainApp } from './main-app.ts'
import { newCase } from './main-journey.ts'

export const PIECE = 48 * 1024

const opened: MainApp[] = []

/** Call it once at the top of a test file: every app of a scene is locked and its folder removed after its test. */
export function closeScenesAfterEach(): void {
  afterEach(async () => {
    for (const main of opened) await main.call('vault.lock', {}).catch(() => undefined)
    for (const main of opened.splice(0)) main.remove()
  })
}

export interface Scene {
  main: MainApp
  readonly scans: readonly { readonly caseId: string; readonly evidence: Evidence; readonly bytes: Uint8Array }[]
  /** The page's database. */
  readonly database: Map<string, SealedRow>
}

const vaultOf = (main: MainApp) => join(main.folder, 'vault')
export const SCANS = 'scans.db'
export const scansOf = (main: MainApp) => join(vaultOf(main), SCANS)
export const patterned = (length: number, seed: number) => Uint8Array.from({ length }, (_, index) => (index * 31 + seed) & 255)

/** Two cases, two scans of two pieces and one of one piece. */
export async function scene(): Promise<Scene> {
  const main = await openMainApp()
  opened.push(main)
  await main.setUp()
  const cases = [await newCase(main), await newCase(main)]
  const scans: { caseId: string; evidence: Evidence; bytes: Uint8Array }[] = []
  for (const [index, length] of [PIECE + 5_000, PIECE * 2, 9_000].entries()) {
    const caseId = cases[index % 2]!
    const bytes = patterned(length, index)
    const evidence = await main.attach(caseId, bytes)
    await main.act(caseId, { kind: 'identityDocumentAttached', evidence }, index < 2 ? undefined : 'A better scan came.')
    scans.push({ caseId, evidence, bytes })
  }
  return { main, scans, database: main.worker.pieces }
}

export const pageOf = (database: ReadonlyMap<string, SealedRow>): Pick<StorageClient, 'ask'> => ({
  ask: ((_: 'sealedPieces', ids: readonly string[]) =>
    Promise.resolve(ids.flatMap((id) => database.get(id) ?? []))) as StorageClient['ask'],
})
export const giveBack = ({ main, database }: Scene) => restoreScans(main.call, pageOf(database))

/** Ended as a crash ends it, harmed, started again; what was found. */
export async function startAgain(scene: Scene, harm: () => Promise<unknown> = () => Promise.resolve()) {
  const before = scene.main
  scene.main = await before.again(harm)
  opened.push(scene.main)
  await scene.main.unlock()
  for (const [id, row] of before.worker.pieces) scene.main.worker.pieces.set(id, row)
  return findingsOf(scene.main)
}

async function findingsOf(main: MainApp) {
  const report = {
    lastSeq: 0,
    counts: { cases: 0, manifests: 0, station: 0, chunks: 0 },
    digest: '0'.repeat(64),
    dataLoss: 'none',
  } as const
  return (await main.must('database.compare', { report, after: 'setting-up' })).findings
}

/** What the record has of a scan, sealed as it was. */
export async function piecesOf(main: MainApp, { evidenceId, chunks }: Evidence) {
  return (await main.must('database.pieces', { evidenceId, from: 0, count: chunks })).rows
}
export async function expectScans({ main, scans, database }: Scene, which = scans): Promise<void> {
  for (const { evidence } of which) {
    const wanted = Array.from({ length: evidence.chunks }, (_, index) => database.get(`${evidence.evidenceId}:${index}`))
    expect(await piecesOf(main, evidence)).toEqual(wanted)
  }
}
export const entriesOf = async (main: MainApp) =>
  (await main.must('record.entries', { fromSeq: 0, limit: 2_000 })).entries.map(({ action }) => action)
