/** The focus after an act that takes its own control away: where the agent was, never on the body, and never on a button that acts again. */
import type { Page } from '@playwright/test'
import { expect, test } from '../shells/app-fixture.ts'
import { goTo } from '../support/at-the-screen.ts'
import { watchFocus } from '../support/focus-watch.ts'
import { unlock } from '../support/journey/session.ts'
import { casesReadyForCards } from '../support/ready-cases.ts'

type Gone = 'removed' | 'disabled' | 'replaced' | 'with its part'

/**
 * On the page stands a part "Rows" with two rows, each with "Remove", and a link after them. The control of the first row has the focus and goes.
 * Answers what has the focus then.
 */
async function focusAfter(page: Page, how: Gone): Promise<string> {
  await page.evaluate((what) => {
    const make = (tag: string, words: string, ...inside: HTMLElement[]): HTMLElement => {
      const element = document.createElement(tag)
      element.append(words, ...inside)
      return element
    }
    document.querySelector('#planted')?.remove()
    const [lost, next] = [make('button', 'Remove') as HTMLButtonElement, make('button', 'Remove')]
    const link = make('a', 'After the rows')
    link.setAttribute('href', '#/')
    const rows = make('section', '', make('h3', 'Rows'), make('div', 'One ', lost), make('div', 'Two ', next))
    const planted = make('section', '', make('h2', 'Planted'), rows, link)
    planted.id = 'planted'
    document.querySelector('main')!.append(planted)
    lost.focus()
    if (what === 'disabled') lost.disabled = true
    else if (what === 'removed') lost.remove()
    else if (what === 'with its part') rows.remove()
    else lost.replaceWith(Object.assign(document.createElement('input'), { ariaLabel: 'In its place' }))
  }, how)
  const active = () => page.evaluate(() => (document.activeElement?.ariaLabel ?? document.activeElement?.textContent ?? '').slice(0, 40))
  await expect.poll(active).not.toBe('')
  await page.waitForTimeout(300)
  return active()
}

test('focus: goes on from a control that is gone, on every kind of loss', async ({ launch }) => {
  const app = await launch({ args: ['--practice'] })
  await casesReadyForCards(app, [['Angharad', 'Sample']])
  await app.close()
  const { page } = await app.relaunch()
  await page.setViewportSize({ width: 1366, height: 768 })
  await unlock({ page })
  const lostFocus = await watchFocus(page)

  // A notice goes with its own button.
  await page.getByRole('button', { name: 'I have read this' }).click()
  await expect(page.getByRole('heading', { name: 'Today', level: 1 })).toBeFocused()

  // A dialog gives the focus back, however it is closed.
  const leave = page.getByRole('button', { name: 'Leave practice' })
  await leave.click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click()
  await expect(leave).toBeFocused()
  await page.keyboard.press('Control+k')
  await page.keyboard.press('Escape')
  await expect(leave).toBeFocused()

  // A row of a form goes: what comes next is not the button that removes the next row.
  await goTo(page, '/settings/staff')
  await page.getByRole('button', { name: 'Add another person' }).click()
  await page.getByRole('button', { name: 'Add another person' }).click()
  await page.getByRole('button', { name: 'Remove line 2' }).click()
  await expect(page.getByRole('button', { name: 'Remove line 3' })).toHaveCount(0)
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY')
  await expect(page.getByRole('button', { name: /^Remove line/ }).and(page.locator(':focus'))).toHaveCount(0)

  expect(await focusAfter(page, 'removed')).toBe('Rows')
  expect(await focusAfter(page, 'disabled')).toBe('Rows')
  expect(await focusAfter(page, 'replaced')).toBe('In its place')
  expect(await focusAfter(page, 'with its part')).toBe('After the rows')

  // Nothing jumps when the agent let the focus go on purpose.
  expect(await lostFocus()).toEqual([])
  await page.evaluate(() => {
    ;(document.activeElement as HTMLElement).blur()
  })
  await page.evaluate(() => {
    document.querySelector('#planted')!.remove()
  })
  await page.waitForTimeout(300)
  expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true)
})
