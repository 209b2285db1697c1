import type { Page } from '@playwright/test'
import { expect, test } from '../shells/app-fixture.ts'
import { goTo, patience } from '../support/at-the-screen.ts'
import { startWalk } from '../support/e2e.ts'
import { sendIpcRequest } from '../support/ipc-request.ts'
import { addAgent, switchTo, type NewAgent } from '../support/journey/agents.ts'
import { station } from '../support/journey/journey.ts'
import { setUpStation } from '../support/journey/set-up.ts'
import { journeySteps } from '../support/journey/steps.ts'
import { lookInto } from '../support/look.ts'

const carys: NewAgent = {
  name: 'Carys Made-Up',
  mobile: '07700 900779',
  signInName: 'Carys',
  passphrase: 'eleven paper lanterns doze softly',
}
const look = lookInto('roles')
const refusal = (page: Page) => page.getByText('may not do this')
const heading = (page: Page) => page.getByRole('main').getByRole('heading', { level: 1 })
const settled = async (page: Page) => {
  await expect(heading(page)).toHaveCount(1, { timeout: patience })
  await expect(page.locator('.desk-spinner')).toHaveCount(0, { timeout: patience })
}

/** Presses each button of a page once, each time on a page that is opened again. */
async function pressEverything(page: Page, path: string): Promise<void> {
  const buttons = page.locator('main button')
  const open = async () => {
    await goTo(page, '/help')
    await goTo(page, path)
    await settled(page)
  }
  await open()
  for (let at = 0; at < (await buttons.count()); at++) {
    const button = buttons.nth(at)
    const name = await button.innerText()
    if (await button.isEnabled()) await button.click()
    await expect(refusal(page), `${path}: ${name}`).toHaveCount(0)
    if (await page.locator('dialog[open]').count()) await page.keyboard.press('Escape')
    await open()
  }
}

test('an RA ID checker: is offered what they may do, reads who does the rest, and meets no refusal', async ({ launch }) => {
  const walk = await startWalk(launch)
  await setUpStation(walk.journey)
  await addAgent(walk.journey.page, carys, /^RA ID checker/)
  const ids = journeySteps.map(({ id }) => id)
  for (const { run } of journeySteps.slice(1, ids.indexOf('cis'))) await run(walk.journey)
  const caseId = walk.journey.caseId!
  const page = await switchTo(walk, carys.signInName, carys.passphrase)

  await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('link')).toHaveText([
    'Today',
    'Work list',
    'New request',
    'People',
    'Dispatch',
    'Reports',
    'Workstation',
    'Settings',
    'Help',
  ])
  await goTo(page, `/case/${caseId}`)
  await expect(page.getByText(/^Next, for an RA agent or an RA manager: /)).toBeVisible({ timeout: patience })
  await expect(page.getByRole('button', { name: /^Next/ })).toHaveCount(0)
  await expect(page.locator('[data-step="write-card"]').getByRole('link')).toHaveCount(0)
  await expect(page.locator('[data-step="details"]').getByRole('link')).toHaveCount(1)
  await look(page, 'case-of-id-checker')

  for (const path of ['/cards', '/cards/stock', '/record', '/dispatch/batch', '/dispatch/handover', '/set-up/recovery', '/set-up/staff']) {
    await goTo(page, path)
    await expect(heading(page), path).toHaveText('This page is for RA agents and RA managers', { timeout: patience })
    await settled(page)
  }
  await expect(page.getByText(`On this workstation: ${station.agentName}.`)).toBeVisible()
  await look(page, 'closed-page')
  await page.keyboard.press('Alt+6')
  await expect(heading(page)).toHaveText('This page is for RA agents and RA managers')
  await goTo(page, `/case/${caseId}/cis`)
  await expect(
    page.getByText('You are signed in as RA ID checker. Ask an RA agent or an RA manager to sign in and complete it.'),
  ).toBeVisible()

  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: 'Find a case or an action' })
  await expect(palette.getByRole('option', { name: 'Work list' })).toBeVisible()
  await expect(palette.getByRole('option', { name: /^(Cards|Record)/ })).toHaveCount(0)
  await palette.getByRole('combobox').fill('handover')
  await expect(palette.getByRole('group', { name: 'Help' })).toBeVisible()
  await expect(palette.getByRole('group', { name: 'Settings' })).toHaveCount(0)
  await page.keyboard.press('Escape')

  for (const path of [
    '/',
    '/work-list',
    `/case/${caseId}`,
    `/case/${caseId}/details`,
    '/dispatch',
    '/settings/account',
    '/settings/team',
    '/settings/workstation',
    '/settings/policy',
    '/settings/card-template',
    '/new',
    '/workstation',
  ])
    await pressEverything(page, path)
  await goTo(page, '/settings/workstation')
  await settled(page)
  await look(page, 'workstation-settings-of-id-checker', { fullPage: true })

  // What main refused is in the record: what the test itself asks here, once, and nothing else.
  expect(await page.evaluate(() => window.raDesk.call('cards.list', {}))).toMatchObject({ error: { code: 'not-your-role' } })
  const manager = await switchTo(walk, station.signInName, station.passphrase)
  const { entries, agents } = await sendIpcRequest(manager, 'record.entries', { fromSeq: 0, limit: 2_000 })
  const { agentId } = agents.find(({ name }) => name === carys.name)!
  const actions = entries.filter((entry) => entry.agentId === agentId).map(({ action }) => action)
  expect(actions.filter((action) => action.startsWith('refused-by-role'))).toEqual(['refused-by-role'])
})

test('settings: four pages, each part found by what people call it, from the search and from the palette', async ({ launch }) => {
  const walk = await startWalk(launch)
  const { page } = walk.journey
  await setUpStation(walk.journey)
  for (const [name, part] of [
    ['Team', 'Agents'],
    ['Workstation', 'Card printer'],
    ['Policy', 'Editions of the guidance'],
    ['Account', 'Your passphrase'],
  ] as const) {
    await goTo(page, '/settings')
    const pages = page.getByRole('navigation', { name: 'Settings' })
    await pages.getByRole('link', { name, exact: true }).click()
    await expect(heading(page)).toHaveText(`Settings: ${name}`)
    await expect(heading(page)).toBeFocused()
    await expect(pages.getByRole('link', { name, exact: true })).toHaveAttribute('aria-current', 'page')
    await expect(page.getByRole('region', { name: part, exact: true })).toBeVisible()
    await settled(page)
    await look(page, `settings-${name.toLowerCase()}`, { fullPage: true, schemes: ['light', 'dark'] })
  }

  const search = page.getByRole('searchbox', { name: 'Search the settings' })
  await search.fill('evolis')
  await expect(page.getByRole('status').getByText('1 setting')).toBeVisible()
  await look(page, 'settings-search')
  await search.press('Enter')
  await expect(page.getByRole('heading', { name: 'Card printer', level: 2 })).toBeFocused()
  await expect(page.getByRole('radio', { name: /^An Evolis printer/ })).toBeVisible()

  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').fill('undelivered')
  await page.getByRole('option', { name: /^Return address/ }).click()
  await expect(page.getByRole('heading', { name: 'Return address', level: 2 })).toBeFocused()
  const address = page.getByRole('region', { name: 'Return address' })
  await address.getByLabel('Town or city').fill('Otherton')
  await address.getByRole('link', { name: /^Close/ }).click()
  await expect(address).toContainText('You began to change this and have not saved it.')
  await address.getByRole('link', { name: /^Change/ }).click()
  await expect(address.getByLabel('Town or city')).toHaveValue('Otherton')
  await address.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Return address saved').first()).toBeVisible({ timeout: patience })
  await address.getByRole('link', { name: /^Close/ }).click()
  await expect(address).toContainText('Otherton', { timeout: patience })

  await page.getByRole('searchbox', { name: 'Search the settings' }).fill('usb stick')
  await page.getByRole('link', { name: 'Backup', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Backup', level: 2 })).toBeFocused()
})
