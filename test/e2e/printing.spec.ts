import { expect, test } from '../shells/app-fixture.ts'
import { reachSimulator, startWalk } from '../support/e2e.ts'
import { choose, completed, goTo, pdfShown, press } from '../support/at-the-screen.ts'
import { closeManifest } from '../support/journey/posting.ts'
import { journeySteps } from '../support/journey/steps.ts'
import { openStep } from '../support/journey/step.ts'
import { confirmPassphrase, unlock } from '../support/journey/session.ts'
import { lookInto, windowSizes } from '../support/look.ts'
import { readPdfText } from '../support/pdf-text.ts'
import { casesReadyForCards } from '../support/ready-cases.ts'

const picture = lookInto('printing')
const devices = ['--reader=virtual', '--text=virtual', '--printer=virtual-station']

test('three cards in a batch: a bad one, an empty feeder, a jam, a restart, and a list of what happened to each', async ({ launch }) => {
  const first = await launch({ args: devices })
  const names = [
    ['Angharad', 'Invented'],
    ['Tomasz', 'Sampleton'],
    ['Zoë', 'Madeup-Jones'],
  ] as const
  await casesReadyForCards(first, names)
  await first.close()

  const app = await first.relaunch()
  const hands = await reachSimulator(app)
  const { page } = app
  await page.setViewportSize(windowSizes[0])
  await unlock({ page })
  await hands.station.load([7_001, 7_002])
  await goTo(page, '/dispatch')
  await page.getByRole('link', { name: 'Make cards in a batch' }).click()
  await expect(page.getByText('3 cards of 3 chosen')).toBeVisible()
  await expect(page.getByRole('radio', { name: /^Through / })).toBeChecked()
  await picture(page, 'choose')

  // The first card does not come to the contact station; the third finds the feeder empty.
  await hands.station.failNext('toContacts', 'lost-before')
  await page.getByRole('button', { name: 'Start the batch' }).click()
  await expect(page.getByRole('heading', { name: 'In progress now' })).toBeVisible()
  await picture(page, 'in-progress')
  await expect(page.getByText('The batch is paused').first()).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText(/Feeder empty/).first()).toBeVisible()
  const row = (name: string) => page.getByRole('row', { name: new RegExp(name) })
  await expect(row('Angharad')).toContainText('Not done')
  await expect(row('Angharad')).toContainText('A blank card is in the reject tray. Nothing was written on it.')
  await expect(row('Tomasz')).toContainText('Done')
  await expect(row('Zoë')).toContainText('Waiting')
  await picture(page, 'paused-feeder-empty')
  const trays = await hands.station.see()
  expect(trays.hopper.map(({ serial, faces, written }) => [serial, faces.length, written])).toEqual([[7_002, 1, true]])
  expect(trays.rejectTray.map(({ serial, faces, written }) => [serial, faces.length, written])).toEqual([[7_001, 0, false]])

  // A jam at the face: the card stays inside, and its chip is finished.
  await hands.station.load([7_003])
  await hands.station.failNext('print', 'jam')
  await page.getByRole('button', { name: 'Continue the batch' }).click()
  const look = page.getByRole('region', { name: /Check inside the printer/ })
  await expect(look).toBeVisible({ timeout: 60_000 })
  await expect(look).toContainText('Card 7003 is inside the printer')
  await expect(look).toContainText('may or may not be printed')
  await picture(page, 'look-into-the-printer')
  await expect(row('Zoë')).toContainText('Not done')

  // It is all there after another start, and the agent says what became of the card.
  hands.close()
  await app.kill()
  const again = await app.relaunch()
  await again.page.setViewportSize(windowSizes[0])
  await unlock({ page: again.page })
  await expect(again.page.getByRole('region', { name: 'A card may be in the printer' })).toBeVisible()
  await expect(again.page.getByRole('heading', { name: 'Today', level: 1 })).toBeVisible()
  await picture(again.page, 'notice')
  await again.page.getByRole('link', { name: 'See details' }).click()
  const pollAgain = again.page.getByRole('region', { name: /Check inside the printer/ })
  await expect(pollAgain).toContainText('Card 7003 is inside the printer')
  await pollAgain.getByRole('button', { name: 'I checked: there is no card inside' }).click()
  await expect(pollAgain).toBeHidden()
  await expect(again.page.getByRole('row', { name: /Zoë/ })).toContainText('Card 7003 was taken out of the printer by hand')
  await expect(again.page.getByText('What happened to each card of the last batch').first()).toBeVisible()
  await expect(again.page.getByText('Finished: 1 of 3 done, 2 not done')).toBeVisible()
  await picture(again.page, 'results')

  // The case that got no card gets one by hand: a blank card is asked for, and nothing happens before it is in.
  const handsAgain = await reachSimulator(again)
  await again.page.getByRole('radio', { name: /^By hand, and print later/ }).check()
  await again.page.getByRole('button', { name: 'Start the batch' }).click()
  await expect(again.page.getByText(/^Put the next blank card into the reader, for Angharad Invented/)).toBeVisible()
  await expect(again.page.getByRole('button', { name: 'Write this card' })).toBeDisabled()
  await picture(again.page, 'by-hand')
  await handsAgain.reader.insert()
  await again.page.getByRole('button', { name: 'Write this card' }).click()
  await expect(again.page.getByText('Finished: 1 of 1 done')).toBeVisible({ timeout: 60_000 })
  handsAgain.close()

  await goTo(again.page, '/settings/printer')
  const part = again.page.getByRole('region', { name: 'Card printer' })
  await part.getByRole('radio', { name: /^An Evolis printer/ }).check()
  await part.scrollIntoViewIfNeeded()
  await part.getByLabel('Serial port', { exact: true }).fill('LPT1')
  await part.getByRole('button', { name: 'Use this printer' }).click()
  await expect(part.getByText('Enter a port, for example COM4 or /dev/ttyUSB1').first()).toBeVisible()
  await expect(part.getByLabel('Serial port', { exact: true })).toHaveValue('LPT1')
  await picture(again.page, 'settings')
  expect(await again.close()).toBe(0)
})

test('in practice the printer with a contact station is chosen in the settings, and its feeder is filled by a hand on the screen', async ({
  launch,
}) => {
  const app = await launch({ args: ['--practice'] })
  await casesReadyForCards(app, [])
  await app.close()
  const { page, close } = await app.relaunch()
  await page.setViewportSize(windowSizes[0])
  await unlock({ page })
  await goTo(page, '/settings/printer')
  const part = page.getByRole('region', { name: 'Card printer' })
  await expect(part.getByRole('radio', { name: 'The practice printer', exact: true })).toBeChecked()
  await part.getByRole('radio', { name: /^The practice printer with a contact station/ }).check()
  await part.getByRole('button', { name: 'Use this printer' }).click()
  await confirmPassphrase({ page })
  await expect(page.getByText('Card printer saved').first()).toBeVisible()
  await expect(page.getByRole('contentinfo').getByText('Feeder empty')).toBeVisible({ timeout: 20_000 })
  await goTo(page, '/workstation')
  await page.getByRole('button', { name: 'Put ten blank cards into the practice printer' }).click()
  await expect(page.getByRole('contentinfo').getByText('Feeder empty')).toBeHidden()
  expect(await close()).toBe(0)
})

test('label and posting list: printed on printers of this computer, each remembered, and what comes out is the document', async ({
  launch,
}) => {
  const { app, journey } = await startWalk(launch)
  const { page, hands } = journey
  for (const { id, run } of journeySteps.slice(
    0,
    journeySteps.findIndex((step) => step.id === 'label'),
  ))
    await test.step(id, () => run(journey))
  const labels = 'RA Desk virtual label printer'
  const office = 'RA Desk virtual office printer'
  const printer = page.getByLabel('Printer', { exact: true })

  await openStep(journey, 'label')
  await press(page, 'Make the label')
  await pdfShown(page, 'Address label')
  // Nothing was printed here before, and there are two printers: the agent says which.
  await expect(printer).toHaveValue('')
  await picture(page, 'label')
  await press(page, 'Print the label')
  await expect(page.getByText('Choose a printer').first()).toBeVisible()
  await expect(printer).toBeFocused()

  await hands.documents.problem('Out of labels')
  await printer.selectOption(labels)
  await press(page, 'Print the label')
  await expect(page.getByText('The printer reports: Out of labels. Nothing was printed.')).toBeVisible()
  await expect(printer.getByRole('option', { name: `${labels} (Needs attention: Out of labels)` })).toBeAttached()
  await picture(page, 'label-refused')
  expect(await hands.documents.jobs()).toEqual([])

  await hands.documents.problem()
  await press(page, 'Print the label')
  await expect(page.getByText(`Sent to ${labels}.`)).toBeVisible()
  await picture(page, 'label-sent')
  const [label] = await hands.documents.jobs()
  expect(label!.printer).toBe(labels)
  const words = (await readPdfText(label!.pdf)).join(' ')
  expect(words).toContain(`${journey.sample.name.given} ${journey.sample.name.family}`)
  expect(words).toContain(/^label-(\S+)$/.exec(label!.title)![1])

  await choose(page, 'Did it print well?', 'Yes')
  await press(page, 'Save the answer')
  await completed(page, 'label')
  await closeManifest(journey)
  const list = journey.dispatchReference!
  await goTo(page, '/dispatch')
  await press(page, `Print ${list}`)
  const dialog = page.getByRole('dialog', { name: `Print posting list ${list}` })
  // Labels have a printer of their own.
  await expect(dialog.getByLabel('Printer', { exact: true })).toHaveValue('')
  await dialog.getByLabel('Printer', { exact: true }).selectOption(office)
  await dialog.getByRole('button', { name: 'Print the posting list' }).click()
  await expect(dialog.getByText(`Sent to ${office}.`)).toBeVisible()
  await picture(page, 'posting-list')
  const [, posting] = await hands.documents.jobs()
  expect(posting!.printer).toBe(office)
  expect((await readPdfText(posting!.pdf)).join(' ')).toContain(list)
  await page.keyboard.press('Escape')

  await goTo(page, '/settings/texts-and-labels')
  await page.getByText('Print a test page for these labels').click()
  await expect(printer).toHaveValue(labels)
  await picture(page, 'test-page')
  await press(page, 'Print a test page')
  await expect(page.getByText(`Sent to ${labels}.`)).toBeVisible()
  expect((await hands.documents.jobs()).map(({ title }) => title)).toEqual([label!.title, posting!.title, 'calibration-L7163'])
  hands.close()
  expect(await app.close()).toBe(0)
})
