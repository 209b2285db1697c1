import type { Page } from '@playwright/test'
import { blankCard } from '../../native/card/virtual-card-state.ts'
import { expect, test } from '../shells/app-fixture.ts'
import { AUTHORITY_PASSPHRASE, authorityFiles, ec } from '../support/authority-files.ts'
import { startWalk } from '../support/e2e.ts'
import { goTo } from '../support/at-the-screen.ts'
import { journeySteps } from '../support/journey/steps.ts'
import { openStep } from '../support/journey/step.ts'
import { lookInto } from '../support/look.ts'

const look = lookInto('cards-station', { schemes: ['light', 'dark'] })
const chosen = {
  name: 'box-2026-17.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(
    `\ufeffNo;Serial;Note\r\n${Array.from({ length: 40 }, (_, index) => `${index + 1};${7_100_001 + index};`).join('\r\n')}\r\n41;7100003;twice\r\n42;7.1E+06;rounded\r\n`,
  ),
}

/** Kept at both sizes, and dark; axe finds nothing, nothing runs off the side. */
async function see(page: Page, screen: string, tall = false): Promise<void> {
  await expect(page.locator('.desk-spinner')).toHaveCount(0)
  await look(page, screen, { tall })
}

const press = (page: Page, name: string | RegExp) => page.getByRole('main').getByRole('button', { name }).click()
const part = (page: Page, name: string) => page.getByRole('form', { name, exact: true })
const said = (page: Page, words: string | RegExp) => expect(page.getByRole('region', { name: 'Messages' }).getByText(words)).toBeVisible()

test('stock, authority, a card that is on no list, a listed one, and what becomes of them', async ({ launch }) => {
  const files = authorityFiles()
  files.make('p256', { key: ec('P-256') })
  const authority = { name: 'authority.p12', mimeType: 'application/x-pkcs12', buffer: Buffer.from(files.pkcs12('p256')) }
  files.remove()
  const { journey } = await startWalk(launch)
  const { page, hands } = journey
  const [setUp, ...steps] = journeySteps
  await setUp!.run(journey)

  await goTo(page, '/cards')
  await expect(page.getByRole('heading', { name: 'No cards yet' })).toBeVisible()
  await see(page, 'register-empty')

  await goTo(page, '/settings/cards')
  const cards = part(page, 'Cards')
  await cards.getByLabel('From this station’s issuing authority').check()
  await cards.getByLabel('Only listed cards may be issued').check()
  await cards.getByRole('button', { name: 'Save', exact: true }).click()
  await said(page, 'Cards saved')
  await goTo(page, '/settings/authority')
  const issuing = part(page, 'Issuing authority')
  await issuing.locator('input[type=file]').setInputFiles(authority)
  await issuing.getByLabel('Passphrase of this file').fill('not this one')
  await issuing.getByRole('button', { name: 'Load this authority' }).click()
  await expect(issuing.getByRole('alert')).toContainText('The passphrase does not open this file')
  await see(page, 'settings-wrong-passphrase', true)
  await issuing.getByLabel('Passphrase of this file').fill(AUTHORITY_PASSPHRASE)
  await issuing.getByRole('button', { name: 'Load this authority' }).click()
  await expect(issuing.getByText('Invented Authority p256')).toBeVisible()

  await goTo(page, '/cards/stock')
  await page.locator('input[type=file]').setInputFiles(chosen)
  await expect(
    page.getByText('Line 42: 7100003 is on line 2 already.').or(page.getByText('Line 42: 7100003 is on line 4 already.')),
  ).toBeVisible()
  await page.getByLabel('Name of the box').fill('Box 2026-17')
  await see(page, 'stock-import')
  await press(page, 'Add 40 cards to stock')
  await expect(page.getByRole('row', { name: /Box 2026-17/ })).toContainText('40')
  await see(page, 'stock')

  await goTo(page, '/cards/card/7100002')
  await page.getByLabel('It is lost').check()
  await press(page, /^Save$/)
  await expect(page.getByRole('alert')).toContainText('Enter what happened.')
  await page.getByLabel('What happened?').fill('Not in the box when it was opened')
  await press(page, /^Save$/)
  await page.getByRole('alertdialog').getByRole('button', { name: 'Yes, save' }).click()
  await said(page, 'Card marked as lost')

  for (const { run } of steps.slice(
    0,
    steps.findIndex(({ id }) => id === 'write-card'),
  ))
    await run(journey)
  await openStep(journey, 'write-card')
  await hands.reader.insert(blankCard({ serial: 9_999_999 }))
  await press(page, 'Write the card')
  await expect(page.getByText(/Card 9999999 is not in the blank stock of this station/)).toBeVisible()
  await see(page, 'write-card-not-listed')
  await hands.reader.insert(blankCard({ serial: 7_100_001 }))
  await press(page, 'Write the card')
  await said(page, /^Card 7100001 is written/)

  await goTo(page, '/cards')
  await expect(page.getByRole('grid', { name: 'Cards' }).getByRole('row', { name: /7100001/ })).toContainText('Issued')
  await see(page, 'register')
  await page.getByLabel('Search', { exact: true }).fill('7 100 002')
  await expect(page.getByRole('grid', { name: 'Cards' }).getByRole('row', { name: /7100/ })).toHaveCount(1)
  await page.getByRole('row', { name: /7100002/ }).click()
  await page.getByLabel('Cut through the chip').or(page.getByLabel('It was destroyed')).first().check()
  await page.getByLabel('Cut through the chip').check()
  await page.getByLabel('Who saw it?').fill('Witness Invented')
  await see(page, 'card-to-destroy')
  await press(page, /^Save$/)
  await page.getByRole('alertdialog').getByRole('button', { name: 'Yes, save' }).click()
  await expect(page.getByRole('row', { name: /Destroyed, cut through the chip/ })).toContainText('Witness: Witness Invented')
  await see(page, 'card-destroyed')
  await goTo(page, '/cards/card/7100001')
  await expect(page.getByText('From this station’s issuing authority')).toBeVisible()
  await see(page, 'card-issued')
  const text = await page.getByRole('main').innerText()
  expect(text).not.toContain(journey.sample.name.family)
})
