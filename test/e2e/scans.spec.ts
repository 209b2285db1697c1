/** A file of scans that is gone is made again from the database, while the agent works; what the database does not have is said with its case. */
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from '../shells/app-fixture.ts'
import { startAgain, startWalk, type Walk } from '../support/e2e.ts'
import { assessIdentityDocument, checkItems, askForItems } from '../support/journey/items.ts'
import { enterDetails } from '../support/journey/details.ts'
import { goTo } from '../support/at-the-screen.ts'
import { openStep } from '../support/journey/step.ts'
import { recordRequest } from '../support/journey/request.ts'
import { setUpStation } from '../support/journey/set-up.ts'
import { unlock } from '../support/journey/session.ts'
import { lookInto } from '../support/look.ts'

const picture = lookInto('scans')

const loseScans = ({ app }: Walk): void => {
  for (const name of ['scans.db', 'scans.db-wal']) rmSync(join(app.dataFolder, 'vault', name), { force: true })
}
const files = (page: Page) => page.getByRole('region', { name: 'About the files of RA Desk' })

async function restart(walk: Walk, harm: () => void): Promise<void> {
  await walk.app.kill()
  harm()
  await startAgain(walk)
  await unlock(walk.journey)
}

async function expectTheScan({ journey }: Walk): Promise<void> {
  await openStep(journey, 'identity-document')
  await expect
    .poll(() =>
      journey.page
        .getByRole('main')
        .locator('img')
        .evaluateAll((images) => images.map((image) => (image as HTMLImageElement).naturalWidth > 0)),
    )
    .toContain(true)
}

test('a lost file of scans comes back from the database, and outlives the database then; lost in both, the case is named', async ({
  launch,
}) => {
  const walk = await startWalk(launch)
  const { journey } = walk
  await setUpStation(journey)
  for (const step of [recordRequest, enterDetails, askForItems, checkItems, assessIdentityDocument]) await step(journey)

  await test.step('gone: taken back, and said', async () => {
    await restart(walk, () => loseScans(walk))
    await expect(files(journey.page)).toContainText(
      'One RA Desk file was damaged and has been repaired. Nothing is missing. Reference: F11',
    )
    await expect(journey.page.getByRole('heading', { name: 'Today', level: 1 })).toBeVisible()
    await picture(journey.page, 'taken-back')
    await expectTheScan(walk)
    await files(journey.page).getByRole('link', { name: 'What this notice means' }).click()
    await expect(journey.page.getByRole('heading', { name: 'What a notice about files means', level: 1 })).toBeVisible()
    await picture(journey.page, 'help')
    await goTo(journey.page, '/workstation')
    await journey.page.getByText('Details for support').click()
    await expect(journey.page.getByLabel('Details for support')).toContainText(
      /F11: scans-taken-back, scans\.db, (\d+) of \1 pieces restored/,
    )
  })

  await test.step('then the database is lost: the scan comes from the new file', async () => {
    await restart(walk, () => {
      for (const entry of readdirSync(walk.app.dataFolder, { recursive: true, withFileTypes: true }))
        if (entry.isDirectory() && entry.name === 'IndexedDB') rmSync(join(entry.parentPath, entry.name), { recursive: true })
    })
    await expect(journey.page.getByRole('region', { name: 'About the database' })).toContainText('was lost and has been rebuilt')
    await expect(files(journey.page)).toHaveCount(0)
    await expectTheScan(walk)
  })

  await test.step('gone, and its pieces gone from the database: said with the case', async () => {
    await expect.poll(() => countPieces(journey.page), { timeout: 0 }).toBeGreaterThan(0)
    await losePieces(journey.page)
    await restart(walk, () => loseScans(walk))
    await expect(files(journey.page)).toContainText(/Some scans or pictures can no longer be opened in this case: RA-.* Reference: F12/)
    await picture(journey.page, 'lost')
    await goTo(journey.page, '/workstation')
    await journey.page.getByText('Details for support').click()
    await expect(journey.page.getByLabel('Details for support')).toContainText(/F12: scans-lost, scans\.db, 0 of \d+ pieces restored/)
  })
})

const inPieces = <Value>(page: Page, work: 'count' | 'clear') =>
  page.evaluate(
    (what) =>
      new Promise<Value>((resolve, reject) => {
        const request = indexedDB.open('ra-desk')
        request.onerror = () => {
          reject(new Error('not opened'))
        }
        request.onsuccess = () => {
          const transaction = request.result.transaction('chunks', 'readwrite', { durability: 'strict' })
          const asked = transaction.objectStore('chunks')[what]()
          transaction.oncomplete = () => {
            request.result.close()
            resolve(asked.result as Value)
          }
        }
      }),
    work,
  )
const countPieces = (page: Page) => inPieces<number>(page, 'count')
const losePieces = (page: Page) => inPieces<undefined>(page, 'clear')
