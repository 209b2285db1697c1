import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from '../shells/app-fixture.ts'
import { sampleFiles } from '../../tools/demo/samples.ts'
import { choose, fill, goTo, patience, press, settled, taskList } from '../support/at-the-screen.ts'
import { startWalk } from '../support/e2e.ts'
import type { Journey } from '../support/journey/journey.ts'
import { recordRequest } from '../support/journey/request.ts'
import { setUpStation } from '../support/journey/set-up.ts'
import { lookInto } from '../support/look.ts'

const look = lookInto('people')
const asked = (page: Page) => page.getByRole('region', { name: 'This may be a person you know' })

/** The request email again; `name` is entered over the one that it gives. */
async function startAgain({ page, files }: Journey, name?: string): Promise<void> {
  await goTo(page, '/new')
  await expect(page.getByRole('button', { name: 'Start the case' })).toBeVisible({ timeout: patience })
  if (name === undefined) {
    await page.getByLabel('Request email', { exact: true }).setInputFiles(join(files, sampleFiles.request))
    await expect(page.getByRole('region', { name: 'This email was used before' })).toBeVisible()
    await look(page, 'email-known')
  } else {
    await choose(page, 'How did you receive the request?', 'Email from the sponsor')
    await fill(page, 'Name', name)
    await fill(page, 'Sponsor’s name', 'Dr Invented Sponsor')
    await page.getByLabel('Organisation', { exact: true }).selectOption({ index: 1 })
  }
  await press(page, 'Start the case')
  await settled(page, taskList(page))
}

test('people: a duplicate is noticed at the request and answered both ways; a case ends and is reopened; somebody is added and found', async ({
  launch,
}) => {
  const { journey } = await startWalk(launch)
  const { page, sample } = journey
  await setUpStation(journey)
  await recordRequest(journey)
  const name = `${sample.name.given} ${sample.name.family}`
  await expect(asked(page)).toHaveCount(0)

  await test.step('the same email: the same person', async () => {
    await startAgain(journey)
    await expect(asked(page)).toContainText('The same request email, email address and name.')
    await look(page, 'duplicate', { tall: true })
    await press(page, 'Decide later')
    await expect(page.getByRole('button', { name: 'The same person', exact: true })).toHaveCount(0)
    await press(page, 'Compare')
    await press(page, 'The same person')
    await fill(page, 'How do you know that it is the same person?', 'The sponsor sent the email twice')
    await press(page, 'Link to this person')
    await expect(page.getByRole('region', { name: 'Linked: the same person' })).toBeVisible()
  })

  await test.step('the case ends as a duplicate, and is reopened', async () => {
    await page.locator('summary', { hasText: 'End this case' }).click()
    await page.getByLabel('Why does this case end?').selectOption('duplicate')
    await fill(page, 'What happened?', 'The first case goes on')
    await look(page, 'end-case', { tall: true })
    await press(page, 'End this case')
    await page.getByRole('alertdialog').getByRole('button', { name: 'Yes, end it' }).click()
    await expect(page.getByText('This case was ended.')).toBeVisible()
    await look(page, 'ended')
    await press(page, 'Reopen the case')
    await fill(page, 'Why do you reopen it?', 'It was the newer request after all')
    await press(page, 'Reopen the case')
    await expect(page.getByText('This case was ended.')).toHaveCount(0)
  })

  await test.step('the same name: another person, and not asked again', async () => {
    await startAgain(journey, name)
    await expect(asked(page)).toContainText('The same name.')
    await press(page, 'Not the same person')
    await fill(page, 'How do you know that it is another person?', 'Another date of birth, said the sponsor')
    await press(page, 'Keep them apart')
    await expect(asked(page)).toHaveCount(0)
  })

  await test.step('one person with both cases', async () => {
    await goTo(page, '/people')
    await expect(page.getByRole('status').filter({ hasText: '2 people' })).toBeVisible()
    await page.getByRole('row').filter({ hasText: 'and 1 more' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)
    await expect(page.getByRole('table', { name: 'Cases' }).getByRole('row')).toHaveCount(3)
    await look(page, 'person', { tall: true })
  })

  await test.step('somebody who was never registered here', async () => {
    await goTo(page, '/people/add')
    await fill(page, 'Given names', 'Sam')
    await fill(page, 'Family name', 'Müller')
    await fill(page, 'UUID', '555000000001')
    await look(page, 'add', { tall: true })
    await press(page, 'Add a person')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sam Müller')
    await goTo(page, '/people')
    await page.getByLabel('Search', { exact: true }).fill('mueller 5550 0000 0001')
    await expect(page.getByRole('status').filter({ hasText: '1 person' })).toBeVisible()
    await look(page, 'list')
    await page.getByRole('row').filter({ hasText: 'Sam Müller' }).click()
    await expect(page.getByText('Added without a case')).toBeVisible()
  })
})
