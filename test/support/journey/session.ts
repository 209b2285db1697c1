/** Unlocks and locks the workstation that `set-up.ts` set up, and confirms the passphrase in between. */
import { expect, type Locator, type Page } from '@playwright/test'
import { fill, patience, press, settled } from '../at-the-screen.ts'
import { station, type Journey } from './journey.ts'

export async function unlock({ page }: Pick<Journey, 'page'>): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Unlock RA Desk' })).toBeVisible({ timeout: patience })
  await fill(page, 'Passphrase', station.passphrase)
  await press(page, 'Unlock')
  await settled(page, page.getByRole('navigation', { name: 'Main' }))
}

const passphraseDialog = (page: Page) => page.getByRole('dialog', { name: 'Enter your passphrase again' })

/** Types the agent's own passphrase again, where a lasting act asks for it. */
export async function confirmPassphrase({ page }: Pick<Journey, 'page'>, passphrase: string = station.passphrase): Promise<void> {
  const dialog = passphraseDialog(page)
  await expect(dialog).toBeVisible({ timeout: patience })
  await answerDialog(dialog, passphrase)
}

/** Types it whenever it is asked for: the five minutes that it counts may or may not be over by then. */
export async function confirmPassphraseWhenAsked({ page }: Pick<Journey, 'page'>): Promise<void> {
  await page.addLocatorHandler(passphraseDialog(page), (dialog) => answerDialog(dialog, station.passphrase))
}

async function answerDialog(dialog: Locator, passphrase: string): Promise<void> {
  await dialog.getByLabel('Your own passphrase').fill(passphrase)
  await dialog.getByRole('button', { name: 'Continue' }).click()
  await expect(dialog).toBeHidden({ timeout: patience })
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
