/** The steps that only a replacement has. The journey knows the UUID of somebody whose earlier case is closed. */
import { expect } from '@playwright/test'
import { choose, completed, fail, fill, goTo, press, settled, taskList } from '../at-the-screen.ts'
import type { Journey } from './journey.ts'
import { openStep, saveStep, see } from './step.ts'

export async function askForReplacement(journey: Journey): Promise<void> {
  const { page, sample } = journey
  await goTo(page, '/new/replace')
  await fill(page, 'UUID, or serial number of the card', journey.uuid)
  await press(page, 'Find the person')
  await expect(page.getByLabel('Family name', { exact: true })).toHaveValue(sample.name.family)
  await choose(page, 'Why is a new card needed?', 'It is locked')
  await page.getByRole('radio', { name: /^Self-service unlock was tried/ }).check()
  await see(journey, 'replacement')
  await press(page, 'Start the case')
  await settled(page, taskList(page))
  journey.caseId = /#\/case\/([^/]+)$/.exec(page.url())?.[1] ?? fail(`No case was opened: ${page.url().replace(/.*#/, '#')}`)
  await completed(page, 'replacement')
}

export async function cancelOldCard(journey: Journey): Promise<void> {
  const { page } = journey
  await openStep(journey, 'cancel-old-card')
  await fill(page, 'Reference in CIS', 'INVENTED-CIS-7')
  await choose(page, 'Where is the old card now?', 'The holder keeps it until it is destroyed')
  await see(journey, 'cancel-old-card')
  await saveStep(journey, 'cancel-old-card', 'Save the cancellation')
}

export async function checkAccess(journey: Journey): Promise<void> {
  const { page } = journey
  await openStep(journey, 'access-unchanged')
  await page.getByLabel('The positions in CIS are as they were before', { exact: true }).check()
  await see(journey, 'access-unchanged')
  await saveStep(journey, 'access-unchanged', 'Save the check')
}
