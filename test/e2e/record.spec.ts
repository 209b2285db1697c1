import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { formatPaperCode } from '../../domain/record/paper-code.ts'
import { expect, test } from '../shells/app-fixture.ts'
import { startWalk } from '../support/e2e.ts'
import { enterDetails } from '../support/journey/details.ts'
import { goTo } from '../support/at-the-screen.ts'
import { confirmPassphrase, lock, unlock } from '../support/journey/session.ts'
import { recordRequest } from '../support/journey/request.ts'
import { setUpStation } from '../support/journey/set-up.ts'
import { lookInto } from '../support/look.ts'
import { verifierFile } from '../support/sample-record.ts'

const look = lookInto('record', { schemes: ['light', 'dark'] })

test('the record shows who looked at a case, checks itself, tells a paper of its own from another, and its export is checked without the app', async ({
  launch,
}) => {
  const { app, journey } = await startWalk(launch)
  const picture = (name: string) => look(journey.page, name)

  await setUpStation(journey)
  await recordRequest(journey)
  await enterDetails(journey)
  journey.page = await lock(journey.page, app.freshPage)
  await unlock(journey)
  const paper = (await journey.page.evaluate(() => window.raDesk.call('record.checkpoint', {}))) as {
    value: { size: number; code: string }
  }
  const code = formatPaperCode(paper.value)
  await goTo(journey.page, `/case/${journey.caseId!}`)
  await expect(journey.page.getByRole('heading', { name: 'Registration steps' })).toBeVisible()

  await goTo(journey.page, '/record')
  const { page } = journey
  const table = page.getByRole('table', { name: 'Entries' })
  await expect(page.getByText('unbroken and unchanged')).toBeVisible()
  await expect(page.getByText('In order', { exact: true })).toBeVisible()
  const looked = table.getByRole('row').filter({ hasText: 'Opened the case' }).first()
  await expect(looked).toContainText('RA-')
  await expect(table.getByRole('row').filter({ hasText: 'RA Desk was locked, by the agent' })).toBeVisible()
  expect(await table.textContent()).not.toContain(journey.sample.name.family)
  await picture('record')

  const box = page.getByLabel('Code at the foot of a posting list')
  await box.fill(code.toLowerCase().replace('-', ' '))
  await page.getByRole('button', { name: 'Compare', exact: true }).click()
  await expect(page.locator('.record-compared', { hasText: 'The code matches this record.' })).toBeVisible()
  await picture('compared-same')
  await box.fill(code.replace(/.$/, (last) => (last === '7' ? '8' : '7')))
  await page.keyboard.press('Enter')
  await expect(page.locator('.record-compared', { hasText: 'The code does not match this record.' })).toBeVisible()
  await picture('compared-different')
  await box.fill('no code')
  await page.keyboard.press('Enter')
  await expect(page.getByText('This is not a record code').first()).toBeVisible()

  await page.getByRole('button', { name: 'Export the record' }).click()
  await expect(page.getByRole('dialog', { name: 'Enter your passphrase again' })).toBeVisible()
  await picture('passphrase-again')
  await confirmPassphrase({ page })
  const said = page.locator('.record-export p')
  await expect(said).toBeVisible()
  await picture('exported')
  const [, file, last] = /^Saved as (.+), with the record code (\S+)\./.exec((await said.textContent()) ?? '')!
  const verified = execFileSync(process.execPath, [fileURLToPath(verifierFile), file!, code, last!], { encoding: 'utf8' })
  expect(verified).toContain('All 2 codes from paper: of this record.')
  expect(readFileSync(file!, 'utf8')).not.toContain(journey.sample.name.family)

  await page.getByLabel('Kind').selectOption({ label: 'Looked at' })
  await page.getByLabel('Case', { exact: true }).fill((await looked.textContent())!.match(/RA-\w{4}-\w{2}/)![0].toLowerCase())
  await expect(table.getByRole('row').filter({ hasText: 'Unlocked' })).toHaveCount(0)
  await expect(looked).toBeVisible()
  await picture('filtered')
  await page.getByLabel('Kind').selectOption({ label: 'Clock' })
  await expect(page.getByText('No entries match.')).toBeVisible()
  await page.getByRole('button', { name: 'Show all entries' }).click()
  await table.getByRole('row').filter({ hasText: 'Opened the case' }).first().getByRole('link').click()
  await expect(page.getByRole('heading', { name: 'Registration steps' })).toBeVisible()
})
