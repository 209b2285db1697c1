/** Stage 3 until the card is in its envelope: CIS, the card written and printed, the label. */
import { expect } from '@playwright/test'
import { choose, completed, fail, fill, pdfShown, press, savedPath, settled } from '../at-the-screen.ts'
import type { Journey } from './journey.ts'
import { openStep, saveStep, see } from './step.ts'

export async function createCisIdentity(journey: Journey): Promise<void> {
  const { page } = journey
  await openStep(journey, 'cis')
  const sheet = page.getByRole('table', { name: /Copy into CIS/ })
  await expect(sheet).toContainText('000000000')
  await expect(sheet).not.toContainText(journey.sample.document.number)
  await fill(page, 'UUID', journey.uuid)
  await fill(page, 'UUID again', journey.uuid)
  await choose(page, 'What did the duplicate check find?', 'CIS found no match')
  await see(journey, 'cis')
  await saveStep(journey, 'cis', 'Save the UUID')
}

export async function writeCard(journey: Journey): Promise<void> {
  const { page, reader } = journey
  await openStep(journey, 'write-card')
  if ('insert' in reader) await journey.hands.reader.insert(reader.insert === true ? undefined : reader.insert)
  else await choose(page, 'Which reader is the new card in?', reader.name)
  await settled(page, page.getByRole('button', { name: 'Check again' }))
  await see(journey, 'write-card')
  await press(page, 'Write the card')
  const words = page.getByRole('region', { name: 'Messages' }).getByText(/^Card \S+ is written/)
  await settled(page, words, 180_000)
  const said = /^Card (\S+) is written.*Passcode: (\d+) attempts left/.exec(await words.innerText())
  if (!said) return fail('The app does not name the card that it wrote')
  journey.card = { serial: said[1]!, passcodeAttempts: Number(said[2]) }
  await completed(page, 'write-card')
}

export async function printCard(journey: Journey): Promise<void> {
  const { page } = journey
  await openStep(journey, 'print-card')
  await pdfShown(page, 'Card face')
  await see(journey, 'print-card')
  if (journey.saveFolder !== undefined) {
    await press(page, 'Save the PDF')
    journey.saved.cardFace = await savedPath(page)
  }
  await press(page, 'Print the card face')
  await settled(page, page.getByRole('heading', { name: 'Check the card' }))
  await choose(page, 'Did it print well?', 'Yes')
  await see(journey, 'print-card-check')
  await saveStep(journey, 'print-card', 'Save the answer')
}

export async function makeLabel(journey: Journey): Promise<void> {
  const { page } = journey
  await openStep(journey, 'label')
  await choose(page, 'What is it printed on?', 'Sheet of labels, L7163')
  await see(journey, 'label')
  await press(page, 'Make the label')
  await settled(page, page.getByRole('heading', { name: 'The label', exact: true }))
  await pdfShown(page, 'Address label')
  if (journey.saveFolder !== undefined) {
    await press(page, 'Save the PDF')
    journey.saved.label = await savedPath(page)
  }
  await choose(page, 'Did it print well?', 'Yes')
  await see(journey, 'label-check')
  await saveStep(journey, 'label', 'Save the answer')
}
