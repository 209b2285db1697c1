import { defineConfig } from '@playwright/test'
import type { ShellName } from './shells.ts'

/** Every spec, in both shells: `playwright test -c test/shells/playwright.config.ts [--project chromium-stand-in]`. */
export default defineConfig<{ shell: ShellName }>({
  testDir: '..',
  testMatch: ['shells/**/*.spec.ts', 'e2e/**/*.spec.ts'],
  outputDir: '../../test-output/shells',
  globalSetup: './build-first.ts',
  // Each test starts an app and a browser of its own, on a folder and ports of its own, and waits for them more than it works.
  workers: 3,
  fullyParallel: true,
  // A busy machine is slow, not wrong: limits only end what hangs.
  timeout: 600_000,
  expect: { timeout: 60_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [
    ['list'],
    ['./running-reporter.ts'],
    ...(process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] === undefined ? [] : [['json'] as ['json']]),
  ],
  projects: [
    { name: 'chromium-stand-in', use: { shell: 'chromium-stand-in' } },
    { name: 'electron', use: { shell: 'electron' } },
  ],
})
