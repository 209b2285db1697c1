import { readFile } from 'node:fs/promises'
import { expect, test } from '../shells/app-fixture.ts'
import { goTo, patience } from '../support/at-the-screen.ts'
import { startWalk } from '../support/e2e.ts'
import { station } from '../support/journey/journey.ts'
import { setUpStation } from '../support/journey/set-up.ts'
import { lookInto } from '../support/look.ts'

const look = lookInto('workstation')

test('set-up: a passphrase can be shown, Caps Lock is noticed, and what was skipped is listed until it is dismissed', async ({
  launch,
}) => {
  const { journey } = await startWalk(launch)
  const { page } = journey
  const field = page.getByLabel('Passphrase', { exact: true })
  await field.fill('nineletts')
  await expect(page.getByText('Passphrase must be 12 characters or more. Add 3.')).toBeVisible({ timeout: patience })
  const show = page.getByRole('button', { name: 'Show passphrase', exact: true })
  await show.click()
  await expect(field).toHaveAttribute('type', 'text')
  await expect(show).toHaveAttribute('aria-pressed', 'true')
  await field.dispatchEvent('keydown', { key: 'A', modifierCapsLock: true })
  await expect(page.getByText('Caps Lock is on.')).toBeVisible()
  await look(page, 'set-up', { tall: true })
  await page.evaluate(() => window.dispatchEvent(new Event('blur')))
  await expect(field).toHaveAttribute('type', 'password')

  await setUpStation(journey)
  const left = page.getByRole('region', { name: 'Finish setting up' })
  await expect(left.getByRole('listitem')).toHaveText([/^Choose a folder for backups/])
  await look(page, 'work-list')
  await left.getByRole('link').click()
  await expect(page.getByRole('heading', { name: 'Backup', level: 1 })).toBeVisible()
  await look(page, 'set-up-backup')
  await goTo(page, '/')
  await left.getByRole('button', { name: /^Dismiss/ }).click()
  await expect(left).toBeHidden()
  await goTo(page, '/settings')
  await goTo(page, '/')
  await expect(page.getByRole('heading', { name: 'Today', level: 1 })).toBeVisible()
  await expect(left).toBeHidden()
})

test('workstation: the checks follow the devices, and never call ready what the strip shows as down', async ({ launch }) => {
  const { journey } = await startWalk(launch)
  const { page, hands } = journey
  await setUpStation(journey)
  await goTo(page, '/workstation')
  const checks = page.getByRole('region', { name: 'Checks' })
  const states = (id: string) => checks.locator(`[data-check^="${id}"] td`).first()
  await expect(states('printer')).toHaveText('OK', { timeout: patience })
  await look(page, 'checks-ready', { tall: true })

  await hands.reader.stopService()
  await hands.printer.problem('The ribbon is out')
  await hands.text.setSignal(false)
  for (const id of ['reader', 'printer', 'modem']) await expect(states(id)).toHaveText('Problem')
  await expect(checks.getByRole('status')).toHaveText(/problems to fix\.$/)
  await look(page, 'checks-down', { tall: true })

  await hands.reader.startService()
  await hands.printer.problem()
  await hands.text.setSignal(true)
  for (const id of ['reader', 'printer', 'modem']) await expect(states(id)).toHaveText('OK')
})

test('support report: read before it is saved, as it was read, without the name of the agent', async ({ launch }) => {
  const { app, journey } = await startWalk(launch)
  const { page } = journey
  await setUpStation(journey)
  await goTo(page, '/help')
  await page.getByRole('link', { name: 'Make a support report' }).click()
  const part = page.getByRole('region', { name: 'Support report' })
  await expect(part.getByRole('heading', { name: 'Support report' })).toBeFocused()
  await expect(part.getByRole('button', { name: 'Save the support report' })).toHaveCount(0)
  await part.getByRole('button', { name: 'Make a support report' }).click()
  const report = part.getByLabel('Support report', { exact: true })
  await expect(report).toContainText('POLICY IN FORCE')
  const text = await report.textContent()
  for (const own of [station.agentName, station.signInName, station.provider, app.dataFolder]) expect(text).not.toContain(own)
  await look(page, 'support-report', { tall: true })
  await part.getByRole('button', { name: 'Save the support report' }).click()
  const saved = /Saved as (.+\.txt)/.exec((await part.getByText(/^Saved as/).textContent())!)![1]!
  expect(await readFile(saved, 'utf8')).toBe(text)
})
