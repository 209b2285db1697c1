import type { Page } from '@playwright/test'
import { addDays } from '../../domain/registrant/plain-date.ts'
import { plainDateOf } from '../../domain/plain-date-of.ts'
import { expect, test } from '../shells/app-fixture.ts'
import { startWalk } from '../support/e2e.ts'
import { goTo } from '../support/at-the-screen.ts'
import { journeySteps } from '../support/journey/steps.ts'
import { lookInto } from '../support/look.ts'

const look = lookInto('locum')
const press = (page: Page, name: string | RegExp) => page.getByRole('main').getByRole('button', { name }).click()
const said = (page: Page, words: string | RegExp) => expect(page.getByRole('region', { name: 'Messages' }).getByText(words)).toBeVisible()

const bothSchemes = new Set(['list', 'log', 'entry'])
const PEOPLE = 20
/** One row lacks a digit, another has a register number that is not the GPhC's. */
const list = ['Name\tUUID\tGPhC no.\tNotes']
  .concat(
    Array.from({ length: PEOPLE }, (_, index) => {
      const uuid = String(555_000_333_001 + index)
      return [`Invented Person ${index + 1}`, index === 3 ? uuid.slice(1) : uuid, index === 7 ? 'PSNI 7' : `20000${10 + index}`, 'x'].join(
        '\t',
      )
    }),
  )
  .join('\n')

async function fillDate(page: Page, legend: string, iso: string): Promise<void> {
  const [year, month, day] = iso.split('-') as [string, string, string]
  const group = page.getByRole('main').getByRole('group', { name: legend, exact: true })
  await group.getByLabel('Day').fill(day)
  await group.getByLabel('Month').fill(month)
  await group.getByLabel('Year').fill(year)
}

test('FFFFF access: granted to twenty from a list, reviewed, revoked', async ({ launch }) => {
  const { journey } = await startWalk(launch)
  const { page } = journey
  const today = plainDateOf(new Date())
  const see = async (screen: string, tall = false) => {
    await expect(page.locator('.desk-spinner')).toHaveCount(0)
    await look(page, screen, { tall, schemes: bothSchemes.has(screen) ? ['light', 'dark'] : ['light'] })
  }
  await journeySteps[0]!.run(journey)

  await test.step('a list is pasted: its unknown column is asked about, and the rows with a problem are shown', async () => {
    await goTo(page, '/people/locum-log')
    await expect(page.getByRole('heading', { name: 'The log is empty' })).toBeVisible()
    await page.getByRole('main').getByRole('link', { name: 'Add people', exact: true }).click()
    await page.getByLabel('Paste a list').fill(list)
    await press(page, 'Read the list')
    await expect(page.getByRole('heading', { name: 'Which column is which?' })).toBeVisible()
    await see('columns', true)
    await press(page, `Use ${PEOPLE} rows`)
    await page.getByLabel('Exceptional reason', { exact: true }).fill('Covers pharmacies that would close')
    await page.getByLabel('Sponsor', { exact: true }).fill('Sample Sponsor')
    await page.getByLabel('Organisations', { exact: true }).fill('FZZ01 FZZ02')
    await fillDate(page, 'Review by', addDays(today, 10))
    await fillDate(page, 'Ends on', addDays(today, 300))
    await expect(page.getByText('18 people ready, 2 people to correct.')).toBeVisible()
    await see('list', true)
  })

  await test.step('those that are ready are added; the others stay, also after leaving the page, and are corrected', async () => {
    await press(page, 'Add 18 people')
    await expect(page.getByRole('heading', { name: '18 people added to the log' })).toBeVisible()
    await expect(page.getByRole('group', { name: 'Result' })).toBeFocused()
    await see('added', true)
    await goTo(page, '/')
    await goTo(page, '/people/locum-log/add')
    await expect(page.getByRole('heading', { name: '2 people on the list' })).toBeVisible()
    await press(page, /^Edit row 1,/)
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByText('A UUID has 12 digits.')).toBeVisible()
    await see('row')
    await dialog.getByLabel('UUID', { exact: true }).fill('555000333004')
    await dialog.getByRole('button', { name: 'Save the row' }).click()
    await press(page, /^Edit row 2,/)
    await dialog.getByLabel(/^I checked the register/).check()
    await dialog.getByRole('button', { name: 'Save the row' }).click()
    await press(page, 'Add 2 people')
    await press(page, 'Open the log')
    await expect(page.getByRole('main').getByText('20 entries')).toBeVisible()
    await see('log')
  })

  await test.step('by keyboard: an entry is opened and reviewed', async () => {
    await page.getByRole('searchbox', { name: 'Search' }).fill('person 20')
    await expect(page.getByRole('main').getByText('1 entry')).toBeVisible()
    await page
      .getByRole('grid')
      .getByRole('row', { name: /Invented Person 20/ })
      .focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Invented Person 20' })).toBeVisible()
    await see('entry', true)
    await fillDate(page, 'Next review by', addDays(today, 100))
    await press(page, 'Save the review')
    await said(page, '1 person reviewed')
    await expect(page.getByRole('table', { name: 'History of this entry' })).toContainText('Reviewed')
  })

  await test.step('the others are reviewed together', async () => {
    await goTo(page, '/people/locum-log/review')
    await press(page, /^Review due/)
    await press(page, 'Choose everyone shown')
    await fillDate(page, 'Next review by', addDays(today, 100))
    await fillDate(page, 'Ends on', addDays(today, 300))
    await press(page, 'Review 19 people')
    await page.getByRole('alertdialog').getByRole('button', { name: 'Review 19 people' }).click()
    await said(page, '19 people reviewed')
  })

  await test.step('all are revoked with the list for CIM', async () => {
    await goTo(page, '/people/locum-log/revoke')
    await press(page, 'Choose everyone shown')
    const uuids = (await page.getByLabel('20 UUIDs', { exact: true }).inputValue()).split('\n')
    expect(uuids.toSorted()).toEqual(Array.from({ length: PEOPLE }, (_, index) => String(555_000_333_001 + index)))
    await press(page, 'Record the revocation of 20 people')
    await expect(page.getByRole('alert')).toContainText('Enter the reference')
    await page.getByLabel('Reference', { exact: true }).fill('REQ-2026-1')
    await see('revoke', true)
    await press(page, 'Record the revocation of 20 people')
    await page.getByRole('alertdialog').getByRole('button', { name: 'Record the revocation of 20 people' }).click()
    await said(page, '20 people recorded as revoked')
    await goTo(page, '/people/locum-log')
    await expect(page.getByRole('button', { name: 'Revoked (20)' })).toBeVisible()
  })
})
