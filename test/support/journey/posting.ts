/** The posting list, with the files saved from it, and the posting. */
import { nameOfPostingList } from '../../../domain/dispatch/reference.ts'
import { choose, completed, fill, goTo, press, settled } from '../at-the-screen.ts'
import type { Journey } from './journey.ts'
import { openStep, saveStep, see } from './step.ts'

export async function closeManifest(journey: Journey): Promise<void> {
  const { page } = journey
  await openStep(journey, 'manifest')
  await page.getByLabel('Posting service', { exact: true }).selectOption({ label: journey.edition.postingServices[0]!.name })
  await see(journey, 'manifest')
  await press(page, 'Close a posting list with this card only')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Close the posting list' }).click()
  const words = page.getByRole('region', { name: 'Messages' }).getByText(/^Posting list \S+ is closed/)
  await settled(page, words)
  journey.dispatchReference = /^Posting list (\S+) is closed/.exec(await words.innerText())![1]!
  await completed(page, 'manifest')
  if (journey.saveFolder !== undefined) await saveManifest(journey)
}

async function saveManifest(journey: Journey): Promise<void> {
  const { page } = journey
  await goTo(page, '/dispatch')
  for (const [key, button, ending] of [
    ['manifestPdf', 'Save PDF', 'pdf'],
    ['manifestCsv', 'Save for a spreadsheet', 'csv'],
    ['manifestJson', 'Save for another system', 'json'],
  ] as const) {
    await press(page, `${button}: ${journey.dispatchReference!}`)
    const name = nameOfPostingList(journey.dispatchReference!)
    const status = page.getByRole('main').getByText(new RegExp(`^Saved as .*[/\\\\]${name}\\.${ending}$`))
    await settled(page, status)
    journey.saved[key] = (await status.innerText()).replace(/^Saved as /, '')
  }
  await see(journey, 'dispatch')
}

export async function recordPosting(journey: Journey): Promise<void> {
  const { page } = journey
  await openStep(journey, 'posted')
  await choose(page, 'Which service carries it?', journey.edition.postingServices[0]!.name)
  await fill(page, 'Reference on the receipt', journey.tracking)
  await see(journey, 'posted')
  await saveStep(journey, 'posted', 'Save the posting')
}
