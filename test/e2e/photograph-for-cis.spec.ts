/** The photograph leaves for CIS and its copy is deleted; then a finished step is changed, and the agent sees before what opens again. */
import { readdirSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from '../shells/app-fixture.ts'
import { choose, fill, goTo, press } from '../support/at-the-screen.ts'
import { startWalk } from '../support/e2e.ts'
import { fillDetails } from '../support/journey/details.ts'
import { sampleFiles } from '../../tools/demo/samples.ts'
import { attachPhotograph } from '../support/journey/items.ts'
import type { Journey } from '../support/journey/journey.ts'
import { openStep, saveStep } from '../support/journey/step.ts'
import { journeySteps } from '../support/journey/steps.ts'
import { lookInto } from '../support/look.ts'

const look = lookInto('photograph-for-cis', { schemes: ['light', 'dark'] })

async function detailsWithoutNationalInsurance(journey: Journey): Promise<void> {
  await openStep(journey, 'details')
  await fillDetails(journey)
  await choose(journey.page, 'National Insurance number', 'Not given')
  await fill(journey.page, 'Why not?', 'New to the UK workforce')
  await saveStep(journey, 'details', 'Save the details')
}

/** No tick says that the number came: the row is answered by the details. */
async function itemsWithoutNationalInsurance(journey: Journey): Promise<void> {
  const { page } = journey
  await openStep(journey, 'items')
  await press(page, 'Mark everything as received')
  const row = page.getByRole('group', { name: 'National Insurance number', exact: true })
  await expect(row).toContainText('Not available, see details')
  await expect(row.getByRole('radio')).toHaveCount(0)
  await look(page, 'items')
  await saveStep(journey, 'items', 'Save the items')
}

/** Cancel while the picture is encoded: nothing is attached, then or later. */
async function photographAfterCancel(journey: Journey): Promise<void> {
  const { page } = journey
  const mistakes: string[] = []
  page.on('pageerror', (error) => mistakes.push(String(error)))
  await openStep(journey, 'photograph')
  await page.getByLabel('Photograph', { exact: true }).setInputFiles(join(journey.files, sampleFiles.photograph))
  const dialog = page.getByRole('dialog', { name: 'Set the crop box' })
  const pressUseAndCancel = async () => {
    await expect(dialog).toBeVisible()
    // In one task of the page: the encoding cannot be done between the two.
    await dialog.evaluate((element) => {
      const buttons = [...element.querySelectorAll('button')]
      for (const name of ['Use this crop', 'Cancel']) buttons.find(({ textContent }) => textContent === name)!.click()
    })
    await expect(dialog).toBeHidden()
    await expect.poll(() => page.workers().filter((worker) => worker.url().includes('encode-worker')).length).toBe(0)
  }
  await pressUseAndCancel()
  await attachPhotograph(journey)
  await press(page, 'Crop again')
  await pressUseAndCancel()
  await choose(page, 'Your decision', 'Accept')
  await saveStep(journey, 'photograph', 'Save the decision')
  await goTo(page, `/case/${journey.caseId!}/history`)
  await expect(page.getByText('Photograph attached and cropped')).toHaveCount(1)
  await goTo(page, `/case/${journey.caseId!}`)
  await expect(page.getByRole('alert')).toHaveCount(0)
  expect(mistakes).toEqual([])
}

async function savedPhotograph(folder: string): Promise<string> {
  await expect.poll(() => readdirSync(folder).filter((name) => name.startsWith('photograph-')).length).toBe(1)
  return join(
    folder,
    readdirSync(folder).find((name) => name.startsWith('photograph-'))!,
  )
}

async function changeDetails(page: Page, change: () => Promise<void>): Promise<void> {
  await change()
  await press(page, 'Save the details')
  await expect(page.getByRole('alertdialog', { name: 'Save this change?' })).toBeVisible()
}

test('photograph for CIS: saved, moved, deleted; and a change says before what opens again', async ({ launch }) => {
  const { app, journey } = await startWalk(launch)
  const { page, sample } = journey
  const own: Partial<Record<string, (journey: Journey) => Promise<void>>> = {
    details: detailsWithoutNationalInsurance,
    items: itemsWithoutNationalInsurance,
    photograph: photographAfterCancel,
  }
  for (const { id, run } of journeySteps.slice(
    0,
    journeySteps.findIndex((step) => step.id === 'cis'),
  ))
    await (own[id] ?? run)(journey)

  await test.step('save', async () => {
    await openStep(journey, 'cis')
    await press(page, 'Save Photograph')
    await expect(page.getByText('It is not encrypted.', { exact: false }).first()).toBeVisible()
    await expect(page.getByRole('checkbox', { name: 'Entered: Photograph', exact: true })).toBeChecked()
    await look(page, 'cis', { tall: true })
  })
  const saved = await savedPhotograph(app.saveFolder)
  expect(readFileSync(saved).subarray(0, 3).toString('hex')).toBe('ffd8ff')
  expect(saved).not.toContain(sample.name.family)

  await test.step('delete, after it was moved and put back', async () => {
    renameSync(saved, `${saved}.moved`)
    await goTo(page, `/case/${journey.caseId!}`)
    await press(page, 'Delete the saved copy')
    await expect(page.getByText('The saved copy was not found.')).toBeVisible()
    await look(page, 'case-moved')
    renameSync(`${saved}.moved`, saved)
    await press(page, 'Check again')
    await expect(page.getByRole('list', { name: 'Saved copies of the photograph' })).toHaveCount(0)
    expect(readdirSync(app.saveFolder).filter((name) => name.startsWith('photograph-'))).toEqual([])
  })

  await test.step('change', async () => {
    const dialog = page.getByRole('alertdialog', { name: 'Save this change?' })
    await openStep(journey, 'details')
    await press(page, 'Change')
    await page.getByLabel('Reason for the change').fill('A typing slip')
    await press(page, 'Continue')
    await changeDetails(page, () => fill(page, 'Given names', 'Angharad Wyn'))
    await expect(dialog.getByRole('listitem').filter({ hasText: 'Compare the document and the face' })).toBeVisible()
    await look(page, 'change')
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expect(page.getByLabel('Given names', { exact: true })).toHaveValue('Angharad Wyn')
    await expect(page.locator('.nhsuk-error-summary')).toHaveCount(0)

    await fill(page, 'Given names', sample.name.given)
    await changeDetails(page, () => fill(page, 'Postcode', 'LL99 7ZZ'))
    await expect(dialog).toContainText('No other step opens again.')
    await dialog.getByRole('button', { name: 'Save the change' }).click()
    await expect(page.locator('[data-step="outcome"]')).toContainText('Completed')
  })
  journey.hands.close()
})
