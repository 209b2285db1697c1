/** Stage 1 after the details: the items that are asked for and come, each assessed, and the call arranged. */
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { faceInPhotograph, machineReadableZone, photographSize } from '../../../tools/demo/sample-drawings.ts'
import { sampleFiles } from '../../../tools/demo/samples.ts'
import { choose, fill, fillDate, focusKept, group, patience, pictureShown, press, settled, slideTo, today } from '../at-the-screen.ts'
import type { Journey } from './journey.ts'
import { openStep, saveStep, see } from './step.ts'

export async function askForItems(journey: Journey): Promise<void> {
  const { page } = journey
  await openStep(journey, 'ask-for-items')
  await expect(page.getByLabel('Text', { exact: true })).toHaveValue(/07700 ?900 ?777/)
  await see(journey, 'ask-for-items')
  await saveStep(journey, 'ask-for-items', 'I have sent this email')
}

export async function checkItems(journey: Journey): Promise<void> {
  await openStep(journey, 'items')
  await press(journey.page, 'Mark everything as received')
  await see(journey, 'items')
  await saveStep(journey, 'items', 'Save the items')
}

export async function assessIdentityDocument(journey: Journey): Promise<void> {
  const { page, sample } = journey
  await openStep(journey, 'identity-document')
  await page.getByLabel('Scan of the identity document', { exact: true }).setInputFiles(join(journey.files, sampleFiles.identityDocument))
  await settled(page, group(page, 'Your decision'))
  await focusKept(page)
  await page.getByLabel('Document', { exact: true }).selectOption({ label: 'Another passport' })
  await fill(page, 'Document number', sample.document.number)
  await fillDate(page, 'Expiry date', sample.document.expiresOn)
  await page.getByText('Check the coded lines at the bottom of a passport').click()
  await fill(page, 'Lines of capitals, numbers and <', machineReadableZone(sample).join('\n'))
  const table = page.getByRole('table', { name: 'Compared with what you entered' })
  await expect(table.getByText('Same', { exact: true })).toHaveCount(5)
  await choose(page, 'Your decision', 'Accept')
  await pictureShown(page)
  await see(journey, 'identity-document')
  await saveStep(journey, 'identity-document', 'Save the decision')
}

/** To the question for the decision. */
export async function attachPhotograph(journey: Journey): Promise<void> {
  const { page } = journey
  await page.getByLabel('Photograph', { exact: true }).setInputFiles(join(journey.files, sampleFiles.photograph))
  const dialog = page.getByRole('dialog', { name: 'Set the crop box' })
  await expect(dialog).toBeVisible({ timeout: patience })
  const { crownY, chinY } = faceInPhotograph
  const height = (chinY - crownY) / 0.7
  const largest = photographSize.width * (45 / 35)
  await slideTo(dialog.getByLabel('Zoom'), largest / height)
  await slideTo(dialog.getByLabel('Left to right'), 0.5)
  await slideTo(dialog.getByLabel('Top to bottom'), ((crownY + chinY) / 2 - height / 2) / (photographSize.height - height))
  await see(journey, 'photograph-crop')
  await dialog.getByRole('button', { name: 'Use this crop' }).click()
  await settled(page, group(page, 'Your decision'))
  await focusKept(page)
}

export async function assessPhotograph(journey: Journey): Promise<void> {
  const { page } = journey
  await openStep(journey, 'photograph')
  await see(journey, 'photograph')
  await attachPhotograph(journey)
  await choose(page, 'Your decision', 'Accept')
  await pictureShown(page)
  await see(journey, 'photograph-decision')
  await saveStep(journey, 'photograph', 'Save the decision')
}

export async function confirmLikeness(journey: Journey): Promise<void> {
  const { page, sample } = journey
  await openStep(journey, 'likeness')
  await choose(page, 'How was it confirmed?', journey.edition.likenessWays[0]!.name)
  await fill(page, 'Confirmed by', sample.sponsor.name)
  await pictureShown(page)
  await see(journey, 'likeness')
  await saveStep(journey, 'likeness', 'Save the confirmation')
}

export async function arrangeCall(journey: Journey): Promise<void> {
  const { page } = journey
  await openStep(journey, 'arrange-call')
  await choose(page, 'Video channel', 'Microsoft Teams')
  await choose(page, 'Where will the registrant be?', journey.edition.locations[0]!.name)
  await fillDate(page, 'Day of the call', await today(page))
  await fill(page, 'Time', '10:30')
  await see(journey, 'arrange-call')
  await saveStep(journey, 'arrange-call', 'Save the arrangement')
}
