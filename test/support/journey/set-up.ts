/** Sets up a workstation: the recovery key, an organisation, the return address, the RA staff and how texts go out. */
import { readFile } from 'node:fs/promises'
import { expect } from '@playwright/test'
import { remote20200408 } from '../../../domain/guidance/editions/remote-2020-04-08.ts'
import { choose, fill, fillDate, patience, press, savedPath, settled, tick, today } from '../at-the-screen.ts'
import { readPdfText } from '../pdf-text.ts'
import { station, type Journey } from './journey.ts'
import { see } from './step.ts'

export async function setUpStation(journey: Journey): Promise<void> {
  const { page } = journey
  await expect(page.getByRole('heading', { name: 'Set up this workstation' })).toBeVisible({ timeout: patience })
  await fill(page, 'RA service provider', station.provider)
  await fill(page, 'ODS code of the provider (optional)', station.providerOds)
  await fill(page, 'Your name', station.agentName)
  await fill(page, 'Your mobile number', station.agentMobile)
  await fill(page, 'Sign-in name', station.signInName)
  await fill(page, 'Passphrase', station.passphrase)
  await fill(page, 'Passphrase again', station.passphrase)
  await see(journey, 'set-up')
  await press(page, 'Set up and continue')
  await settled(page, page.getByRole('heading', { name: 'Recovery key', level: 1 }))
  if (journey.saveFolder !== undefined) await confirmRecoveryKey(journey)
  await see(journey, 'set-up-recovery')
  await press(page, journey.saveFolder === undefined ? 'Skip for now' : 'Continue to “Organisations”')

  const { organisation } = journey.sample
  await fill(page, 'ODS code', organisation.odsCode)
  await fill(page, 'Name of the organisation', organisation.name)
  for (const channel of ['Microsoft Teams', 'Webex']) await tick(page, 'Agreed video channels', channel)
  await tick(page, 'Agreed locations', remote20200408.locations[0]!.name)
  await fill(page, 'Given to (1)', journey.sample.sponsor.name)
  await fillDate(page, 'When (1)', await today(page))
  await see(journey, 'set-up-organisations')
  await press(page, 'Save organisation')
  await settled(page, page.getByRole('table').getByText(organisation.odsCode))
  await press(page, 'Continue to “Return address”')

  const { line1, line2, town, postcode } = station.returnAddress
  await fill(page, 'Address line 1', line1)
  await fill(page, 'Address line 2 (optional)', line2)
  await fill(page, 'Town or city', town)
  await fill(page, 'Postcode', postcode)
  await see(journey, 'set-up-return-address')
  await press(page, 'Save and continue')
  await settled(page, page.getByRole('heading', { name: 'RA staff', level: 1 }))
  await fill(page, 'Name (1)', station.agentName)
  await fillDate(page, 'Confirmed on (1)', await today(page))
  await see(journey, 'set-up-staff')
  await press(page, 'Save and continue')
  await settled(page, page.getByRole('heading', { name: 'Texts and labels', level: 1 }))
  await choose(page, 'How texts go out', 'By the modem on this computer')
  await see(journey, 'set-up-texts-and-labels')
  await press(page, 'Save and continue')
  await settled(page, page.getByRole('heading', { name: 'Backup', level: 1 }))
  await see(journey, 'set-up-backup')
  await press(page, 'Skip for now')
  await settled(page, page.getByRole('heading', { name: 'Today', level: 1 }))
}

async function confirmRecoveryKey(journey: Journey): Promise<void> {
  const { page } = journey
  await press(page, 'Save the recovery sheet')
  journey.saved.recoverySheet = await savedPath(page)
  const field = page.getByLabel(/^Group \d+ of the recovery key$/)
  const group = Number(/\d+/.exec(await page.locator('label', { hasText: /^Group \d+ of the recovery key$/ }).innerText())![0])
  await field.fill(await readRecoveryGroup(journey.saved.recoverySheet, group))
  await press(page, 'Confirm the recovery key')
  await settled(page, page.getByText('Your recovery key is confirmed.'))
}

/** As the agent reads it from the paper: the number of the group, and what stands beside it. */
export async function readRecoveryGroup(sheet: string, group: number): Promise<string> {
  const items = await readPdfText(await readFile(sheet))
  const at = items.findIndex((item, index) => item === String(group) && /^[0-9A-Z*~$=]{3,8}$/.test(items[index + 1] ?? ''))
  if (at < 0) throw new Error(`Group ${group} is not on the recovery sheet`)
  return items[at + 1]!
}
