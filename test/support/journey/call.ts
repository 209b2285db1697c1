/** Stage 2, the video call: the code by text, the document shown, the outcome. */
import { choose, fail, fill, pictureShown, press, settled } from '../at-the-screen.ts'
import type { Journey } from './journey.ts'
import { openStep, saveStep, see } from './step.ts'
import { nextText } from './text.ts'

export async function bindNumber(journey: Journey): Promise<void> {
  const { page, edition } = journey
  await openStep(journey, 'phone-code')
  const body = await nextText(journey, () => press(page, 'Text a new code'))
  const code = /code is ([\d ]+\d)/.exec(body)?.[1] ?? fail('The text holds no code')
  await settled(page, page.getByLabel(`The ${edition.phoneCode.digits}-digit code`, { exact: true }))
  await see(journey, 'phone-code')
  await fill(page, `The ${edition.phoneCode.digits}-digit code`, code)
  await saveStep(journey, 'phone-code', 'Check the code')
}

export async function compareDocument(journey: Journey): Promise<void> {
  const { page } = journey
  await openStep(journey, 'document-shown')
  await choose(page, 'Is the document shown the one in the scan?', 'Yes')
  await choose(page, 'Does the live face match the document?', 'Yes')
  await choose(page, 'Does the live face match the photograph for the card?', 'Yes')
  await pictureShown(page)
  await see(journey, 'document-shown')
  await saveStep(journey, 'document-shown', 'Save the comparison')
}

export async function recordOutcome(journey: Journey): Promise<void> {
  await openStep(journey, 'outcome')
  await choose(journey.page, 'How did the call end?', 'Matched')
  await see(journey, 'outcome')
  await saveStep(journey, 'outcome', 'Save the outcome')
}
