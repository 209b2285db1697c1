/** What axe finds wrong with the page as it stands. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type axe from 'axe-core'
import type { Page } from '@playwright/test'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export interface Violation {
  readonly rule: string
  readonly help: string
  readonly where: readonly string[]
}

export async function findViolations(page: Page): Promise<Violation[]> {
  // Through the debugger's door: the page's policy lets no script in, and is not weakened for the test.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource)
  return page.evaluate(async () =>
    (await (window as unknown as { axe: typeof axe }).axe.run(document, { resultTypes: ['violations'] })).violations.map(
      ({ id, help, nodes }) => ({ rule: id, help, where: nodes.map(({ html }) => html.slice(0, 200)) }),
    ),
  )
}
