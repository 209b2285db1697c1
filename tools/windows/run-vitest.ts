/** Runs tests of a copy of the project on Windows Node under Wine, and reads the report. */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readVitestReport, type ReportedTest } from '../test-run/reports.ts'
import type { WindowsNode } from './windows-node.ts'
import { runInWine, windowsPath } from './wine.ts'

export interface WindowsTests {
  /** Folder of Wine. */
  readonly wine: string
  readonly windows: WindowsNode
  /** Of `copyTree`. */
  readonly tree: string
  readonly name: string
  /** Files and folders of tests, from the project's folder. */
  readonly tests: readonly string[]
  readonly workers: number
  /** A folder for the report and for what vitest prints, both called by `name`. */
  readonly output: string
}

export type RanOnWindows = { readonly ok: true; readonly tests: readonly ReportedTest[] } | { readonly ok: false; readonly why: string }

/** Milliseconds for a test: programs run slower under Wine. */
const PATIENCE = 1_800_000

export async function runVitestOnWindows({ wine, windows, tree, name, tests, workers, output }: WindowsTests): Promise<RanOnWindows> {
  const fileName = name
    .replace(/^test\//, '')
    .replace(/\/$/, '')
    .replaceAll(/[^\w.-]+/g, '-')
  const report = join(output, `${fileName}.json`)
  const log = join(output, `${fileName}.log`)
  mkdirSync(output, { recursive: true })
  rmSync(report, { force: true })
  const at = join(tree, 'node_modules')
  // The report comes at the end; the log names each file as it is done, also of a run that is cut off.
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${windowsPath(report)}`]
  const { code } = await runInWine({
    folder: wine,
    program: windows.node,
    args: [windowsPath(join(at, 'vitest/vitest.mjs')), 'run', ...reporters, `--maxWorkers=${String(workers)}`, ...tests],
    cwd: tree,
    folders: [tree, { from: windows.modules, at }, dirname(windows.node), output],
    // What Node compiled lies on Windows' own drive, in memory: the tests start many processes with the same TypeScript.
    env: {
      NODE_OPTIONS: '--disable-warning=ExperimentalWarning',
      NODE_COMPILE_CACHE: 'C:\\compiled',
      NO_COLOR: '1',
      RA_DESK_TEST_PATIENCE: String(PATIENCE),
    },
    stdout: log,
    stderr: `${log}.errors`,
  })
  const root = `${windowsPath(tree).replaceAll('\\', '/')}/`
  const read = readVitestReport(report, root)
  if (read === undefined) return { ok: false, why: `vitest ended with ${String(code)} and no report${lastWords([log, `${log}.errors`])}` }
  return { ok: true, tests: read.tests.map((test) => ({ ...test, file: test.file.replaceAll('\\', '/').replace(root, '') })) }
}

function lastWords(files: readonly string[]): string {
  const said = files.map((file) => (existsSync(file) ? readFileSync(file, 'utf8').trim() : '')).join('\n')
  return said.trim() === '' ? '' : `:\n${said.trim().split('\n').slice(-8).join('\n')}`
}
