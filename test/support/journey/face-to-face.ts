/** The steps of an identity that is proved face to face. */
import { choose, fill, fillDate, press, taskList, settled, completed, today } from '../at-the-screen.ts'
import type { Journey } from './journey.ts'
import { chooseEdition, startCase } from './request.ts'
import { openStep, see } from './step.ts'

export async function arrangeMeeting(journey: Journey): Promise<void> {
  const { page, sample } = journey
  await chooseEdition(journey)
  await fill(page, 'UUID', journey.uuid)
  await fill(page, 'UUID again', journey.uuid)
  await fill(page, 'Given names', sample.name.given)
  await fill(page, 'Family name', sample.name.family)
  await page.getByLabel('Organisation', { exact: true }).selectOption(sample.organisation.odsCode)
  await fillDate(page, 'Day of the meeting', await today(page))
  await fill(page, 'Time', '10:00')
  await fill(page, 'Where do you meet?', 'Room 2, Invented House')
  await see(journey, 'arrange-meeting')
  await startCase(journey, 'arrange-meeting')
}

export async function recordDocumentsInPerson(journey: Journey): Promise<void> {
  const { page } = journey
  await openStep(journey, 'documents-in-person')
  await fillDocuments(page)
  await see(journey, 'documents-in-person')
  await press(page, 'Save what you saw')
  await settled(page, taskList(page))
  await completed(page, 'documents-in-person')
}

export async function fillDocuments(page: Journey['page']): Promise<void> {
  await page.getByLabel('Document', { exact: true }).selectOption('uk-passport')
  await fill(page, 'Document number', '123456789')
  await choose(page, 'Did you see the originals, not copies?', 'Yes')
  await choose(page, 'Is the person the one on the photographs?', 'Yes')
}

export async function recordCisUpdated(journey: Journey): Promise<void> {
  const { page } = journey
  await openStep(journey, 'cis-updated')
  await page.getByLabel('No flag value is left in the profile in CIS').check()
  await see(journey, 'cis-updated')
  await press(page, 'Confirm and close the case')
  await settled(page, taskList(page))
  await completed(page, 'cis-updated')
}
