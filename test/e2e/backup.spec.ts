import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '../shells/app-fixture.ts'
import { startWalk, virtualDevices } from '../support/e2e.ts'
import { readRecoveryKey } from '../support/backup-station.ts'
import { lookInto } from '../support/look.ts'
import { goTo } from '../support/at-the-screen.ts'
import { recordRequest } from '../support/journey/request.ts'
import { setUpStation } from '../support/journey/set-up.ts'
import { station } from '../support/journey/journey.ts'

const look = lookInto('backup')
const patience = { timeout: 60_000 }
const newPassphrase = 'nine violet kettles wander slowly'

test('a backup is made and proven, and a new machine goes on from it', async ({ launch }) => {
  const stick = mkdtempSync(join(tmpdir(), 'ra-desk-stick-'))
  const env = { RA_DESK_OPEN_FOLDER: stick }
  const { journey, app } = await startWalk((options) => launch({ ...options, env }))
  const { page } = journey
  await setUpStation(journey)
  await recordRequest(journey)

  await goTo(page, '/workstation')
  const part = page.getByRole('region', { name: 'Backup', exact: true })
  await expect(part.getByText('No folder chosen')).toBeVisible(patience)
  await part.scrollIntoViewIfNeeded()
  await look(page, 'no-folder')
  await part.getByRole('button', { name: 'Choose a folder' }).click()
  await expect(part.getByText(stick)).toBeVisible(patience)
  await part.getByRole('button', { name: 'Back up now' }).click()
  await expect(part.getByText(/today \d\d:\d\d: 1 case,/).first()).toBeVisible(patience)
  await part.getByRole('button', { name: 'Test a restore now' }).click()
  const bar = page.getByRole('contentinfo').locator('[data-device="backup"]')
  await expect(bar).toHaveText(/Backup: last restore test passed: today \d\d:\d\d, 1 case$/, patience)
  await part.getByRole('button', { name: 'Back up now' }).click()
  await expect(part.getByText(/^(Whole backup|Changes since the backup of .*)\.$/)).toBeVisible(patience)
  await part.getByText(/backups? in the folder/).click()
  await expect(part.getByRole('cell', { name: 'Whole backup' }).first()).toBeVisible(patience)
  await look(page, 'proven')
  await look(page, 'proven', { schemes: ['dark'] })
  await app.close()
  expect(readdirSync(stick).filter((name) => name.endsWith('.age')).length).toBeGreaterThan(0)
  expect(readdirSync(stick).filter((name) => name.endsWith('.part'))).toEqual([])

  const other = await launch({ args: virtualDevices, env })
  const there = other.page
  await expect(there.getByRole('heading', { name: 'Set up this workstation' })).toBeVisible(patience)
  await look(there, 'first-run')
  await there.getByRole('button', { name: 'Restore from a backup' }).click()
  await there.getByRole('button', { name: 'Choose a backup' }).click()
  await expect(there.getByText(/^ra-desk-[0-9a-f]{8}-.*\.age$/)).toBeVisible(patience)
  const key = await readRecoveryKey(readFileSync(journey.saved.recoverySheet!))
  await there.getByLabel('Recovery key').fill('0000-0000-0000-0000-0000-0000-0000-0000-0')
  await there.getByRole('button', { name: 'Show what is in the backup' }).click()
  await expect(there.getByText('This recovery key does not open this backup.', { exact: false }).first()).toBeVisible(patience)
  await look(there, 'wrong-key')
  await there.getByLabel('Recovery key').fill(key.toLowerCase())
  await there.getByRole('button', { name: 'Show what is in the backup' }).click()
  await expect(there.getByRole('heading', { name: 'What is in the backup' })).toBeVisible(patience)
  await expect(there.getByText(station.provider)).toBeVisible()
  await look(there, 'preview')
  await there.getByLabel('Sign-in name').fill('tamsin')
  await there.getByLabel('New passphrase', { exact: true }).fill(newPassphrase)
  await there.getByLabel('New passphrase again').fill(newPassphrase)
  await there.getByRole('button', { name: 'Restore and sign in' }).click()
  await expect(there.getByRole('heading', { name: 'Recovery key', level: 1 })).toBeVisible(patience)
  await look(there, 'new-recovery-key')
  await goTo(there, '/work-list')
  await expect(there.getByText(journey.sample.name.family, { exact: false }).first()).toBeVisible(patience)
  await look(there, 'restored')
  await other.close()
  rmSync(stick, { recursive: true, force: true })
})
