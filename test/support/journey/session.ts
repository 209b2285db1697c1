/** Unlocks and locks the workstation that `set-up.ts` set up. */
import { expect, type Page } from '@playwright/test'
import { fill, patience, press, settled } from '../at-the-screen.ts'
import { station, type Journey } from './journey.ts'

export async function unlock({ page }: Pick<Journey, 'page'>): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Unlock RA Desk' })).toBeVisible({ timeout: patience })
  await fill(page, 'Passphrase', station.passphrase)
  await press(page, 'Unlock')
  await settled(page, page.getByRole('navigation', { name: 'Main' }))
}

/** At lock the page's process is ended and another takes its place: answers the page that stands then. */
export async function lock(page: Page, freshPage: () => Promise<Page>): Promise<Page> {
  const ended = page.waitForEvent('crash', { timeout: patience })
  await page.getByRole('banner').getByRole('button', { name: /^Lock/ }).click()
  await ended
  for (let attempt = 0; ; attempt++) {
    try {
      const fresh = await freshPage()
      await expect(fresh.getByRole('heading', { name: 'Unlock RA Desk' })).toBeVisible({ timeout: patience })
      return fresh
    } catch (error) {
      // The new process may not be there yet.
      if (attempt === 5) throw error
    }
  }
}
