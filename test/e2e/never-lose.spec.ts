/** A database that Chromium threw away, that is older, or that lost a part comes back from the journal, with an account of it. */
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from '../shells/app-fixture.ts'
import { startAgain, startWalk, type Walk } from '../support/e2e.ts'
import { recordRequest } from '../support/journey/request.ts'
import { setUpStation } from '../support/journey/set-up.ts'
import { unlock } from '../support/journey/session.ts'
import { lookInto } from '../support/look.ts'
import { goTo } from '../support/at-the-screen.ts'

const picture = lookInto('never-lose')

const databaseOf = ({ app }: Walk): string => {
  const folders = readdirSync(app.dataFolder, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && entry.name === 'IndexedDB',
  )
  expect(folders).toHaveLength(1)
  return join(folders[0]!.parentPath, folders[0]!.name)
}

/** Opens the case that was requested: what matters is there. */
async function expectTheCase({ journey }: Walk): Promise<void> {
  const { name } = journey.sample
  await goTo(journey.page, '/work-list')
  await expect(journey.page.getByText(`${name.given} ${name.family}`).first()).toBeVisible()
}

/** Takes one row out of the database, as damage does: no word from anyone. */
async function loseARow(page: Page, table: string): Promise<number> {
  return page.evaluate(
    (name) =>
      new Promise<number>((resolve, reject) => {
        const request = indexedDB.open('ra-desk')
        request.onerror = () => {
          reject(new Error('not opened'))
        }
        request.onsuccess = () => {
          const transaction = request.result.transaction(name, 'readwrite', { durability: 'strict' })
          const store = transaction.objectStore(name)
          const keys = store.getAllKeys()
          keys.onsuccess = () => {
            if (keys.result[0] !== undefined) store.delete(keys.result[0])
          }
          transaction.oncomplete = () => {
            request.result.close()
            resolve(keys.result.length)
          }
        }
      }),
    table,
  )
}

test('a lost, older or half-deleted database is made again from the journal, and it says what it found', async ({ launch }) => {
  const walk = await startWalk(launch)
  const { journey } = walk
  await setUpStation(journey)
  await recordRequest(journey)

  await test.step('nothing is said when all is in order', async () => {
    await walk.app.kill()
    await startAgain(walk)
    await unlock(journey)
    await expectTheCase(walk)
    await expect(journey.page.getByRole('region', { name: 'About the database' })).toHaveCount(0)
    await expect(journey.page.getByRole('region', { name: 'About the files of RA Desk' })).toHaveCount(0)
  })

  await test.step('half deleted', async () => {
    expect(await loseARow(journey.page, 'cases')).toBe(1)
    await walk.app.kill()
    await startAgain(walk)
    await unlock(journey)
    const notice = journey.page.getByRole('region', { name: 'About the database' })
    await expect(notice).toContainText('was damaged and has been rebuilt')
    await expect(notice).toContainText('Cases: 0 found, 1 now.')
    await expectTheCase(walk)
    await picture(journey.page, 'rebuilt')
  })

  await test.step('wiped', async () => {
    await walk.app.kill()
    const folder = databaseOf(walk)
    cpSync(folder, `${walk.app.dataFolder}-older`, { recursive: true })
    rmSync(folder, { recursive: true })
    await startAgain(walk)
    await unlock(journey)
    await expect(journey.page.getByRole('region', { name: 'About the database' })).toContainText('was lost and has been rebuilt')
    await expectTheCase(walk)
  })

  await test.step('put back to an older state', async () => {
    await walk.app.page.evaluate(() => window.raDesk.call('station.read', {}))
    await walk.app.kill()
    const folder = databaseOf(walk)
    rmSync(folder, { recursive: true })
    cpSync(`${walk.app.dataFolder}-older`, folder, { recursive: true })
    await startAgain(walk)
    await unlock(journey)
    await expectTheCase(walk)
    expect(existsSync(folder)).toBe(true)
  })

  await test.step('a draft that cannot be written is said, until one can be again', async () => {
    const { page } = journey
    await page.evaluate(() => {
      const send = Worker.prototype.postMessage as (message: unknown) => void
      Worker.prototype.postMessage = function postMessage(this: Worker, message: { id: number; method: string }) {
        if (message.method !== 'writeDraft' || (window as { diskFull?: boolean }).diskFull === false) send.call(this, message)
        else this.dispatchEvent(new MessageEvent('message', { data: { id: message.id, ok: false, message: 'QuotaExceededError' } }))
      }
    })
    await page.getByRole('link', { name: 'New request' }).first().click()
    const typed = page.getByLabel('Sponsor’s role (optional)', { exact: true })
    await typed.fill('typed while the disk is full')
    await expect(page.getByRole('alert', { name: 'Drafts are not being saved' })).toContainText('save it now')
    await expect(typed).toHaveValue('typed while the disk is full')
    await expect(page.getByRole('alert', { name: 'Drafts are not being saved' })).toBeInViewport()
    await picture(page, 'drafts-not-kept')
    await page.evaluate(() => {
      ;(window as { diskFull?: boolean }).diskFull = false
    })
    await typed.fill('typed after space was freed')
    await expect(page.getByRole('alert', { name: 'Drafts are not being saved' })).toHaveCount(0)
  })

  await test.step('record damaged: repaired from its second copy, with a notice', async () => {
    await walk.app.kill()
    const path = join(walk.app.dataFolder, 'vault/record.db')
    writeFileSync(path, readFileSync(path).fill(0, 0, 512))
    writeFileSync(`${path}-wal`, '')
    await startAgain(walk)
    await unlock(journey)
    await expect(journey.page.getByRole('region', { name: 'About the files of RA Desk' })).toContainText(
      'One RA Desk file was damaged and has been repaired. Nothing is missing. Reference: F01',
    )
    await expectTheCase(walk)
    await picture(journey.page, 'mended')
  })
})
