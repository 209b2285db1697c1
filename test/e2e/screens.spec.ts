import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from '../shells/app-fixture.ts'
import { projectFolder } from '../shells/shells.ts'
import { findViolations as find, type Violation as Found } from '../support/axe.ts'
import { startWalk } from '../support/e2e.ts'
import { journeySteps } from '../support/journey/steps.ts'
import { lock } from '../support/journey/session.ts'
import { visitOtherPages } from '../support/journey/other-pages.ts'

const sizes = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
] as const
const schemes = ['light', 'dark'] as const
const folder = join(projectFolder, 'test-output/screens')

interface Violation extends Found {
  readonly screen: string
  readonly scheme: string
}

const findViolations = async (page: Page, screen: string, scheme: string): Promise<Violation[]> =>
  (await find(page)).map((violation) => ({ screen, scheme, ...violation }))

/** Screens must not scroll sideways: what is off the edge is not seen. */
async function overflows(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1)
}

/** At 1366 × 768 the questions of the call are answered while both pictures are seen, without scrolling. */
async function questionsInView(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    globalThis.scrollTo(0, 0)
    const strip = document.querySelector('.desk-status')!.getBoundingClientRect()
    return document.querySelector('.document-shown-questions')!.getBoundingClientRect().bottom <= strip.top
  })
}

test('every screen, light and dark, at both sizes: pictures kept, axe finds nothing, nothing runs off the side', async ({ launch }) => {
  mkdirSync(folder, { recursive: true })
  const violations: Violation[] = []
  const wide: string[] = []
  const screens: string[] = []
  const seen = async (screen: string, page: Page) => {
    screens.push(screen)
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme })
      for (const size of sizes) {
        await page.setViewportSize(size)
        await page.screenshot({ path: join(folder, `${screen}-${size.width}x${size.height}-${colorScheme}.png`) })
        if (await overflows(page)) wide.push(`${screen} at ${size.width}`)
      }
      await page.setViewportSize(sizes[0])
      if (screen === 'document-shown' && !(await questionsInView(page))) wide.push('questions of the call below the screen')
      violations.push(...(await findViolations(page, screen, colorScheme)))
    }
    await page.emulateMedia({ colorScheme: 'light' })
  }
  const { app, journey } = await startWalk(launch, { seen })
  for (const { id, run } of journeySteps) await test.step(id, () => run(journey))
  await visitOtherPages(journey)
  await journey.page.keyboard.press('Control+k')
  await expect(journey.page.getByRole('dialog')).toBeVisible()
  await seen('palette', journey.page)
  await journey.page.keyboard.press('Escape')
  const locked = await lock(journey.page, app.freshPage)
  await seen('unlock', locked)
  expect(violations).toEqual([])
  // The same look finds what is wrong when something is.
  await locked.evaluate(() => {
    document.querySelector('main')!.append(document.createElement('button'))
  })
  expect((await findViolations(locked, 'planted', 'light')).map(({ rule }) => rule)).toEqual(['button-name'])
  expect(wide).toEqual([])
  expect(new Set(screens).size).toBeGreaterThanOrEqual(39)
})
