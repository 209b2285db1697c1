/** Practice is found from the first screen, has all it needs, and never opens the real cases. */
import { existsSync, readdirSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { angharad, tomasz } from '../../tools/demo/samples.ts'
import { expect, test, type RunningApp } from '../shells/app-fixture.ts'
import { RELAUNCH } from '../shells/relaunch.ts'
import { goTo, patience, settled } from '../support/at-the-screen.ts'
import { reachSimulator } from '../support/e2e.ts'
import { newJourney } from '../support/journey/journey.ts'
import { openStep } from '../support/journey/step.ts'
import { provedElsewhere, provedElsewhereSteps } from '../support/journey/steps.ts'
import { unlock } from '../support/journey/session.ts'
import { lookInto } from '../support/look.ts'
import { casesReadyForCards } from '../support/ready-cases.ts'

const look = lookInto('practice', { schemes: ['light', 'dark'] })

/** The words after the data folder with which the app asked to be started again. */
async function wordsOfNextStart(app: RunningApp): Promise<string[]> {
  const line = await app.waitForLine((one) => one.startsWith('{"relaunch"'))
  expect(await app.exited).toBe(RELAUNCH)
  const { relaunch } = JSON.parse(line) as { relaunch: string[] }
  return relaunch.slice(relaunch.findIndex((word) => word.startsWith('--user-data-dir=')) + 1)
}

async function pressAndConfirm(page: Page, button: string, confirm: string): Promise<void> {
  await page.getByRole('button', { name: button }).click()
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: confirm })
    .click()
    .catch(() => undefined)
}

const hasVault = (folder: string): boolean => existsSync(folder) && readdirSync(folder).includes('vault')

test('practice: from the first screen to a case of an invented person, in a folder of its own, and back', async ({ launch, shell }) => {
  test.skip(shell === 'electron', 'Electron starts itself again, outside the test')
  const first = await launch()
  await expect(first.page.getByRole('heading', { name: 'Set up this workstation' })).toBeVisible({ timeout: patience })
  await look(first.page, 'first-screen')
  await pressAndConfirm(first.page, 'Practise with invented people', 'Start practice')
  const words = await wordsOfNextStart(first)
  expect(words).toEqual(['--practice'])

  const second = await first.relaunch({ args: words })
  const { page } = second
  await expect(page.getByText('PRACTICE: nothing here is real.')).toBeVisible({ timeout: patience })
  await look(page, 'set-up')
  await page.getByRole('button', { name: 'Set up and continue' }).click()
  await settled(page, page.getByRole('heading', { name: 'Today', level: 1 }))
  await expect(page.getByRole('region', { name: 'Set-up is not finished' })).toHaveCount(0)
  await expect(page.getByRole('button', { name: /^Begin with a sample request: / })).toHaveCount(2)
  await look(page, 'work-list')
  await page.getByRole('button', { name: `Begin with a sample request: ${angharad.title}` }).click()
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue(`${angharad.name.given} ${angharad.name.family}`, {
    timeout: patience,
  })
  await page.getByRole('button', { name: 'Start the case' }).click()
  await settled(page, page.getByRole('heading', { name: 'Registration steps', level: 1 }))
  await page.getByRole('button', { name: 'Card, phone and samples' }).click()
  await expect(page.getByRole('dialog').getByText('No texts have come yet.')).toBeVisible()
  await look(page, 'tools')
  await page.keyboard.press('Escape')

  expect(hasVault(`${second.dataFolder} practice`)).toBe(true)
  expect(hasVault(second.dataFolder)).toBe(false)
  await pressAndConfirm(page, 'Leave practice', 'Leave practice')
  expect(await wordsOfNextStart(second)).toEqual([])
})

test('practice: each case gets a blank card of its own, on the step that writes it', async ({ launch }) => {
  const app = await launch({ args: ['--practice'] })
  const cases = await casesReadyForCards(app, [
    ['Angharad', 'Sample'],
    ['Tomasz', 'Sample'],
  ])
  await app.close()
  const { page } = await app.relaunch()
  await page.setViewportSize({ width: 1366, height: 768 })
  await unlock({ page })
  const serials: string[] = []
  for (const caseId of cases) {
    await goTo(page, `/case/${caseId}/write-card`)
    await page.getByRole('main').getByRole('button', { name: 'Insert a new blank card' }).click()
    await settled(page, page.getByRole('button', { name: 'Check again' }))
    await expect(page.getByText('This card is in use')).toHaveCount(0)
    if (serials.length === 1) await look(page, 'card-step')
    await page.getByRole('button', { name: 'Write the card' }).click()
    const words = page.getByRole('region', { name: 'Messages' }).getByText(/^Card \S+ is written/)
    await settled(page, words, 180_000)
    serials.push(/^Card (\S+)/.exec(await words.innerText())![1]!)
    await page.getByRole('button', { name: /^Dismiss/ }).click()
  }
  expect(new Set(serials).size).toBe(2)
})

test('practice: a text by the work phone opens no window with a code for a real phone; it is on the practice phone', async ({ launch }) => {
  const app = await launch({ args: ['--practice'] })
  const { page } = app
  await page.setViewportSize({ width: 1366, height: 768 })
  await page.getByRole('button', { name: 'Set up and continue' }).click()
  await settled(page, page.getByRole('heading', { name: 'Today', level: 1 }))
  const journey = newJourney({
    ...provedElsewhere,
    page,
    hands: await reachSimulator(app),
    sample: tomasz,
    files: '',
    reader: { insert: true },
  })
  for (const { id, run } of provedElsewhereSteps.filter((step) => step.id === 'known-identity' || step.id === 'delivery-details'))
    await test.step(id, () => run(journey))
  await openStep(journey, 'phone-code')
  await page.getByRole('group', { name: 'By' }).getByRole('radio', { name: 'Work phone' }).check()
  await page.getByRole('button', { name: 'Text a new code' }).click()
  await expect(page.getByText('Practice: no text is sent. The text is on the practice phone.').last()).toBeVisible({ timeout: patience })
  await expect(page.getByRole('list', { name: 'Texts on the practice phone' }).getByRole('listitem')).toHaveCount(1, { timeout: patience })
  expect(page.context().pages()).toHaveLength(1)
  await look(page, 'phone-code')
  journey.hands.close()
})
