/** Ctrl+F: the search field of a list, with its words selected; on pages of text a find bar that Electron does not bring. */
import type { Page } from '@playwright/test'
import { expect, test } from '../shells/app-fixture.ts'
import { goTo } from '../support/at-the-screen.ts'
import { unlock } from '../support/journey/session.ts'
import { lookInto } from '../support/look.ts'
import { casesReadyForCards } from '../support/ready-cases.ts'

const look = lookInto('find-in-page')
const bar = (page: Page) => page.getByRole('search', { name: 'On this page' })
const field = (page: Page) => bar(page).getByLabel('Find on this page')
const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement } = document
    return activeElement instanceof HTMLInputElement
      ? `${activeElement.type}: ${activeElement.value.slice(activeElement.selectionStart ?? 0, activeElement.selectionEnd ?? 0)}`
      : (activeElement?.textContent ?? '').slice(0, 60)
  })

/** What is marked on the page, and what is marked as the current match. */
const marked = (page: Page) =>
  page.evaluate(() => {
    const textsOf = (name: string) => [...(CSS.highlights.get(name) ?? [])].map((range) => (range as Range).toString())
    return { all: textsOf('find-match'), current: textsOf('find-current') }
  })
const isCurrentInSight = (page: Page) =>
  page.evaluate(() => {
    const [range] = [...(CSS.highlights.get('find-current') ?? [])] as Range[]
    if (!range) return false
    const { top, bottom, left } = range.getBoundingClientRect()
    const bars = document.querySelector('.find-bar')!.getBoundingClientRect()
    return top >= 0 && bottom <= innerHeight && (top > bars.bottom || left < bars.left)
  })

test.use({ actionTimeout: 20_000 })

test('find in page: lists go to their search, text is found, marked, stepped through, and the focus comes back', async ({ launch }) => {
  const app = await launch({ args: ['--practice'] })
  await casesReadyForCards(app, [['Angharad', 'Sample']])
  await app.close()
  const { page } = await app.relaunch()
  await page.setViewportSize({ width: 1366, height: 768 })
  await unlock({ page })

  await test.step('on a list: its own search, with what was typed selected', async () => {
    for (const path of ['/work-list', '/people', '/record', '/help', '/settings']) {
      await goTo(page, path)
      const search = page.getByRole('main').locator('input[type="search"]').first()
      await search.fill('RA-7K3M', { timeout: 20_000 })
      await page.getByRole('heading', { level: 1 }).click()
      await page.keyboard.press('Control+f')
      await expect.poll(() => focused(page), path).toBe('search: RA-7K3M')
      await expect(bar(page)).toHaveCount(0)
      await search.fill('')
    }
  })

  await test.step('on a help page: counted, marked, next and previous, round the end', async () => {
    await goTo(page, '/help/keyboard')
    await expect(page.getByRole('heading', { name: 'Working with the keyboard', level: 1 })).toBeVisible()
    const link = page.getByRole('link', { name: 'All help pages' })
    await link.focus()
    await page.keyboard.press('Control+f')
    await expect(field(page)).toBeFocused()
    await page.keyboard.type('ctrl AND')
    const { all, current } = await marked(page)
    expect(all.length).toBeGreaterThan(3)
    expect(new Set(all.map((text) => text.toLowerCase()))).toEqual(new Set(['ctrl and']))
    expect(current).toHaveLength(1)
    const status = bar(page).getByRole('status')
    await expect(status).toHaveText(`1 of ${all.length}`)
    for (const [key, count] of [
      ['Enter', 2],
      ['F3', 3],
      ['Shift+F3', 2],
      ['Shift+Enter', 1],
      ['Shift+Enter', all.length],
      ['F3', 1],
    ] as const) {
      await page.keyboard.press(key)
      await expect(status, key).toHaveText(`${count} of ${all.length}`)
      expect(await isCurrentInSight(page), key).toBe(true)
    }
    await look(page, 'help', { schemes: ['light', 'dark'] })
    await page.keyboard.press('Control+f')
    await page.keyboard.type('no such words')
    await expect(status).toHaveText('Not found')
    expect(await marked(page)).toEqual({ all: [], current: [] })
    await page.keyboard.press('Escape')
    await expect(bar(page)).toHaveCount(0)
    await expect(link).toBeFocused()
  })

  await test.step('F3 opens it too, and it goes with the page', async () => {
    await page.keyboard.press('F3')
    await expect(field(page)).toBeFocused()
    await page.keyboard.type('keyboard')
    await goTo(page, '/help/cards')
    await expect(bar(page)).toHaveCount(0)
    expect(await marked(page)).toEqual({ all: [], current: [] })
  })

  await test.step('in a case: also what is folded away, and what changes under the bar', async () => {
    await goTo(page, '/work-list')
    await page.getByRole('grid', { name: 'Cases' }).getByRole('row').filter({ hasText: 'Angharad' }).dblclick()
    await expect(page.getByRole('heading', { name: 'Registration steps', level: 1 })).toBeVisible()
    await page.keyboard.press('Control+f')
    await page.keyboard.type('angharad')
    await expect(bar(page).getByRole('status')).toHaveText(/^1 of \d+$/)
    await look(page, 'case')
    await page.evaluate(() => {
      const fold = document.createElement('details')
      const summary = document.createElement('summary')
      summary.append('More')
      const words = document.createElement('p')
      const strong = document.createElement('strong')
      strong.append('folded')
      words.append('planted ', strong, ' words')
      fold.append(summary, words)
      document.querySelector('main')!.append(fold)
    })
    await page.keyboard.press('Control+f')
    await page.keyboard.type('planted folded words')
    await expect(bar(page).getByRole('status')).toHaveText('1 of 1')
    expect((await marked(page)).all).toEqual(['planted folded words'])
    await expect(page.getByText('planted', { exact: false })).toBeVisible()
    expect(await isCurrentInSight(page)).toBe(true)
    await page.evaluate(() => document.querySelector('main > details')!.remove())
    await expect(bar(page).getByRole('status')).toHaveText('Not found')
  })

  await test.step('the table of shortcuts names it', async () => {
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+/')
    await expect(page.getByRole('dialog').getByText('Search this list, or find words on this page')).toBeVisible()
  })
})
