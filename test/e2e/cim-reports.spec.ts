/** A report of CIM is imported and reconciled: looked at before it is kept, compared, settled by keyboard, undone, saved; a later one settles the rest. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../shells/app-fixture.ts'
import { startWalk } from '../support/e2e.ts'
import { fillDate, goTo } from '../support/at-the-screen.ts'
import { cimFixture, cimFixtures, largeSmartcardsReport } from '../support/cim-reports.ts'
import { setUpStation } from '../support/journey/set-up.ts'
import { lookInto } from '../support/look.ts'

const look = lookInto('cim-reports')

test('CIM reports: imported, reconciled by keyboard, undone, settled by a later report; 20,000 cards', async ({ launch }) => {
  const { journey, app } = await startWalk(launch)
  await setUpStation(journey)
  const { page } = journey
  const main = page.getByRole('main')
  const button = (name: string | RegExp) => main.getByRole('button', { name })
  const choose = (name: string, buffer: Buffer) => main.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer })
  const chooseAnother = async (name: string, buffer: Buffer) => {
    await main.getByText('Import a report', { exact: true }).click()
    await choose(name, buffer)
  }
  const answer = async (day: string, whom: 'Everyone' | 'Only some people') => {
    await fillDate(page, 'When did CIM make the report?', day)
    await main.getByRole('radio', { name: whom }).check()
  }

  await goTo(page, '/people/cim-reports')
  await expect(main.getByRole('heading', { name: 'Import the first report' })).toBeVisible()
  await look(page, '1-first')

  await choose(cimFixtures.smartcards, cimFixture('smartcards'))
  await expect(main.getByText('5 rows of 3 people can be imported.')).toBeVisible()
  await expect(main.getByText('Line 8: “4.2E+07” is a serial number that a spreadsheet has rounded')).toBeVisible()
  await look(page, '2-preview', { fullPage: true })
  await button('Import 5 rows').click()
  await expect(main.getByText('Choose whom the report lists.').first()).toBeVisible()
  await answer('2026-11-28', 'Everyone')
  await button('Import 5 rows').click()
  const grid = main.getByRole('grid', { name: 'Differences' })
  await expect(grid.getByRole('row')).not.toHaveCount(0)
  await expect(button(/^More than one active card/)).toBeVisible()
  await expect(main.getByText(/^Compared /)).toBeVisible()
  await look(page, '3-differences')

  // By keyboard: the first two rows, then settled with a reason.
  await button(/^Person not known here/).click()
  await grid.getByRole('row').nth(1).focus()
  await page.keyboard.press('Space')
  await expect(main.getByText('1 selected')).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await expect(grid.getByRole('row').nth(2)).toBeFocused()
  await page.keyboard.press('Space')
  await expect(main.getByText('2 selected')).toBeVisible()
  await button('Resolve 2 differences').press('Enter')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('Person not known here: 2')
  await dialog.getByRole('button', { name: 'Resolve 2 differences' }).click()
  await expect(dialog.getByText('Choose whether it is done or accepted.').first()).toBeVisible()
  await dialog.getByRole('radio', { name: 'Accepted' }).check()
  await dialog.getByLabel('What was done, or why it is accepted').fill('Invented: registered by another desk')
  await look(page, '4-settle')
  await dialog.getByRole('button', { name: 'Resolve 2 differences' }).click()
  await expect(main.getByText('2 differences resolved.')).toBeVisible()
  await button('Undo').click()
  await expect(button(/^Person not known here 3$/)).toBeVisible()

  await button(/^All differences/).click()
  await grid.getByRole('row').filter({ hasText: 'More than one active card' }).press('Enter')
  await expect(dialog).toContainText('42000002')
  await look(page, '5-one')
  await dialog.getByRole('button', { name: 'Close' }).click()
  await button('Save list as CSV').click()
  await expect.poll(() => savedCsv(app.saveFolder)).toContain('"More than one active card"')

  // A later report shows only one person, with one card: the rest has gone by itself.
  const later = 'UUID,Serial number,Type,Status,Expiry date\n555000000001,42000001,PIV,Active,15/12/2026\n'
  await chooseAnother('smartcards-later.csv', Buffer.from(later))
  await answer('2026-11-29', 'Everyone')
  await button('Import 1 row').click()
  await expect(button(/^All differences 2$/)).toBeVisible()
  await button('No longer shown').click()
  await expect(grid.getByRole('row').filter({ hasText: 'More than one active card' })).toBeVisible()

  await chooseAnother('smartcards-all.csv', largeSmartcardsReport(20_000))
  await answer('2026-11-30', 'Everyone')
  await button('Import 20,200 rows').click()
  await button('Open').click()
  await expect(button(/^Ends within 90 days 2,\d{3}$/)).toBeVisible()
  // Only the rows that fit are drawn.
  expect(await grid.getByRole('row').count()).toBeLessThan(60)
  await button(/^Ends within 90 days/).click()
  await button('7 days').click()
  await look(page, '6-ends-soon')
  await button(/^All differences/).click()
  await look(page, '7-many')
})

const savedCsv = (folder: string): string => {
  const day = new Date()
  const two = (value: number) => String(value).padStart(2, '0')
  const name = `cim-differences-${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}.csv`
  try {
    return readFileSync(join(folder, name), 'utf8')
  } catch {
    return ''
  }
}
