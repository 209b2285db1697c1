import { expect, test } from '../shells/app-fixture.ts'
import { findViolations } from '../support/axe.ts'
import { startWalk } from '../support/e2e.ts'
import { setUpStation } from '../support/journey/set-up.ts'

test('Help, Licences: lists what RA Desk contains, and opens the licence of each', async ({ launch }) => {
  const { journey } = await startWalk(launch)
  await setUpStation(journey)
  const { page } = journey
  await page.getByRole('link', { name: 'Help', exact: true }).first().click()
  await page.getByRole('link', { name: 'Licences', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Licences', level: 1 })).toBeVisible()

  for (const name of ['react 19', 'nhsuk-frontend', '@fontsource-variable/noto-sans', 'Electron', 'SumatraPDF'])
    await expect(page.locator('summary', { hasText: name }).first()).toBeVisible()
  await page.locator('summary', { hasText: 'nhsuk-frontend' }).click()
  await expect(page.getByText('Copyright (c) 2019 NHS.UK')).toBeVisible()
  expect(await findViolations(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1)).toBe(false)
})
