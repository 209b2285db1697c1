import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readPlaywrightReport, readVitestReport } from '../../tools/test-run/reports.ts'

let file: string
beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), 'ra-desk-reports-')), 'report.json')
})
afterEach(() => rmSync(join(file, '..'), { recursive: true, force: true }))
const write = (report: unknown) => writeFileSync(file, JSON.stringify(report))

describe('npm test: the report of vitest', () => {
  test('counts what passed, failed and was skipped, and names what failed', () => {
    write({
      testResults: [
        {
          name: '/desk/test/a.test.ts',
          status: 'failed',
          assertionResults: [
            { fullName: 'a works', status: 'passed' },
            { fullName: 'a fails', status: 'failed' },
            { fullName: 'a waits', status: 'pending' },
          ],
        },
      ],
    })
    expect(readVitestReport(file, '/desk')).toEqual({
      passed: 1,
      failed: 1,
      skipped: 1,
      failures: ['/test/a.test.ts: a fails'],
      tests: [
        { file: '/desk/test/a.test.ts', title: 'a works', state: 'passed' },
        { file: '/desk/test/a.test.ts', title: 'a fails', state: 'failed' },
        { file: '/desk/test/a.test.ts', title: 'a waits', state: 'skipped' },
      ],
    })
  })

  test('counts a file that could not be loaded as a failure', () => {
    write({ testResults: [{ name: '/desk/test/b.test.ts', status: 'failed', message: 'no such file\nat …', assertionResults: [] }] })
    expect(readVitestReport(file, '/desk')).toMatchObject({ failed: 1, failures: ['/test/b.test.ts: could not run: no such file'] })
  })

  test('is undefined when there is none', () => expect(readVitestReport(file, '/desk')).toBeUndefined())
})

describe('npm test: the report of Playwright', () => {
  const spec = (title: string, projectName: string, status: string) => ({ title, file: 'e2e/a.spec.ts', tests: [{ projectName, status }] })

  test('counts each shell, inner suites included, and takes a flaky test for a failure', () => {
    write({
      errors: [],
      suites: [
        {
          specs: [spec('one', 'chromium-stand-in', 'expected'), spec('one', 'electron', 'skipped')],
          suites: [{ specs: [spec('two', 'chromium-stand-in', 'flaky')] }],
        },
      ],
    })
    expect(readPlaywrightReport(file)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 1,
      failures: ['[chromium-stand-in] e2e/a.spec.ts: two (passed only when tried again)'],
      projects: new Map([
        ['chromium-stand-in', { passed: 1, failed: 1, skipped: 0 }],
        ['electron', { passed: 0, failed: 0, skipped: 1 }],
      ]),
    })
  })

  test('counts an error outside any test', () => {
    write({ errors: [{ message: 'the build failed\n…' }], suites: [] })
    expect(readPlaywrightReport(file)).toMatchObject({ passed: 0, failed: 1, failures: ['the build failed'] })
  })
})
