/** Several agents of one workstation: adding one, and another one signing in. */
import { expect, type Page } from '@playwright/test'
import { goTo, patience } from '../at-the-screen.ts'
import type { Walk } from '../e2e.ts'

export interface NewAgent {
  readonly name: string
  readonly mobile: string
  readonly signInName: string
  readonly passphrase: string
}

export const part = (page: Page, name: string) => page.getByRole('region', { name })

export async function addAgent(page: Page, who: NewAgent, role: RegExp, seen?: () => Promise<void>): Promise<void> {
  await goTo(page, '/settings/agents')
  await part(page, 'Agents').getByRole('button', { name: 'Add an agent' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add an agent' })
  await dialog.getByLabel('Name', { exact: true }).fill(who.name)
  await dialog.getByLabel('Mobile number').fill(who.mobile)
  await dialog.getByLabel('Sign-in name').fill(who.signInName)
  await dialog.getByRole('radio', { name: role }).check()
  await dialog.getByLabel('Passphrase of the new agent', { exact: true }).fill(who.passphrase)
  await dialog.getByLabel('Passphrase of the new agent again').fill(who.passphrase)
  await seen?.()
  await dialog.getByRole('button', { name: 'Add the agent' }).click()
  await expect(part(page, 'Agents').getByRole('rowheader', { name: who.name })).toBeVisible({ timeout: patience })
}

/** Something that locks: the page's process ends and another stands in its place. */
export async function afterLock(walk: Walk, act: () => Promise<void>): Promise<Page> {
  const ended = walk.journey.page.waitForEvent('crash', { timeout: patience })
  await act()
  await ended
  await expect(async () => {
    walk.journey.page = await walk.app.freshPage()
    await expect(walk.journey.page.getByRole('heading', { name: 'Unlock RA Desk' })).toBeVisible({ timeout: 15_000 })
  }).toPass({ timeout: patience })
  await walk.journey.page.setViewportSize({ width: 1366, height: 768 })
  return walk.journey.page
}

export async function signIn(page: Page, name: string, passphrase: string): Promise<void> {
  await page.getByRole('radio', { name, exact: true }).check()
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible({ timeout: patience })
}

/** The page of the next agent. */
export async function switchTo(walk: Walk, name: string, passphrase: string): Promise<Page> {
  const page = await afterLock(walk, () => walk.journey.page.getByRole('banner').getByRole('button', { name: 'Switch agent' }).click())
  await signIn(page, name, passphrase)
  return page
}
