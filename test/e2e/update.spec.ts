/** An RA manager updates RA Desk from a file that the provider's tool signed: refused when altered, checked, backed up, and nothing started here. */
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '../shells/app-fixture.ts'
import { projectFolder } from '../shells/shells.ts'
import { goTo } from '../support/at-the-screen.ts'
import { startWalk } from '../support/e2e.ts'
import { recordRequest } from '../support/journey/request.ts'
import { setUpStation } from '../support/journey/set-up.ts'
import { lookInto } from '../support/look.ts'

const look = lookInto('update')
const patience = { timeout: 60_000 }

/** As a provider does it at its own computer. The file with the highest name is the one that the stand-in's dialog chooses. */
function signUpdate(stick: string, version: string, name: string): string {
  const work = mkdtempSync(join(tmpdir(), 'ra-desk-provider-'))
  const installer = join(work, `ra-desk_${version}_amd64.deb`)
  writeFileSync(installer, randomBytes(3_000_000))
  writeFileSync(join(work, 'changes.txt'), '# For agents\n- Labels print on the new printer.\n- The work list opens faster.\n')
  const to = join(stick, name)
  execFileSync(
    process.execPath,
    [
      join(projectFolder, 'tools/sign-update.ts'),
      ...['--file', installer, '--version', version, '--changes', join(work, 'changes.txt')],
      ...['--key', join(projectFolder, 'tools/signing/development-update-key.pem')],
      ...['--platform', `${process.platform}-${process.arch}`, '--date', '2026-11-30', '--out', to],
    ],
    { stdio: 'pipe' },
  )
  return to
}

test('update: an altered file is refused, a signed one is checked, backed up with a test, and not started in the stand-in', async ({
  launch,
}) => {
  const stick = mkdtempSync(join(tmpdir(), 'ra-desk-stick-'))
  const { journey, app } = await startWalk((options) => launch({ ...options, env: { RA_DESK_OPEN_FOLDER: stick } }))
  const { page } = journey
  await setUpStation(journey)
  await recordRequest(journey)
  const part = page.getByRole('region', { name: 'Update RA Desk' })
  const choose = part.getByRole('button', { name: 'Choose the update file' })

  await goTo(page, '/settings/update')
  await expect(part).toContainText('RA Desk 0.1.0')
  await expect(part).toContainText('Chromium stand-in, which is not an installed app')
  await look(page, 'before')
  await choose.click()
  await expect(part.getByRole('alert')).toHaveCount(0)

  const whole = readFileSync(signUpdate(stick, '1.2.0', 'a.raupdate'))
  whole[whole.length - 1_000]! ^= 1
  writeFileSync(join(stick, 'b.raupdate'), whole)
  await choose.click()
  await expect(part.getByRole('alert')).toContainText('is not the one that your service provider signed', patience)
  await look(page, 'refused')

  signUpdate(stick, '1.2.0', 'c.raupdate')
  await choose.click()
  await expect(part.getByRole('heading', { name: 'Update to RA Desk 1.2.0' })).toBeVisible(patience)
  await expect(part.getByRole('listitem')).toHaveText(['Labels print on the new printer.', 'The work list opens faster.'])
  await expect(part).toContainText('The development key. This file is not signed by your provider.')
  await part.getByRole('heading', { name: 'Update to RA Desk 1.2.0' }).scrollIntoViewIfNeeded()
  await look(page, 'what-it-is')

  await part.getByRole('button', { name: 'Back up and test' }).click()
  await expect(part.getByRole('alert')).toContainText('no folder for backups is chosen', patience)
  await look(page, 'no-backup-folder')
  await part.getByRole('link', { name: 'folder for backups' }).click()
  const backups = page.getByRole('region', { name: 'Backup', exact: true })
  await backups.getByRole('button', { name: 'Choose a folder' }).click()
  await expect(backups.getByText(stick)).toBeVisible(patience)

  await goTo(page, '/settings/update')
  await expect(part.getByRole('button', { name: 'Finish without installing' })).toHaveCount(0)
  await part.getByRole('button', { name: 'Back up and test' }).click()
  await expect(part).toContainText('restored in a test: 1 case', patience)
  await part.getByRole('button', { name: 'Finish without installing' }).scrollIntoViewIfNeeded()
  await look(page, 'ready')
  await part.getByRole('button', { name: 'Finish without installing' }).click()
  await expect(part.getByRole('region', { name: 'Nothing was installed' })).toBeVisible(patience)
  await look(page, 'nothing-installed')
  expect(existsSync(join(app.dataFolder, 'update'))).toBe(false)
  expect(readdirSync(stick).filter((name) => name.endsWith('.age')).length).toBeGreaterThan(0)

  // The highest version that was checked counts, also for a file that is newer than the installed version.
  signUpdate(stick, '1.1.0', 'd.raupdate')
  await choose.click()
  await expect(part.getByRole('alert')).toContainText('version 1.2.0 was already checked or installed', patience)
  await goTo(page, '/record')
  await expect(page.getByText('Checked an update of RA Desk').first()).toBeVisible(patience)

  // An older RA Desk than the one that wrote the folder: as if this one had been put back.
  await app.close()
  writeFileSync(join(app.dataFolder, 'data-format.json'), JSON.stringify({ format: 99 }))
  const older = await app.relaunch()
  await expect(older.page.getByRole('heading', { name: 'These cases were made by a newer RA Desk' })).toBeVisible(patience)
  await look(older.page, 'newer')
})
