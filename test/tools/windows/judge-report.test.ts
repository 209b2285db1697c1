import { describe, expect, test } from 'vitest'
import type { ReportedTest } from '../../../tools/test-run/reports.ts'
import { judgeReport } from '../../../tools/windows/judge-report.ts'
import { notOnWindows, type NotOnWindows } from '../../../tools/windows/not-on-windows.ts'
import { listProjectFiles } from '../../../tools/windows/project-tree.ts'
import { root } from '../../support/checks.ts'

const file = 'test/main/a.test.ts'
const told = (title: string, state: ReportedTest['state']): ReportedTest => ({ file, title, state })
const table: readonly NotOnWindows[] = [
  { file, title: 'reads', as: 'skipped', why: 'no poppler' },
  { file, title: 'mounts', as: 'fails', why: 'no mount' },
]
const ran = ['test/main/']

describe('tests on Windows Node: the report', () => {
  test('what the table expects is not shown, with its reason; the rest passes', () => {
    const tests = [told('reads a PDF', 'skipped'), told('mounts a disk', 'failed'), told('adds', 'passed')]
    expect(judgeReport(tests, table, ran)).toEqual({
      passed: 1,
      failures: [],
      notShown: new Map([
        ['no poppler', [`${file}: reads a PDF`]],
        ['no mount', [`${file}: mounts a disk`]],
      ]),
    })
  })

  test('a failure, and a skip without a reason, that the table does not expect fail the run', () => {
    const tests = [told('reads a PDF', 'failed'), told('mounts a disk', 'failed'), told('adds', 'skipped')]
    expect(judgeReport(tests, table.slice(1), ran).failures).toEqual([
      `${file}: reads a PDF`,
      expect.stringMatching(/adds \(skipped, and the table .* has no reason\)/),
    ])
  })

  test('rows that are out of date fail the run: what passes, and what is not there', () => {
    const { passed, failures } = judgeReport([told('mounts a disk', 'passed')], table, ran)
    expect([passed, failures]).toEqual([0, [expect.stringContaining('(passed: it'), expect.stringContaining('fits no test')]])
  })

  test('rows of files that were not run are not judged', () => {
    expect(judgeReport([], table, ['test/domain/']).failures).toEqual([])
  })

  test('the table names files of this project', () => {
    const files = new Set(listProjectFiles(root))
    expect(notOnWindows.filter((row) => !files.has(row.file))).toEqual([])
  })
})
