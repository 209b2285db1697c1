/** Scans that go on their day: announced, put off, held, gone from every file of the browser as well, and what the screens say where they were. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from '@playwright/test'
import { openStationAccess } from '../support/station-access.ts'
import { standardKdf } from '../../main/vault/argon2.ts'
import { expect, test, type RunningApp } from '../shells/app-fixture.ts'
import { projectFolder } from '../shells/shells.ts'
import { angharad } from '../../tools/demo/samples.ts'
import { reachSimulator, virtualDevices } from '../support/e2e.ts'
import { goTo } from '../support/at-the-screen.ts'
import { journeySteps } from '../support/journey/steps.ts'
import { newJourney, station } from '../support/journey/journey.ts'
import { unlock } from '../support/journey/session.ts'
import { lookInto, windowSizes } from '../support/look.ts'
import { photo } from '../support/main-journey.ts'
import { casesReadyForCards } from '../support/ready-cases.ts'
import { everyKey, mark, tryToRecover } from '../support/recover-evidence.ts'

const folder = join(projectFolder, 'test-output/retention')
const look = lookInto('retention', { schemes: ['light', 'dark'], fullPage: true })

async function pictures(page: Page, name: string): Promise<void> {
  await expect(page.locator('.desk-spinner')).toHaveCount(0)
  await look(page, name)
}

/** Everything below the data folder, the browser's own files with it, tried with every key that the vault still has. */
async function recover(app: RunningApp, canary: Uint8Array): Promise<number> {
  const vaultAccess = openStationAccess({
    folder: app.dataFolder,
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    monotonic: () => performance.now(),
    kdf: { workerUrl: new URL('../../main/vault/argon2-worker.ts', import.meta.url), parameters: standardKdf, floor: standardKdf },
  })
  const agents = await vaultAccess.agents()
  if (!agents.ok) throw new Error(agents.error.code)
  const opened = await vaultAccess.unlock({ agentId: agents.value[0]!.agentId, passphrase: station.passphrase })
  if (!opened.ok) throw new Error(opened.error.code)
  const { recovered } = await tryToRecover(app.dataFolder, everyKey(opened.value), [canary])
  opened.value.lock()
  return recovered
}

test('a scan is announced, kept longer, held, and erased on its day; a clock that jumped ahead erases nothing', async ({
  launch,
}, info) => {
  mkdirSync(folder, { recursive: true })
  const policy = info.outputPath('policy.json')
  writeFileSync(policy, JSON.stringify({ evidenceDays: 2, keepLongerDays: 30 }))
  const canaries = [1, 2, 3].map((person) => new Uint8Array(Buffer.from(`MARK-OF-PERSON-${person}-${info.testId}`)))
  const env = (days: number) => ({
    RA_DESK_MACHINE_POLICY: policy,
    NODE_OPTIONS: `--import ${pathToFileURL(join(projectFolder, 'test/support/clock-ahead.mjs')).href}`,
    RA_DESK_TEST_DAYS: String(days),
  })
  const first = await launch({ args: virtualDevices, env: env(0) })
  await casesReadyForCards(
    first,
    [
      ['Angharad', 'Invented'],
      ['Tomasz', 'Sampleton'],
      ['Zoë', 'Madeup-Jones'],
    ],
    (index) => mark(photo(), canaries[index]!),
  )
  await first.close()

  let app = await first.relaunch({ env: env(0) })
  let { page } = app
  await page.setViewportSize(windowSizes[0])
  await unlock({ page })
  await expect(page.getByText('6 items will be deleted under the retention policy within a week')).toBeVisible()
  await pictures(page, 'work-list')
  const caseOf = async (name: string) => {
    await goTo(page, '/workstation')
    await page.getByRole('region', { name: 'Due for deletion' }).getByRole('link', { name }).first().click()
    await expect(page.getByRole('heading', { name: 'Registration steps' })).toBeVisible()
    return new URL(page.url()).hash.match(/case\/([^/]+)/)?.[1] ?? /case\/([^/]+)/.exec(page.url())![1]!
  }
  const angharadsCase = await caseOf('Angharad Invented')
  const region = () => page.getByRole('region', { name: 'How long this is kept' })
  await expect(region()).toContainText('Scans of documents. Will be deleted on')
  await goTo(page, '/workstation')
  await page.getByRole('region', { name: 'Due for deletion' }).scrollIntoViewIfNeeded()
  await pictures(page, 'announced')

  await test.step('one is put off with a reason, one is held', async () => {
    const tomaszsCase = await caseOf('Tomasz Sampleton')
    await region().getByText('Keep something longer').click()
    await region().getByRole('button', { name: 'Keep longer' }).click()
    await expect(page.getByText('Enter the reason for keeping it longer.').first()).toBeVisible()
    await region().getByLabel('Why?').first().fill('The sponsor asked for a second look')
    await pictures(page, 'keep-longer')
    await region().getByRole('button', { name: 'Keep longer' }).click()
    await expect(region()).toContainText('as extended')
    expect(tomaszsCase).not.toBe(angharadsCase)
    await caseOf('Zoë Madeup-Jones')
    await region().locator('summary', { hasText: 'Hold the case' }).click()
    await region().getByLabel('Why?').last().fill('An inquiry is going on')
    await region().getByRole('button', { name: 'Hold the case' }).click()
    await expect(region()).toContainText('Held since')
    await pictures(page, 'held')
  })

  await test.step('the card of the first is made, so that its photograph is not needed any more', async () => {
    const hands = await reachSimulator(app)
    const journey = newJourney({ page, hands, sample: angharad, files: '', reader: { insert: true }, saveFolder: app.saveFolder })
    journey.caseId = angharadsCase
    for (const { id, run } of journeySteps) if (id === 'write-card' || id === 'print-card') await run(journey)
    hands.close()
  })
  await app.close()
  const before = await recover(app, canaries[0]!)
  expect(before).toBeGreaterThan(4)

  app = await app.relaunch({ env: env(40) })
  ;({ page } = app)
  await page.setViewportSize(windowSizes[0])
  await unlock({ page })
  await expect(page.getByText('Nothing will be deleted, because this computer’s date may be wrong.')).toBeVisible()
  await page.getByRole('link', { name: 'Confirm the date' }).click()
  await expect(page.getByText('It is 40 days ahead of')).toBeVisible()
  await page.getByRole('region', { name: 'Due for deletion' }).scrollIntoViewIfNeeded()
  await pictures(page, 'clock')
  await page.getByLabel('Day', { exact: true }).fill('1')
  await page.getByLabel('Month', { exact: true }).fill('2')
  await page.getByLabel('Year', { exact: true }).fill('2021')
  await page.getByRole('button', { name: 'Confirm the date' }).click()
  await expect(page.getByText('This computer’s clock shows').first()).toBeVisible()
  await app.close()
  expect(await recover(app, canaries[0]!)).toBeGreaterThanOrEqual(before)

  app = await app.relaunch({ env: env(4) })
  ;({ page } = app)
  await page.setViewportSize(windowSizes[0])
  await unlock({ page })
  await expect(page.getByRole('region', { name: 'About the database' })).toHaveCount(0)
  await goTo(page, `/case/${angharadsCase}/identity-document`)
  await expect(page.getByText('Scan of the identity document is not kept any more.')).toBeVisible()
  await expect(page.getByText(/Deleted on .* under the retention policy: identity was confirmed on/)).toBeVisible()
  await pictures(page, 'erased-document')
  await goTo(page, `/case/${angharadsCase}/photograph`)
  await expect(page.getByText('is not kept any more.').first()).toBeVisible()
  await pictures(page, 'erased-photograph')
  await goTo(page, `/case/${angharadsCase}/history`)
  await expect(page.getByText('Deleted: scans of documents')).toBeVisible()
  await goTo(page, '/workstation')
  await expect(page.getByRole('region', { name: 'Due for deletion' }).getByRole('row', { name: /Zoë/ }).first()).toContainText('On hold')
  await app.close()
  expect(await recover(app, canaries[0]!)).toBe(0)
  // The other two keep theirs: what was put off, what is needed for a card, what is held.
  expect(await recover(app, canaries[1]!)).toBeGreaterThan(0)
  expect(await recover(app, canaries[2]!)).toBeGreaterThan(0)
})
