/** Today, the work list and the palette with one case on its way: a queue is kept, a note is undone, a tracking reference is found. */
import { readdir } from 'node:fs/promises'
import { expect, test } from '../shells/app-fixture.ts'
import { goTo, patience } from '../support/at-the-screen.ts'
import { startWalk } from '../support/e2e.ts'
import { journeySteps } from '../support/journey/steps.ts'
import { lookInto } from '../support/look.ts'
import { readPdfText } from '../support/pdf-text.ts'

const look = lookInto('work-list')

test('work list: from Today to a saved queue, a note undone, a list on paper and a tracking reference found', async ({ launch }) => {
  const walk = await startWalk(launch)
  const { app, journey } = walk
  const { page } = journey
  const last = journeySteps.findIndex(({ id }) => id === 'posted')
  for (const { run } of journeySteps.slice(0, last + 1)) await run(journey)
  const { given, family } = journey.sample.name
  const row = page
    .getByRole('grid', { name: 'Cases' })
    .getByRole('row')
    .filter({ hasText: `${given} ${family}` })

  await test.step('Today: what is due, in words where nothing is', async () => {
    await goTo(page, '/')
    await expect(page.getByRole('heading', { name: 'Today', level: 1 })).toBeVisible({ timeout: patience })
    for (const words of ['Nothing is overdue.', 'No call is arranged for today.', 'No passcode waits to be texted.'])
      await expect(page.getByText(words)).toBeVisible()
    await look(page, 'today')
  })

  await test.step('the work list: sorted by a press on a column, filtered, and kept as a queue', async () => {
    await page.keyboard.press('Alt+2')
    await expect(row).toContainText('Record the arrival call')
    const name = page.getByRole('columnheader', { name: 'Name' })
    await name.getByRole('button').click()
    await expect(name).toHaveAttribute('aria-sort', 'ascending')
    await page.getByLabel('Waits for', { exact: true }).selectOption({ label: 'Arrival call' })
    await page.getByRole('button', { name: 'Save as a queue' }).click()
    await page.getByRole('dialog').getByLabel('Name').fill('Arrivals')
    await page.getByRole('dialog').getByRole('button', { name: 'Save queue' }).click()
    await page.getByRole('button', { name: 'Clear the filters' }).click()
    await page.getByLabel('Waits for', { exact: true }).selectOption({ label: 'Passcode' })
    await expect(page.getByText('No case matches these filters.')).toBeVisible()
    await page.getByLabel('Saved queue').selectOption({ label: 'Arrivals' })
    await expect(row).toBeVisible()
    await look(page, 'work-list-queue')
    await page.getByRole('button', { name: 'Remove queue' }).click()
    await page.getByRole('button', { name: /^Undo/ }).click()
    await expect(page.getByLabel('Saved queue').getByRole('option', { name: 'Arrivals' })).toHaveCount(1)
  })

  await test.step('selected by the keyboard: a note on several, and undone', async () => {
    await row.focus()
    await page.keyboard.press('Space')
    await expect(row).toHaveAttribute('aria-selected', 'true')
    await page.getByRole('button', { name: 'Add a note' }).click()
    const preview = page.getByRole('dialog')
    await expect(preview).toContainText(`${given} ${family}`)
    await preview.getByLabel('Note').fill('Invented: asked the carrier')
    await look(page, 'bulk-preview')
    await preview.getByRole('button', { name: 'Add a note' }).click()
    await expect(page.getByText('Note added to 1 case.')).toBeVisible()
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    await expect(page.getByText('Note withdrawn from 1 case.')).toBeVisible()
  })

  await test.step('on paper', async () => {
    await page.getByRole('button', { name: 'Print', exact: true }).click()
    const printers = page.getByRole('dialog', { name: 'Print the work list' })
    await printers.getByLabel('Printer', { exact: true }).selectOption('RA Desk virtual office printer')
    await printers.getByRole('button', { name: 'Print the work list' }).click()
    await expect(printers.getByText('Sent to RA Desk virtual office printer.')).toBeVisible()
    await look(page, 'print')
    await printers.getByRole('button', { name: 'Close' }).click()
    const [list] = await journey.hands.documents.jobs()
    // A long name goes over two lines of its cell.
    expect((await readPdfText(list!.pdf)).join('')).toContain(family)
    await page.getByRole('button', { name: 'Save as PDF' }).click()
    await expect(async () => expect((await readdir(app.saveFolder)).some((name) => /^work-list-.*\.pdf$/.test(name))).toBe(true)).toPass()
  })

  await test.step('the palette finds the tracking reference, and the history shows both entries', async () => {
    await page.keyboard.press('Control+k')
    await page.keyboard.type(journey.tracking.toLowerCase())
    // The case comes first; its person is found, too.
    const found = page
      .getByRole('dialog', { name: 'Find a case or an action' })
      .getByRole('option', { name: new RegExp(family) })
      .first()
    await expect(found).toBeVisible()
    // The library marks an option that an earlier keystroke had drawn; see docs/work-list.md.
    await look(page, 'palette-tracking')
    await found.click()
    await expect(page.getByRole('heading', { name: 'Registration steps', level: 1 })).toBeVisible({ timeout: patience })
    await goTo(page, `/case/${journey.caseId!}/history`)
    for (const words of ['Invented: asked the carrier', 'Note withdrawn']) await expect(page.getByText(words).first()).toBeVisible()
  })

  await test.step('reports: pictures and tables', async () => {
    await goTo(page, '/reports')
    await expect(page.getByRole('heading', { name: 'Cases opened and closed' })).toBeVisible({ timeout: patience })
    await expect(page.getByRole('row', { name: /Arrival call/ })).toContainText('1')
    await look(page, 'reports')
  })
})
