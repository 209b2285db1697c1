/** People in three organisations are wound down to the certificate; the edition that they were registered under is withdrawn half-way. */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { expect, test } from '../shells/app-fixture.ts'
import { choose, fill, fillDate, goTo, press, settled, taskList, today } from '../support/at-the-screen.ts'
import { flaggedUuid, shortEdition } from '../support/flagged-people.ts'
import { fillDocuments } from '../support/journey/face-to-face.ts'
import { confirmPassphraseWhenAsked, unlock } from '../support/journey/session.ts'
import { launchWithPeople } from '../support/launch-with-people.ts'
import { lookInto } from '../support/look.ts'
import { verifierFile } from '../support/sample-record.ts'

const look = lookInto('wind-down')
const PEOPLE = 9

/** In the dialog or card of the acts. */
async function act(page: Page, fields: () => Promise<void>, button: string): Promise<void> {
  const form = page.getByRole('form', { name: 'Decide or record' })
  await fields()
  await form.getByRole('button', { name: button, exact: true }).click()
}
const row = (page: Page, number: number) => page.getByRole('row').filter({ hasText: `Invented-${number}` })

async function filterBy(page: Page, label: string, option: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).selectOption({ label: option })
}

async function bulk(page: Page, people: number): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^Decide or record for ${people} `) }).click()
}

async function withdraw(page: Page): Promise<void> {
  await goTo(page, '/settings/editions')
  const entry = page.getByRole('region', { name: shortEdition.name })
  await entry.getByRole('button', { name: `Withdraw “${shortEdition.name}”` }).click()
  await page.getByRole('dialog').getByLabel('Reason').fill('Invented: face-to-face meetings are possible again.')
  await page.getByRole('dialog').getByRole('button', { name: 'Withdraw the edition' }).click()
  await entry.getByRole('link', { name: `Wind down “${shortEdition.name}”` }).click()
}

async function proveFirstPerson(page: Page): Promise<void> {
  await row(page, 1).getByRole('gridcell').first().click()
  await page.getByRole('link', { name: 'Start the face-to-face case' }).click()
  await expect(page.getByLabel('Family name')).toHaveValue('Invented-1')
  await fillDate(page, 'Day of the meeting', await today(page))
  await fill(page, 'Time', '10:00')
  await fill(page, 'Where do you meet?', 'Room 2, Invented House')
  await look(page, 'meeting')
  await press(page, 'Start the case')
  await settled(page, taskList(page))
  await page.locator('[data-step="documents-in-person"]').getByRole('link').click()
  await fillDocuments(page)
  await look(page, 'documents-in-person')
  await press(page, 'Save what you saw')
  await settled(page, taskList(page))
  await page.locator('[data-step="cis-updated"]').getByRole('link').click()
  await page.getByLabel('No flag value is left in the profile in CIS').check()
  await look(page, 'cis-updated')
  await press(page, 'Confirm and close the case')
  await settled(page, taskList(page))
}

async function openCampaign(page: Page): Promise<void> {
  await goTo(page, '/people/wind-down')
  await page.getByRole('link', { name: `Withdrawn: ${shortEdition.name}` }).click()
  await expect(page.getByRole('grid', { name: 'People' })).toBeVisible()
}

test('wind-down: three organisations, an edition withdrawn half-way, to the certificate', async ({ launch }) => {
  const app = await launchWithPeople(launch, PEOPLE)
  await unlock(app)
  const { page } = app
  await confirmPassphraseWhenAsked(app)

  await page.getByRole('button', { name: 'I have read this' }).click()
  await goTo(page, '/people/wind-down')
  await expect(page.getByText('13 things')).toBeVisible()
  await expect(page.getByRole('row')).toHaveCount(4)
  await look(page, 'today')
  await page.getByRole('link', { name: 'Show them by person' }).click()
  await expect(page.getByRole('status').filter({ hasText: '9 people' })).toBeVisible()
  await look(page, 'by-person')

  await withdraw(page)
  await expect(page.getByRole('table', { name: 'Open cases under this edition' }).getByRole('row')).toHaveCount(6)
  await look(page, 'withdrawn-edition')
  await page.getByRole('button', { name: 'Start a campaign for them' }).click()
  await expect(page.getByText('9 people not decided')).toBeVisible()

  await test.step('one organisation is closed, one is kept, of the third the access is rescinded', async () => {
    await filterBy(page, 'Organisation', 'Invented Surgery (ZZ92)')
    await bulk(page, 3)
    await act(
      page,
      async () => {
        await choose(page, 'What is to happen?', 'Close the profile')
        await page.getByRole('dialog').getByLabel('Reason', { exact: true }).fill('They left.')
      },
      'Save the decision',
    )
    await expect(row(page, 2)).toContainText('Close the profile')
    await look(page, 'campaign')
    await bulk(page, 3)
    await act(
      page,
      async () => {
        await choose(page, 'What do you want to do?', 'Record what was done')
        await page.getByRole('dialog').getByLabel('What was done?').selectOption({ label: 'Profile closed' })
        await page.getByRole('dialog').getByLabel('Reference in CIS or CIM').fill('INVENTED-77')
      },
      'Count first',
    )
    await expect(page.getByText(/This settles 5 things of 3 people/)).toBeVisible()
    await look(page, 'bulk-preview')
    await act(page, async () => undefined, 'Save as settled')
    await expect(row(page, 2)).toContainText('Nothing left')
    await filterBy(page, 'Organisation', 'Invented Hospital (ZZ93)')
    await bulk(page, 3)
    await act(
      page,
      async () => {
        await choose(page, 'What is to happen?', 'Keep')
        await page.getByRole('dialog').getByLabel('Reason', { exact: true }).fill('Proved through ESR.')
        await page.getByRole('dialog').getByLabel('Who decided?').fill('Invented Manager')
      },
      'Save the decision',
    )
    await expect(row(page, 3)).toContainText('Nothing left')
  })

  await test.step('one person is proved face to face, and the certificate waits for the others', async () => {
    await filterBy(page, 'Organisation', 'Invented Pharmacy (ZZ91)')
    await bulk(page, 3)
    await act(page, async () => choose(page, 'What is to happen?', 'Re-verify face to face'), 'Save the decision')
    await expect(row(page, 1)).toContainText('Re-verify')
    await proveFirstPerson(page)
    await openCampaign(page)
    await expect(row(page, 1)).toContainText('Nothing left')
    await page.getByRole('link', { name: 'Progress and certificate' }).click()
    await expect(page.getByText('The certificate can be signed when nothing is left.')).toBeVisible()
    await look(page, 'progress')
    await page.getByRole('button', { name: 'Save what is left as CSV' }).click()
    await expect(page.getByText(/Saved as .*left-to-undo-/).first()).toBeVisible()
  })

  await test.step('a letter, a closure pack, and the rest', async () => {
    await openCampaign(page)
    await row(page, 4).getByRole('gridcell').first().click()
    await page.getByRole('button', { name: 'Draft it' }).click()
    await expect(page.getByLabel('Text', { exact: true })).toHaveValue(/Dear Sample D Invented-4,/)
    await page.getByRole('button', { name: 'Preview as PDF' }).click()
    await expect(page.getByRole('main').locator('canvas').first()).toBeVisible()
    await look(page, 'person', { tall: true })
    await openCampaign(page)
    await filterBy(page, 'State', 'In progress')
    await bulk(page, 2)
    await act(
      page,
      async () => {
        await choose(page, 'What is to happen?', 'Close the profile')
        await page.getByRole('dialog').getByLabel('Reason', { exact: true }).fill('No reply.')
      },
      'Save the decision',
    )
    await expect(row(page, 4)).toContainText('Close the profile')
    await page.getByRole('link', { name: 'Closure packs' }).click()
    await expect(page.getByText(flaggedUuid(3))).toBeVisible()
    await look(page, 'packs')
    await openCampaign(page)
    await filterBy(page, 'State', 'In progress')
    await bulk(page, 2)
    await act(
      page,
      async () => {
        await choose(page, 'What do you want to do?', 'Record what was done')
        await page.getByRole('dialog').getByLabel('What was done?').selectOption({ label: 'Profile closed' })
        await page.getByRole('dialog').getByLabel('Reference in CIS or CIM').fill('INVENTED-78')
      },
      'Count first',
    )
    await act(page, async () => undefined, 'Save as settled')
  })

  await test.step('the certificate is signed, saved and checked without RA Desk', async () => {
    await page.getByRole('link', { name: 'Progress and certificate' }).click()
    await page.getByRole('button', { name: 'Sign the certificate' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Sign the certificate' }).click()
    await page.getByRole('button', { name: 'Save the certificate' }).click()
    const saved = page.getByText(/^Saved as .*nothing-left-/)
    await expect(saved).toBeVisible()
    await look(page, 'certificate')
    const certificate = /Saved as (.+\.json)\. /.exec(await saved.innerText())![1]!
    await goTo(page, '/record')
    await page.getByRole('button', { name: 'Export the record' }).click()
    const exported = page.locator('.record-export p')
    // The passphrase is asked for while an expectation waits, and not while a text is read.
    await expect(exported).toContainText('with the record code')
    const record = /^Saved as (.+), with the record code/.exec(await exported.innerText())![1]!
    const said = execFileSync(process.execPath, [fileURLToPath(verifierFile), record, certificate], { encoding: 'utf8' })
    expect(said).toContain(`Nothing was left of “Withdrawn: ${shortEdition.name}”`)
  })
})
