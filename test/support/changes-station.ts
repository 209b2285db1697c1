/** A station whose folder for backups has a backup of changes beside the whole backup that it needs, and other whole backups of the same station. */
import { join } from 'node:path'
import type { Reply } from '../../preload/contract.ts'
import { backupStation, type BackupStation } from './backup-station.ts'
import type { MainApp } from './main-app.ts'
import { newCase, photo, walk, walkUntil } from './main-journey.ts'

/** A backup, and what a restore of it has to bring back. */
export interface KnownBackup {
  readonly path: string
  readonly content: readonly string[]
}

export interface ChangesStation {
  readonly station: BackupStation
  /** A whole backup of two cases. */
  readonly older: KnownBackup
  /** The one that the changes need. */
  readonly whole: KnownBackup
  /** An older case changed, a new case with a scan, and one without. */
  readonly changes: KnownBackup
  /** A whole backup that was made after the changes. */
  readonly newer: KnownBackup
}

export async function stationWithChanges(): Promise<ChangesStation> {
  const station = await backupStation({ evidenceDays: 28 })
  const { main } = station
  const known = async (make: () => Promise<string>): Promise<KnownBackup> => ({
    path: join(station.target, await make()),
    content: await contentOf(main),
  })
  const first = await newCase(main)
  await walkUntil(main, first, 'photograph')
  await newCase(main)
  const older = await known(() => makeWhole(station, main))
  await walkUntil(main, await newCase(main), 'photograph')
  const whole = await known(() => makeTestedWhole(station, main))
  await walk.likeness(main, first)
  const second = await newCase(main)
  for (const step of ['details', 'ask-for-items', 'items'] as const) await walk[step](main, second)
  await main.act(second, { kind: 'identityDocumentAttached', evidence: await main.attach(second, photo()) })
  await newCase(main)
  const changes = await known(() => makeChanges(main))
  const newer = await known(() => makeWhole(station, main))
  return { station, older, whole, changes, newer }
}

/** Names of backups are of seconds. */
export function callMake(main: MainApp): Promise<Reply<'backup.make'>> {
  main.clock.forward(2_000)
  return main.call('backup.make', {})
}

/** With nothing that is known of earlier ones, the next backup is a whole one. */
export function forgetBases({ memory }: Pick<BackupStation, 'memory'>): void {
  const { bases: _, ...rest } = memory.now
  memory.now = rest
}

/** Answers its name. The next backup holds what changed since it, if that is little. */
export async function makeTestedWhole(station: Pick<BackupStation, 'memory'>, main: MainApp): Promise<string> {
  const file = await makeWhole(station, main)
  await main.must('backup.drill', {})
  return file
}

function makeWhole(station: Pick<BackupStation, 'memory'>, main: MainApp): Promise<string> {
  forgetBases(station)
  return makeOf('whole', main)
}

const makeChanges = (main: MainApp): Promise<string> => makeOf('changes', main)

async function makeOf(kind: 'whole' | 'changes', main: MainApp): Promise<string> {
  const made = await callMake(main)
  if (!made.ok) throw new Error(made.error.code)
  if ((made.value.since === undefined) !== (kind === 'whole')) throw new Error(`the backup does not hold ${kind}`)
  return made.value.file
}

/** Every row that the page gets and that was not erased, with its revision. */
export async function contentOf(main: MainApp): Promise<string[]> {
  const content: string[] = []
  for (const which of ['rows', 'scans'] as const) {
    for (let afterSeq = 0, more = true; more;) {
      const page = await main.must('database.page', { afterSeq, which })
      content.push(...page.rows.filter(({ env }) => env !== null).map(({ table, id, rev }) => `${table} ${id} ${rev}`))
      ;({ lastSeq: afterSeq, more } = page)
    }
  }
  // Each computer has a policy of its own, which is settled at sign-in.
  return content.filter((row) => !row.startsWith('station policy ')).sort()
}
