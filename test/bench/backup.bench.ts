/** Backups of 500 cases of which 1, 10 and 100 changed, and their restore tests; beside a whole backup of the same moment. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { remote20200408 } from '../../domain/guidance/editions/remote-2020-04-08.ts'
import { readCaseRecord } from '../../domain/case/case.ts'
import { viewCase } from '../../domain/case/status.ts'
import type { BackupMemory } from '../../main/backup/backup-scheduler.ts'
import { backupParts, printRecoveryKey } from '../support/backup-station.ts'
import { inTurns, toRow, type BenchRow } from '../support/bench.ts'
import { openMainApp, type MainApp } from '../support/main-app.ts'
import { fillStation } from '../support/scale/fill-station.ts'
import { accessTo, kdfOfApp } from '../support/scale/open-to-fill.ts'

const CASES = 500
const CHANGED = [1, 10, 100]
const RUNS = 3
const ENTRIES_PER_CASE = 79

export default async function run(say: (line: string) => void): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'ra-desk-backup-bench-'))
  const data = join(folder, 'data')
  const memory = { now: {} as BackupMemory }
  say(`Filling a station with ${CASES} cases`)
  await fillStation({ cases: CASES, folder: data, seed: 5, entriesPerCase: ENTRIES_PER_CASE })
  const parts = { vaultAccess: accessTo(data, kdfOfApp), ...backupParts(memory, { chooseFolder: folder, policy: {} }) }
  const main = await openMainApp({ folder: data, parts })
  try {
    if (!(await main.unlock()).ok) throw new Error('the station does not open')
    await printRecoveryKey(main)
    await main.must('backup.chooseFolder', {})
    const rows: BenchRow[] = []
    for (const count of CHANGED) rows.push(...(await measure({ main, memory, say }, count)))
    return rows
  } finally {
    await main.app.lock('asked')
    main.remove()
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Bench {
  readonly main: MainApp
  readonly memory: { now: BackupMemory }
  readonly say: (line: string) => void
}

async function measure({ main, memory, say }: Bench, count: number): Promise<BenchRow[]> {
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    const begun = process.cpuUsage()
    await work()
    const { user, system } = process.cpuUsage(begun)
    return (user + system) / 1_000
  }
  const bytes = { ours: [] as number[], baseline: [] as number[] }
  const tests = { ours: [] as number[], baseline: [] as number[] }
  // The whole backup on which the changes rest.
  memory.now = { ...memory.now, bases: [] }
  main.clock.forward(2_000)
  await main.must('backup.make', {})
  await main.must('backup.drill', {})
  const { bases = [] } = memory.now
  for (const caseId of (await openCases(main)).slice(0, count)) await main.act(caseId, { kind: 'noteAdded', note: 'Invented' })
  const backUp = async (which: 'ours' | 'baseline') => {
    memory.now = { ...memory.now, bases: which === 'ours' ? bases : [] }
    main.clock.forward(2_000)
    const spent = await timed(async () => {
      const made = await main.must('backup.make', {})
      if ((made.since !== undefined) !== (which === 'ours')) throw new Error('another kind of backup was made')
      bytes[which].push(made.bytes / 1_000)
    })
    tests[which].push(await timed(() => main.must('backup.drill', {})))
    return spent
  }
  const made = await inTurns(
    RUNS,
    () => backUp('ours'),
    () => backUp('baseline'),
  )
  say(`${count} of ${CASES} cases changed: ${bytes.ours.at(-1)!.toFixed(0)} kB of ${bytes.baseline.at(-1)!.toFixed(0)} kB`)
  const title = (what: string) => `${what}, ${count} of ${CASES} cases changed (baseline: whole backup)`
  return [
    toRow(title('backup made, CPU'), 'ms', made.ours, made.baseline),
    toRow(title('backup, size'), 'kB', bytes.ours, bytes.baseline),
    toRow(title('restore test, CPU'), 'ms', tests.ours, tests.baseline),
  ]
}

async function openCases(main: MainApp): Promise<string[]> {
  const found: string[] = []
  for (let afterSeq = 0, more = true; more;) {
    const page = await main.must('database.page', { afterSeq, which: 'rows' })
    for (const row of page.rows) {
      if (row.table !== 'cases') continue
      const { caseId, events } = readCaseRecord(await main.worker.openRow(row))
      if (viewCase(events, remote20200408).status === 'open') found.push(caseId)
    }
    ;({ lastSeq: afterSeq, more } = page)
  }
  return found
}
