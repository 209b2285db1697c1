/** Screens as some agents have them: Windows high contrast (forced colours), and 200 % on a laptop (683 × 384 CSS pixels). */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test, type RunningApp } from '../shells/app-fixture.ts'
import { projectFolder } from '../shells/shells.ts'
import { goTo, patience } from '../support/at-the-screen.ts'
import { findViolations } from '../support/axe.ts'
import { listLookalikes } from '../support/forced-colours.ts'
import { unlock } from '../support/journey/session.ts'
import { casesReadyForCards } from '../support/ready-cases.ts'

const folder = join(projectFolder, 'test-output/display')
const LAPTOP = { width: 1366, height: 768 }
const ZOOMED = { width: 683, height: 384 }
const HIGHEST_TOP = 120
const TABS_ON_A_PAGE = 60

const mainPages = ['/', '/work-list', '/new', '/dispatch', '/cards', '/reports', '/record', '/workstation', '/settings', '/help']
const otherPages = ['/dispatch/batch', '/dispatch/handover', '/cards/stock', '/settings/printer', '/help/texts', '/set-up/organisations']
const ofCase = ['', '/history', '/details', '/identity-document', '/document-shown', '/write-card']

/** A station in use: two cases, one of them asked for on every kind of page. */
async function stationInUse(launch: () => Promise<RunningApp>): Promise<{ page: Page; pages: string[] }> {
  const app = await launch()
  const [caseId] = await casesReadyForCards(app, [
    ['Angharad', 'Sample'],
    ['Tomasz', 'Sample'],
  ])
  await app.close()
  const { page } = await app.relaunch()
  await page.setViewportSize(LAPTOP)
  await unlock({ page })
  await page.getByRole('button', { name: 'I have read this' }).click()
  mkdirSync(folder, { recursive: true })
  return { page, pages: [...mainPages, ...otherPages, ...ofCase.map((part) => `/case/${caseId!}${part}`)] }
}

async function open(page: Page, path: string): Promise<void> {
  await goTo(page, path)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible({ timeout: patience })
  await expect(page.locator('.desk-spinner')).toHaveCount(0, { timeout: patience })
}

const picture = (page: Page, kind: string, path: string) =>
  page.screenshot({ path: join(folder, `${kind}${path.replace(/\/case\/[^/]*/, '/case').replaceAll('/', '-')}.png`) })

test('forced colours: what is current, pressed, chosen or wrong is told without colour, on every page', async ({ launch }) => {
  const { page, pages } = await stationInUse(() => launch({ args: ['--practice'] }))
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ forcedColors: 'active', colorScheme })
    for (const path of pages) {
      await open(page, path)
      found.push(...(await listLookalikes(page)).map((what) => `${path} ${colorScheme}: ${what}`))
      if (colorScheme === 'light') await picture(page, 'forced', path)
      // The colours are the system's: axe reads our own text colour against the system's background, which no one sees.
      const violations = (await findViolations(page)).filter(({ rule }) => rule !== 'color-contrast')
      for (const { rule, where } of violations) found.push(`${path} ${colorScheme}: ${rule} ${where.join(' | ')}`)
    }
  }
  expect(found).toEqual([])
  // The same look finds it when something can no longer be told.
  await open(page, '/')
  await page.evaluate(() => {
    for (const link of document.querySelectorAll<HTMLElement>('.desk-nav a')) link.style.cssText = 'border: 0; text-decoration: none'
  })
  expect(await listLookalikes(page)).toContain('current: Today')
})

/** Goes through a page with the Tab key: what has the focus and lies under something else, or outside the window. */
async function listHiddenFocus(page: Page): Promise<string[]> {
  const hidden: string[] = []
  await page.evaluate(() => {
    document.querySelector<HTMLElement>('main')!.focus()
  })
  for (let tab = 0; tab < TABS_ON_A_PAGE; tab += 1) {
    await page.keyboard.press('Tab')
    const at = await page.evaluate((): string | undefined => {
      const focused = document.activeElement
      if (!focused || focused === document.body || !focused.closest('main')) return 'end'
      const box = focused.getBoundingClientRect()
      const [x, y] = [box.left + Math.min(box.width / 2, 40), box.top + Math.min(box.height / 2, 15)]
      const hit = document.elementFromPoint(x, y)
      if (hit && (focused.contains(hit) || hit.contains(focused))) return undefined
      return `${focused.outerHTML.slice(0, 80)} under ${hit?.outerHTML.slice(0, 60) ?? 'the edge'}`
    })
    if (at === 'end') break
    if (at !== undefined) hidden.push(at)
  }
  return hidden
}

test('at 200 %: header and bars take a third of the window at most, nothing runs off the side, and the focus is in view', async ({
  launch,
}) => {
  const { page, pages } = await stationInUse(() => launch({ args: ['--practice'] }))
  await page.setViewportSize(ZOOMED)
  const found: string[] = []
  for (const path of pages) {
    await open(page, path)
    await picture(page, 'zoomed', path)
    const { top, isWide } = await page.evaluate(() => {
      globalThis.scrollTo(0, 0)
      return {
        top: document.querySelector('main')!.getBoundingClientRect().top,
        isWide: document.documentElement.scrollWidth > document.documentElement.clientWidth + 1,
      }
    })
    if (top > HIGHEST_TOP) found.push(`${path}: the page begins at ${top}`)
    if (isWide) found.push(`${path}: runs off the side`)
    found.push(...(await listHiddenFocus(page)).map((what) => `${path}: ${what}`))
    for (const { rule, where } of await findViolations(page)) found.push(`${path}: ${rule} ${where.join(' | ')}`)
  }
  expect(found).toEqual([])

  await open(page, '/')
  const menu = page.getByRole('button', { name: 'Menu' })
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeHidden()
  await menu.click()
  await expect(page.getByRole('link', { name: 'Today', exact: true })).toBeFocused()
  await picture(page, 'zoomed', '/menu')
  await page.keyboard.press('Escape')
  await expect(menu).toBeFocused()
  await menu.click()
  await page.getByRole('link', { name: 'Settings', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeFocused()
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeHidden()
  await page.setViewportSize(LAPTOP)
  await expect(menu).toBeHidden()
})
