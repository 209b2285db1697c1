import { expect, test } from '../shells/app-fixture.ts'
import { startWalk } from '../support/e2e.ts'
import { lock, unlock } from '../support/journey/session.ts'
import { recordRequest } from '../support/journey/request.ts'
import { setUpStation } from '../support/journey/set-up.ts'
import { goTo } from '../support/at-the-screen.ts'

test('locked, nothing of a case is in the page and nothing is answered; a wrong passphrase opens nothing', async ({ launch }) => {
  const { app, journey } = await startWalk(launch)
  await setUpStation(journey)
  await recordRequest(journey)
  await journey.page.evaluate(() => {
    ;(window as { left?: string }).left = 'in memory'
  })
  const before = await journey.page.evaluate(() => window.raDesk.call('record.checkpoint', {}))
  expect(before.ok).toBe(true)

  journey.page = await lock(journey.page, app.freshPage)
  const { page } = journey
  expect(await page.evaluate(() => (window as { left?: string }).left ?? 'gone')).toBe('gone')
  expect(await page.content()).not.toContain(journey.sample.name.family)
  for (const [channel, input] of [
    ['record.checkpoint', {}],
    ['database.page', { afterSeq: 0, which: 'rows' }],
    ['station.read', {}],
    ['case.prepare', {}],
    ['manifest.list', {}],
  ] as const) {
    const answer = await page.evaluate(([name, given]) => window.raDesk.call(name, given), [channel, input] as const)
    expect(answer, channel).toMatchObject({ ok: false, error: { code: 'locked' } })
  }

  await page.getByLabel('Passphrase', { exact: true }).fill('not the passphrase at all')
  await page.getByRole('button', { name: 'Unlock', exact: true }).click()
  await expect(page.getByRole('alert').or(page.locator('.nhsuk-error-summary')).first()).toContainText(/passphrase/i)
  expect(await page.evaluate(() => window.raDesk.call('record.checkpoint', {}))).toMatchObject({ ok: false, error: { code: 'locked' } })

  // After a wrong try the app may ask for a moment of patience.
  await expect(async () => {
    if (await page.getByRole('navigation', { name: 'Main' }).isVisible()) return
    await unlock(journey)
  }).toPass({ timeout: 120_000 })
  await goTo(page, '/work-list')
  await expect(page.getByText(`${journey.sample.name.given} ${journey.sample.name.family}`).first()).toBeVisible()
})
