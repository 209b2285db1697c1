/** After the posting: the registrant calls, gets the passcode by text, has access and logs in. */
import { expect } from '@playwright/test'
import { choose, completed, fill, group, press, settled, taskList } from '../at-the-screen.ts'
import type { Journey } from './journey.ts'
import { openStep, saveStep, see } from './step.ts'
import { nextText } from './text.ts'

export async function logArrival(journey: Journey): Promise<void> {
  const { page } = journey
  await openStep(journey, 'arrival')
  await group(page, 'Which number is the registrant calling from?')
    .getByRole('radio', { name: /^The confirmed mobile/ })
    .check()
  await choose(page, 'Was the envelope sealed and undamaged?', 'Yes')
  // Posted, arrived and texted within minutes, as no carrier does: the form asks why, unless midnight has passed.
  const sooner = page.getByRole('main').getByLabel('Why did the card come sooner than usual?', { exact: true })
  if (await sooner.isVisible()) await sooner.fill('Fetched from the post room on the same day')
  await see(journey, 'arrival')
  await saveStep(journey, 'arrival', 'Save the call')
}

export async function textPasscode(journey: Journey): Promise<void> {
  const { page } = journey
  await openStep(journey, 'text-passcode')
  await choose(page, 'How will you send the text?', 'Modem')
  await see(journey, 'text-passcode')
  await nextText(journey, async () => {
    await press(page, 'Text the passcode')
    await page.getByRole('alertdialog').getByRole('button', { name: 'Text the passcode now' }).click()
  })
  await settled(page, taskList(page))
  await completed(page, 'text-passcode')
}

export async function recordAccess(journey: Journey): Promise<void> {
  const { page, sample } = journey
  await openStep(journey, 'access')
  await fill(page, 'Position', sample.position)
  await see(journey, 'access')
  await saveStep(journey, 'access', 'Save access')
}

export async function confirmFirstLogIn(journey: Journey): Promise<void> {
  const { page } = journey
  await openStep(journey, 'first-log-in')
  await page.getByLabel('The registrant logged in with the card and the passcode', { exact: true }).check()
  await see(journey, 'first-log-in')
  await saveStep(journey, 'first-log-in', 'Confirm and close the case')
  await expect(page.getByText('This case is closed.')).toBeVisible()
}
