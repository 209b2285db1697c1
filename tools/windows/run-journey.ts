/** The main journey in this machine's Chromium against main on Windows Node, with a picture of each screen. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { whyNot } from '../../test/shells/shells.ts'
import { withParent } from '../../test/support/with-parent.ts'
import { readPlaywrightReport } from '../test-run/reports.ts'

/** The app must have been built. Its pictures go to `output`, and what Playwright prints to the terminal. */
export async function runJourneyOnWindows(
  root: string,
  output: string,
  specs: readonly string[] = ['e2e/journey'],
): Promise<{ passed: number; skipped: number; failures: readonly string[] }> {
  const why = whyNot('chromium-stand-in')
  if (why !== undefined) return { passed: 0, skipped: 0, failures: [`the main journey in a browser: ${why}`] }
  const report = join(output, 'playwright.json')
  const words = [
    'test',
    '-c',
    'test/shells/playwright.config.ts',
    ...specs,
    '--project=chromium-stand-in',
    '--workers=1',
    '--timeout=1800000',
  ]
  const child = spawn(...withParent(process.execPath, [join(root, 'node_modules/@playwright/test/cli.js'), ...words]), {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      RA_DESK_TEST_STARTER: join(root, 'test/shells/windows/start-main.ts'),
      RA_DESK_TEST_PICTURES: 'windows',
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    },
  })
  const [code] = (await once(child, 'exit')) as [number | null]
  const read = readPlaywrightReport(report)
  if (read === undefined) return { passed: 0, skipped: 0, failures: [`Playwright ended with ${String(code)} and no report`] }
  const unexplained = code !== 0 && read.failed === 0 ? [`Playwright ended with ${String(code)}`] : []
  return { passed: read.passed, skipped: read.skipped, failures: [...read.failures, ...unexplained] }
}
