/** A database that Chromium cannot open any more is set aside by one button, and made again from the record. */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../shells/app-fixture.ts'
import { RELAUNCH } from '../shells/relaunch.ts'
import { startAgain, startWalk } from '../support/e2e.ts'
import { recordRequest } from '../support/journey/request.ts'
import { setUpStation } from '../support/journey/set-up.ts'
import { station } from '../support/journey/journey.ts'
import { unlock } from '../support/journey/session.ts'
import { lookInto } from '../support/look.ts'
import { goTo } from '../support/at-the-screen.ts'

const look = lookInto('database-aside', { schemes: ['light', 'dark'] })

test('a database that cannot be opened is said, kept aside, and made again', async ({ launch, shell }) => {
  const walk = await startWalk(launch)
  const { journey } = walk
  await setUpStation(journey)
  await recordRequest(journey)
  const { name } = journey.sample

  await walk.app.kill()
  const names = readdirSync(walk.app.dataFolder, { recursive: true, encoding: 'utf8' })
  const current = names.find((path) => /IndexedDB.*leveldb[/\\]CURRENT$/.test(path))
  test.skip(current === undefined, 'this Chromium does not keep its database in LevelDB')
  // A list of files that is not there: not damage that Chromium answers by starting anew, but an error at every opening.
  writeFileSync(join(walk.app.dataFolder, current!), 'MANIFEST-999999\n')

  await startAgain(walk)
  await walk.app.page.getByLabel('Passphrase').fill(station.passphrase)
  await walk.app.page
    .getByRole('button', { name: 'Unlock' })
    .click()
    .catch(() => undefined)
  await walk.app.page.waitForEvent('crash').catch(() => undefined)
  let page = await walk.app.freshPage()
  const trouble = page.getByRole('region', { name: 'The database could not be opened' })
  await expect(trouble).toContainText('Everything you saved is safe and unchanged.')
  await look(page, 'cannot-be-opened')
  await page.getByRole('button', { name: 'Set the database aside and start again' }).click()
  await expect(page.getByRole('alertdialog')).toContainText('You need to re-enter anything you had not saved')
  await look(page, 'confirm')
  await page
    .getByRole('button', { name: 'Set it aside and start again' })
    .click()
    .catch(() => undefined)
  // Electron starts itself again; the stand-in asks whoever started it.
  const ended = await walk.app.exited
  if (shell === 'chromium-stand-in') expect(ended).toBe(RELAUNCH)

  await startAgain(walk)
  page = journey.page
  await expect(page.getByText('The database was set aside.')).toBeVisible()
  await look(page, 'set-aside')
  await unlock(journey)
  const notice = page.getByRole('region', { name: 'About the database' })
  await expect(notice).toContainText('Cases: 0 found, 1 now.')
  await expect(notice).toContainText('kept for 14 days in')
  await goTo(page, '/work-list')
  await expect(page.getByText(`${name.given} ${name.family}`).first()).toBeVisible()
  await look(page, 'made-again')

  const aside = join(walk.app.dataFolder, 'set-aside')
  const kept = readdirSync(aside, { recursive: true, encoding: 'utf8' })
    .map((path) => join(aside, path))
    .filter((path) => statSync(path).isFile())
  expect(kept.some((path) => path.endsWith('CURRENT') && readFileSync(path, 'utf8') === 'MANIFEST-999999\n')).toBe(true)

  await walk.app.kill()
  await startAgain(walk)
  await expect(journey.page.getByText('The database was set aside.')).toHaveCount(0)
  await unlock(journey)
  await expect(journey.page.getByRole('region', { name: 'About the database' })).toHaveCount(0)
})
