/**
 * The work above the cases without a mouse: nothing here clicks, and no field is filled by anything but keys. At every stop of the Tab key the
 * focus can be seen, Tab goes on, and axe finds nothing.
 */
import type { Page } from '@playwright/test'
import { plainDateOf } from '../../domain/plain-date-of.ts'
import { addDays } from '../../domain/registrant/plain-date.ts'
import { expect, test } from '../shells/app-fixture.ts'
import { group, patience } from '../support/at-the-screen.ts'
import { cimFixture, cimFixtures } from '../support/cim-reports.ts'
import { station } from '../support/journey/journey.ts'
import { chooseInList, chooseRadio, goRound, pressOn, tabTo, typeInto } from '../support/keyboard.ts'
import { launchWithPeople } from '../support/launch-with-people.ts'
import { lookInto } from '../support/look.ts'

const look = lookInto('keyboard-only', { axe: false })
const main = (page: Page) => page.getByRole('main')
const button = (page: Page, name: string | RegExp) => main(page).getByRole('button', { name, exact: true })
const heading = (page: Page, name: string | RegExp) =>
  expect(page.getByRole('heading', { name, level: 1 })).toBeFocused({ timeout: patience })
const firstRow = (page: Page) => main(page).locator('[role="row"][tabindex="0"]')
const said = (page: Page, words: string | RegExp) => expect(page.getByText(words).first()).toBeVisible()

async function typeDate(page: Page, legend: string, iso: string): Promise<void> {
  const [year = '', month = '', day = ''] = iso.split('-')
  for (const [box, value] of [
    ['Day', day],
    ['Month', month],
    ['Year', year],
  ] as const)
    await typeInto(page, group(page, legend).getByLabel(box, { exact: true }), String(Number(value)))
}

async function seeToday(page: Page): Promise<void> {
  await expect(page.getByLabel('Passphrase', { exact: true })).toBeFocused({ timeout: patience })
  await page.keyboard.type(station.passphrase)
  await page.keyboard.press('Enter')
  await pressOn(page, page.getByRole('button', { name: 'I have read this' }))
  await heading(page, 'Today')
  await goRound(page, 'today')
}

/** Sorted, filtered, two selected, a note on both, and undone. */
async function workOnList(page: Page): Promise<void> {
  await page.keyboard.press('Alt+2')
  await heading(page, 'Work list')
  const name = page.getByRole('columnheader', { name: 'Name' })
  await pressOn(page, name.getByRole('button'))
  await expect(name).toHaveAttribute('aria-sort', 'ascending')
  await pressOn(page, button(page, /^All \(/))
  await chooseInList(page, page.getByLabel('Organisation', { exact: true }), 'Invented Pharmacy (ZZ91)')
  await expect(main(page).getByText('2 cases', { exact: true })).toBeVisible()
  await goRound(page, 'work-list')
  await tabTo(page, firstRow(page))
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  await said(page, '2 cases selected')
  await look(page, 'work-list-selected')
  await pressOn(page, button(page, 'Add a note'), 'Enter', { back: true })
  await page.keyboard.press('Escape')
  await expect(button(page, 'Add a note')).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.type('Invented: asked by phone')
  await pressOn(page, page.getByRole('dialog').getByRole('button', { name: 'Add a note' }))
  await said(page, 'Note added to 2 cases.')
  await pressOn(page, button(page, 'Undo'), 'Space')
  await said(page, 'Note withdrawn from 2 cases.')
  await pressOn(page, button(page, 'Clear the selection'))
}

/** From the list to a person, and to the choice of a replacement. */
async function openPerson(page: Page): Promise<void> {
  await page.keyboard.press('Alt+4')
  await heading(page, 'People')
  await goRound(page, 'people')
  await typeInto(page, page.getByLabel('Search', { exact: true }), 'sample b')
  await said(page, '1 person')
  await pressOn(page, firstRow(page))
  await heading(page, 'Sample B Invented-2')
  await goRound(page, 'person')
  await look(page, 'person')
  await pressOn(page, button(page, 'Replace a card'))
  await expect(page.getByLabel('Family name', { exact: true })).toHaveValue('Invented-2', { timeout: patience })
  await goRound(page, 'replacement')
  await chooseRadio(page, group(page, 'Why is a new card needed?').getByRole('radio', { name: 'It was stolen', exact: true }))
  await typeInto(page, page.getByLabel('Incident reference'), 'INVENTED-1')
  await look(page, 'replacement', { tall: true })
}

async function addToLocumLog(page: Page): Promise<void> {
  const today = plainDateOf(new Date())
  await page.keyboard.press('Alt+4')
  await pressOn(page, page.getByRole('link', { name: 'National Locum log' }))
  await heading(page, 'National Locum log')
  await pressOn(page, main(page).getByRole('link', { name: 'Add people', exact: true }).first())
  await pressOn(page, button(page, 'Add one person'))
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByLabel('Name', { exact: true })).toBeFocused()
  await page.keyboard.type('Invented Locum')
  await typeInto(page, dialog.getByLabel('UUID', { exact: true }), '555000333001')
  await typeInto(page, dialog.getByLabel('Professional register number'), '2000010')
  await page.keyboard.press('Enter')
  await typeInto(page, page.getByLabel('Exceptional reason', { exact: true }), 'Covers pharmacies that would close')
  await typeInto(page, page.getByLabel('Sponsor', { exact: true }), 'Sample Sponsor')
  await typeInto(page, page.getByLabel('Organisations', { exact: true }), 'FZZ01 FZZ02')
  await typeDate(page, 'Review by', addDays(today, 10))
  await typeDate(page, 'Ends on', addDays(today, 100))
  await said(page, 'Everyone is ready.')
  await goRound(page, 'locum-add')
  await pressOn(page, button(page, 'Add 1 person'))
  await expect(page.getByRole('group', { name: 'Result' })).toBeFocused({ timeout: patience })
  await pressOn(page, button(page, 'Open the log'))
  await said(page, '1 entry')
  await goRound(page, 'locum-log')
}

async function decideWindDown(page: Page): Promise<void> {
  await page.keyboard.press('Alt+4')
  await pressOn(page, page.getByRole('link', { name: 'Wind-down' }))
  await heading(page, 'Wind-down')
  await said(page, 'What would I have to rescind today?')
  await goRound(page, 'wind-down')
  await pressOn(page, button(page, 'Start a campaign'))
  const dialog = page.getByRole('dialog', { name: 'Start a campaign' })
  await typeInto(page, dialog.getByLabel('Name of the campaign'), 'Invented campaign')
  await page.keyboard.press('Enter')
  await heading(page, 'Invented campaign')
  await goRound(page, 'campaign')
  await pressOn(page, firstRow(page))
  await chooseRadio(page, group(page, 'What is to happen?').getByRole('radio', { name: 'Close the profile', exact: true }))
  await typeInto(page, page.getByLabel('Reason', { exact: true }), 'They left.')
  await goRound(page, 'wind-down-person')
  await pressOn(page, button(page, 'Save the decision'))
  await said(page, /Close the profile, by .*: They left\./)
}

async function reconcile(page: Page): Promise<void> {
  await page.keyboard.press('Alt+4')
  await pressOn(page, page.getByRole('link', { name: 'CIM reports' }))
  await heading(page, 'CIM reports')
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), pressOn(page, button(page, /^Choose a file/))])
  await chooser.setFiles({ name: cimFixtures.users, mimeType: 'text/csv', buffer: cimFixture('users') })
  await chooseRadio(page, page.getByRole('radio', { name: 'Only some people' }))
  await goRound(page, 'cim-import')
  await pressOn(page, button(page, /^Import \d rows/))
  await said(page, /^Compared /)
  await pressOn(page, main(page).locator('summary', { hasText: 'Choose people to add' }))
  const sian = page.getByRole('table', { name: 'People who are not known here' }).getByRole('checkbox', { name: 'Select Siân Example' })
  await pressOn(page, sian, 'Space')
  await expect(sian).toBeChecked()
  await goRound(page, 'cim-reports')
  await look(page, 'cim-people-to-add', { tall: true })
  await pressOn(page, button(page, 'Add 1 person'))
  await look(page, 'cim-people-confirm')
  await pressOn(page, page.getByRole('alertdialog').getByRole('button', { name: 'Add 1 person' }))
  await said(page, '1 person added')
  await expect(sian).toHaveCount(0)
}

async function readReports(page: Page): Promise<void> {
  await page.keyboard.press('Alt+7')
  await heading(page, 'Reports')
  await chooseInList(page, page.getByLabel('Period', { exact: true }), 'From one day to another')
  await typeDate(page, 'First day', '2026-12-24')
  await typeDate(page, 'Last day', '2026-11-24')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert').first()).toBeFocused()
  await look(page, 'reports-problem')
  await typeDate(page, 'First day', '2026-10-26')
  await pressOn(page, button(page, 'Show this period'))
  await said(page, '26 October 2026 to 24 November 2026')
  await goRound(page, 'reports')
  await look(page, 'reports-own-period')
}

async function findPerson(page: Page): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.keyboard.type('sian example')
  const found = page.getByRole('dialog', { name: 'Find a case or an action' }).getByRole('option', { name: /Siân Example/ })
  await expect(found).toBeVisible()
  for (let presses = 0; (await found.getAttribute('aria-selected')) !== 'true'; presses += 1) {
    expect(presses).toBeLessThan(20)
    await page.keyboard.press('ArrowDown')
  }
  await look(page, 'palette-people')
  await page.keyboard.press('Enter')
  await heading(page, /Siân Example/)
}

test('keyboard alone: Today, work list, people, replacement, National Locum log, wind-down, CIM report, reports, palette', async ({
  launch,
}) => {
  const { page } = await launchWithPeople(launch, 4)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  for (const [words, act] of [
    ['Today', seeToday],
    ['work list', workOnList],
    ['people', openPerson],
    ['National Locum log', addToLocumLog],
    ['wind-down', decideWindDown],
    ['CIM report', reconcile],
    ['reports', readReports],
    ['palette', findPerson],
  ] as const)
    await test.step(words, () => act(page))
})
