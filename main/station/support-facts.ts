/** Gathers what the support report says: versions, checks, policy, sizes and counts, and the last lines of the log. */
import { readdir, readFile, stat } from 'node:fs/promises'
import { arch, cpus, hostname, release, totalmem, userInfo } from 'node:os'
import { join } from 'node:path'
import { safeLogLines } from '../../domain/station/log-lines.ts'
import { writeSupportReport, type SupportFacts } from '../../domain/station/support-report.ts'
import type { DoctorCheck } from '../../preload/contract.ts'
import type { DeviceWatch } from '../devices/watch-devices.ts'
import type { StoreTable } from '../record/store.ts'
import type { Lifecycle } from './lifecycle.ts'
import type { PolicyInForce } from './policy-in-force.ts'

export interface SupportDeps {
  readonly folder: string
  readonly version: string
  readonly practice: boolean
  readonly now: () => Date
  readonly shell: string
  readonly deviceWatch: DeviceWatch
  readonly policy: PolicyInForce
  readonly lifecycle: Pick<Lifecycle, 'session'>
}
/** Given, so that what the start of `main` has anyway stays in one piece with it. */
export interface OwnWords {
  /** Every code, channel and policy name that RA Desk itself has. */
  readonly knownWords: () => ReadonlySet<string>
  readonly tables: readonly StoreTable[]
}
export interface Examined {
  readonly checks: readonly DoctorCheck[]
}

const MOST_LOG_LINES = 200
/** Of a larger log, only the end goes into the report. */
const LARGEST_LOG = 1_000_000
/** What RA Desk itself puts into its data folder; the rest is counted as one. */
const ownNames: ReadonlySet<string> = new Set([
  ...['vault', 'session', 'logs', 'compiled', 'being-dragged', 'update', 'vault.making', 'restore.making', 'drill.making'],
  ...['preferences.json', 'device-secret.bin', 'policy.json', 'data-format.json', 'RA Desk'],
])

export async function makeSupportReport(deps: SupportDeps & OwnWords, examine: () => Promise<Examined>): Promise<string> {
  const { folder, policy, lifecycle, version, practice } = deps
  const session = lifecycle.session()
  const { checks } = await examine()
  const facts: SupportFacts = {
    made: deps.now().toISOString(),
    program: { version, shell: deps.shell, phase: session ? 'unlocked' : 'locked', practice },
    versions: versionsOf(process.versions),
    computer: {
      platform: process.platform,
      release: release(),
      architecture: arch(),
      processors: cpus().length,
      memoryBytes: totalmem(),
    },
    checks,
    devices: deps.deviceWatch.get(),
    policy: {
      values: policy.policy,
      sources: policy.read.sources,
      held: policy.held.map(({ name }) => name),
      problems: policy.read.problems.length,
    },
    folder: await measureFolder(folder),
    counts: session ? countRows(deps.tables, session.store) : {},
    findings: session ? session.findings.map(({ kind }) => kind) : [],
    log: safeLogLines(await readLog(join(folder, 'logs', 'main.log')), deps.knownWords(), MOST_LOG_LINES),
  }
  return writeSupportReport(facts, privateWords())
}

const versionsOf = ({ node, electron, chrome, v8, sqlite, openssl }: Record<string, string | undefined>) => ({
  Node: node,
  Electron: electron,
  Chromium: chrome,
  V8: v8,
  SQLite: sqlite,
  OpenSSL: openssl,
})

function countRows<Table extends string>(tables: readonly Table[], store: { revs(table: Table): ReadonlyMap<string, number> }) {
  return Object.fromEntries(tables.map((table) => [table, store.revs(table).size]))
}

async function measureFolder(folder: string): Promise<SupportFacts['folder']> {
  const parts = new Map<string, { files: number; bytes: number }>()
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  for (const entry of entries) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    const [top = ''] = path.slice(folder.length + 1).split(/[/\\]/)
    const name = ownNames.has(top) ? top : 'other'
    const { files, bytes } = parts.get(name) ?? { files: 0, bytes: 0 }
    const size = await stat(path).then(
      (found) => found.size,
      () => 0,
    )
    parts.set(name, { files: files + 1, bytes: bytes + size })
  }
  return [...parts].map(([name, size]) => ({ name, ...size })).sort((one, other) => one.name.localeCompare(other.name))
}

const readLog = (path: string): Promise<string> =>
  readFile(path, 'utf8').then(
    (text) => text.slice(-LARGEST_LOG),
    () => '',
  )

/** The account and the computer often carry a person's name. */
function privateWords(): string[] {
  const words = [hostname()]
  try {
    words.push(userInfo().username)
  } catch {
    // An account without a name on this computer has none to hide.
  }
  return words
}
