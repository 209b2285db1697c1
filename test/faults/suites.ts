/** The fault suites by name: each does so many rounds of harm and answers with figures, its own negative control among them. */
import { whyNot } from '../shells/shells.ts'
import { backupSuite } from './backup.ts'
import { damageSuite } from './damage.ts'
import { diskFullSuite, whyNoDiskFull } from './disk-full.ts'
import { erasureSuite } from './erasure.ts'
import { ipcContractSuite } from './ipc-contract.ts'
import { killSuite } from './kill.ts'
import { passcodesSuite } from './passcodes.ts'
import { powerCutSuite, whyNoPowerCut } from './power-cut.ts'
import { recordSuite } from './record.ts'
import { restoreSuite } from './restore.ts'
import { rollbackSuite } from './rollback.ts'

export interface FaultRun {
  readonly rounds: number
  /** Empty; removed afterwards. */
  readonly folder: string
  /** A whole number from 0, below the one given; the same for the same seed. */
  readonly random: (below: number) => number
}

export interface FaultReport {
  /** Nothing was lost, and the control lost something. */
  readonly ok: boolean
  /** Nothing was lost. With `ok` false, only the control fell short: with few rounds that shows nothing. */
  readonly harmless?: boolean
  readonly figures: Readonly<Record<string, number>>
}

export interface FaultSuite {
  readonly message: string
  /** Rounds that show the promise: the control loses with any seed. */
  readonly rounds: number
  /** Rounds of the form that `npm test` runs, with a seed for which the control loses. */
  readonly short: number
  run(run: FaultRun): Promise<FaultReport>
  whyNot?(): string | undefined
}

/** What the command prints before a suite's name. Too few rounds are no failure of the app, but no proof either. */
export function verdictOf(
  suite: Pick<FaultSuite, 'rounds' | 'short'>,
  rounds: number,
  report: FaultReport,
): 'ok' | 'failed' | { readonly atLeast: number } {
  if (report.ok) return 'ok'
  if (report.harmless !== true || rounds >= suite.rounds) return 'failed'
  return { atLeast: rounds < suite.short ? suite.short : suite.rounds }
}

/** Loaded when it is asked for: it brings a browser's driver with it, which must not be beside the runner of the unit tests. */
const canariesSuite = async (run: FaultRun): Promise<FaultReport> => (await import('./canaries.ts')).canariesSuite(run)
const whyNoCanaries = () =>
  process.platform === 'linux' ? whyNot('chromium-stand-in')?.replace(/^not run: /, '') : 'it reads the memory of processes in /proc'

/** The same for files of the browser’s database: it starts the app. */
const databaseSuite = async (run: FaultRun): Promise<FaultReport> => (await import('./database.ts')).databaseSuite(run)
const whyNoBrowser = () => whyNot('chromium-stand-in')?.replace(/^not run: /, '')

export const faultSuites: Readonly<Record<string, FaultSuite>> = {
  'power-cut': {
    message: 'Power cuts with unflushed writes dropped and torn, of SQLite and of all other files',
    rounds: 500,
    short: 12,
    run: powerCutSuite,
    whyNot: whyNoPowerCut,
  },
  kill: {
    message: 'Kills inside save, purge, scans and their keys, agents added and removed, passphrase changed',
    rounds: 500,
    short: 3,
    run: killSuite,
  },
  damage: {
    message:
      'Files of the station, one or several alike, flipped, cut, emptied, deleted, put back to an older copy, with a database beside',
    rounds: 300,
    short: 15,
    run: damageSuite,
  },
  database: {
    message: 'Files of the browser’s database, one or several alike, flipped, cut, emptied, deleted, put back, then a real sign-in',
    rounds: 300,
    short: 3,
    run: databaseSuite,
    whyNot: whyNoBrowser,
  },
  rollback: {
    message: 'Files of the station put back to earlier days, alone and together, one copy and both, and the whole folder',
    rounds: 300,
    short: 16,
    run: rollbackSuite,
  },
  'disk-full': { message: 'A small disk that fills up', rounds: 100, short: 2, run: diskFullSuite, whyNot: whyNoDiskFull },
  backup: {
    message: 'Backups, whole or of changes, flipped, cut, moved, exchanged, and altered inside',
    rounds: 10_000,
    short: 80,
    run: backupSuite,
  },
  restore: {
    message: 'A restore, and the making of a backup, whole or of changes, killed between any two writes or in the middle of one',
    rounds: 240,
    short: 12,
    run: restoreSuite,
  },
  erasure: {
    message: 'Kills while scans are erased on their day, then every envelope, backup and restore tried with every key that is left',
    rounds: 60,
    short: 2,
    run: erasureSuite,
  },
  record: { message: 'Records altered in every way there is, envelopes put in other places', rounds: 10_000, short: 39, run: recordSuite },
  passcodes: { message: 'Passcodes drawn, none that is refused, all even', rounds: 1_000_000, short: 100_000, run: passcodesSuite },
  'ipc-contract': { message: 'IPC messages that must do nothing', rounds: 10_000, short: 1_000, run: ipcContractSuite },
  canaries: {
    message: 'People and keys looked for in every file, and in memory after locking',
    rounds: 60,
    short: 10,
    run: canariesSuite,
    whyNot: whyNoCanaries,
  },
}
