import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test, type LaunchOptions, type RunningApp } from '../shells/app-fixture.ts'
import { projectFolder } from '../shells/shells.ts'
import { virtualDevices } from '../support/e2e.ts'
import { goTo } from '../support/at-the-screen.ts'
import { confirmPassphraseWhenAsked, unlock } from '../support/journey/session.ts'
import { lookInto } from '../support/look.ts'
import { casesReadyForCards } from '../support/ready-cases.ts'

const picture = lookInto('handover')
const patience = { timeout: 60_000 }

async function start(
  launch: (options?: LaunchOptions) => Promise<RunningApp>,
  name: string,
  people: readonly (readonly [string, string])[],
): Promise<RunningApp> {
  const saved = join(projectFolder, 'test-output/handover/saved', name)
  // An earlier run's files would give the new ones other names.
  rmSync(saved, { recursive: true, force: true })
  const first = await launch({ args: virtualDevices, env: { RA_DESK_SAVE_FOLDER: saved } })
  await casesReadyForCards(first, people)
  await first.close()
  const app = { ...(await first.relaunch()), saveFolder: saved }
  await unlock({ page: app.page })
  await confirmPassphraseWhenAsked(app)
  // The cases were made without this page: its database was built from the journal.
  await app.page.getByRole('button', { name: 'I have read this' }).click()
  return app
}

/** The file that the last toast names. */
async function savedFile(app: RunningApp, act: () => Promise<void>, words: RegExp): Promise<string> {
  await act()
  const toast = app.page.getByText(words).last()
  await expect(toast).toBeVisible(patience)
  return words.exec(await toast.innerText())![1]!
}

const chooseFile = (page: Page, label: string, file: string) => page.getByLabel(label, { exact: true }).setInputFiles(file)

async function trust(app: RunningApp, card: string, readOut: string): Promise<void> {
  const { page } = app
  await chooseFile(page, 'Station card of the other workstation', card)
  await page.getByLabel('Who you spoke to').fill('Invented Colleague')
  await page.getByLabel('Fingerprint, as read out').fill(readOut)
  await page.getByRole('button', { name: 'Compare and trust' }).click()
}

test('two workstations exchange cards, hand one case over with its scans, and the receipt comes back', async ({ launch }) => {
  const north = await start(launch, 'north', [
    ['Angharad', 'Invented'],
    ['Tomasz', 'Sampleton'],
  ])
  const south = await start(launch, 'south', [])

  const cards: string[] = []
  const fingerprints: string[] = []
  for (const { page, ...app } of [north, south]) {
    await goTo(page, '/dispatch/handover/stations')
    const own = page.getByRole('list', { name: 'Fingerprint of this workstation' })
    await expect(own.getByRole('listitem')).toHaveCount(6)
    fingerprints.push((await own.getByRole('listitem').allInnerTexts()).join(' '))
    cards.push(
      await savedFile({ page, ...app }, () => page.getByRole('button', { name: 'Save the station card' }).click(), /Saved as (\S+)/),
    )
  }
  // Somebody who reads out something else is not trusted.
  await trust(north, cards[1]!, fingerprints[0]!)
  await expect(north.page.getByText('The fingerprint that you typed does not match this card.')).toBeVisible(patience)
  await picture(north.page, 'fingerprint-different')
  await north.page.getByLabel('Fingerprint, as read out').fill(fingerprints[1]!.toLowerCase())
  await north.page.getByRole('button', { name: 'Compare and trust' }).click()
  await trust(south, cards[0]!, fingerprints[0]!)
  for (const { page } of [north, south]) await expect(page.getByRole('table').getByText('Trusted', { exact: true })).toBeVisible(patience)
  await picture(north.page, 'trusted')

  await goTo(north.page, '/work-list')
  await north.page.getByText('Angharad Invented').first().click()
  await north.page.keyboard.press('Enter')
  await north.page.getByRole('link', { name: 'Hand this case over to another workstation' }).click()
  const goes = north.page.getByRole('region', { name: 'What you hand over' })
  await expect(goes.getByRole('row', { name: /Angharad Invented/ })).toContainText('4 scans and pictures')
  await picture(north.page, 'what-goes')
  await goes.getByRole('button', { name: 'Hand over 1 case' }).click()
  const bundle = await savedFile(
    north,
    () => north.page.getByRole('button', { name: 'Hand over and save the bundle' }).click(),
    /Bundle saved as (\S+)/,
  )
  await expect(north.page.getByText('Waiting for receipt')).toBeVisible(patience)
  await picture(north.page, 'outstanding')

  await goTo(south.page, '/dispatch/handover')
  await chooseFile(south.page, 'Bundle from another workstation', bundle)
  const inside = south.page.getByRole('group', { name: 'What is in the bundle' })
  await expect(inside.getByRole('row', { name: /Angharad Invented/ })).toContainText('New here. It will be taken over.')
  await picture(south.page, 'what-would-change')
  const receipt = await savedFile(
    south,
    () => inside.getByRole('button', { name: 'Take over 1 case and save the receipt' }).click(),
    /Receipt saved as (\S+)/,
  )
  await expect(south.page.getByText('Held here')).toBeVisible(patience)
  await picture(south.page, 'taken-over')
  await goTo(south.page, '/work-list')
  await south.page.getByText('Angharad Invented').first().click()
  await south.page.keyboard.press('Enter')
  // The page's own database and keys have it: the next step is the card, as it was.
  await expect(south.page.getByRole('button', { name: /^Next: / })).toBeVisible(patience)
  const caseId = /#\/case\/([^/]+)$/.exec(south.page.url())![1]!
  await goTo(south.page, `/case/${caseId}/photograph`)
  await expect(south.page.locator('main img').first()).toBeVisible(patience)
  await expect
    .poll(() =>
      south.page
        .locator('main img')
        .first()
        .evaluate((image: HTMLImageElement) => image.naturalWidth),
    )
    .toBeGreaterThan(0)

  await chooseFile(north.page, 'Receipt of the other workstation', receipt)
  await expect(north.page.getByText('The other workstation has received 1 case.')).toBeVisible(patience)
  await expect(north.page.getByText('Signed for by the other workstation')).toBeVisible(patience)
  await picture(north.page, 'receipt')
  await goTo(north.page, `/case/${caseId}`)
  await expect(north.page.getByText('This case was handed over to')).toBeVisible(patience)
  await expect(north.page.getByRole('button', { name: /^Next: / })).toHaveCount(0)
  await picture(north.page, 'read-only')

  // The same bundle again, and one for another workstation: words, and nothing changes.
  await goTo(south.page, '/dispatch/handover')
  await chooseFile(south.page, 'Bundle from another workstation', bundle)
  await expect(south.page.getByText('This bundle has already been taken over.')).toBeVisible(patience)
  await expect(south.page.getByRole('button', { name: /^Take over/ })).toHaveCount(0)
  await goTo(north.page, '/dispatch/handover')
  await chooseFile(north.page, 'Bundle from another workstation', bundle)
  await expect(north.page.getByText(/^This bundle cannot be opened here/)).toBeVisible(patience)

  // A new card: another fingerprint, and a copy of the old bundle opens with nothing that this workstation still has.
  await goTo(south.page, '/dispatch/handover/stations')
  const groups = south.page.getByRole('list', { name: 'Fingerprint of this workstation' }).getByRole('listitem')
  await expect(groups).toHaveCount(6)
  const before = (await groups.allInnerTexts()).join(' ')
  await south.page.getByRole('button', { name: 'Make a new station card' }).click()
  await picture(south.page, 'new-station-card')
  await south.page.getByRole('button', { name: 'Make a new card' }).click()
  await expect(south.page.getByText('This workstation has a new station card')).toBeVisible(patience)
  await expect.poll(async () => (await groups.allInnerTexts()).join(' ')).not.toBe(before)
  await goTo(south.page, '/dispatch/handover')
  await chooseFile(south.page, 'Bundle from another workstation', bundle)
  await expect(south.page.getByText('This bundle has already been taken over.')).toHaveCount(0)
  await expect(south.page.getByText(/^This bundle cannot be opened here/)).toBeVisible(patience)
})
