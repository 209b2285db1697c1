/** Every kind of file that comes as a scan is shown correctly, or refused with a message before it is stored. */
import type { Page } from '@playwright/test'
import { expect, test } from '../shells/app-fixture.ts'
import { startWalk } from '../support/e2e.ts'
import { enterDetails } from '../support/journey/details.ts'
import { recordRequest } from '../support/journey/request.ts'
import { setUpStation } from '../support/journey/set-up.ts'
import { openStep } from '../support/journey/step.ts'
import { focusKept, group, patience, press } from '../support/at-the-screen.ts'
import { scanPdfs, scanPictures, type ScanFile } from '../support/scan-files/scan-files.ts'

const scan = (page: Page) => page.getByRole('group', { name: 'Scan of the identity document' })

/** Grey in the middle of the first page or of the picture, as it is drawn on the screen. */
const middleOf = (page: Page) =>
  scan(page).evaluate((viewer) => {
    const shown = viewer.querySelector<HTMLCanvasElement | HTMLImageElement>('canvas, img')!
    const width = shown instanceof HTMLImageElement ? shown.naturalWidth : shown.width
    const height = shown instanceof HTMLImageElement ? shown.naturalHeight : shown.height
    const pixel = new OffscreenCanvas(1, 1).getContext('2d')!
    pixel.drawImage(shown, Math.floor(width / 2), Math.floor(height / 2), 1, 1, 0, 0, 1, 1)
    const [red = 0, green = 0, blue = 0] = pixel.getImageData(0, 0, 1, 1).data
    return Math.round((red + green + blue) / 3)
  })

/** How many colours the first page has: a white page has one. */
const coloursOf = (page: Page) =>
  scan(page).evaluate((viewer) => {
    const canvas = viewer.querySelector('canvas')!
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
    return new Set(new Uint32Array(data.buffer)).size
  })

async function offer(page: Page, { file, bytes }: ScanFile): Promise<void> {
  const input = page.locator('main input[type="file"]').last()
  if ((await input.count()) === 0) {
    await press(page, 'Use another scan')
    await focusKept(page)
  }
  const mimeType = file.endsWith('.pdf') ? 'application/pdf' : 'image/jpeg'
  await page
    .locator('main input[type="file"]')
    .last()
    .setInputFiles({ name: file, mimeType, buffer: Buffer.from(await bytes) })
}

async function expectSeen(page: Page, { name, seen }: ScanFile): Promise<void> {
  const accept = group(page, 'Your decision').getByRole('radio', { name: 'Accept', exact: true })
  const problem = page.locator('.nhsuk-error-summary')
  if ('refused' in seen) {
    await expect(problem, name).toContainText(seen.refused, { timeout: patience })
    await expect(problem, name).toContainText('It was not saved.')
    return
  }
  await expect(page.getByRole('button', { name: 'Use another scan' }), name).toBeVisible({ timeout: patience })
  await expect(accept, name).toBeVisible({ timeout: patience })
  await expect(problem, name).toHaveCount(0)
  await focusKept(page)
  if ('picture' in seen) {
    const size = await scan(page)
      .locator('img')
      .evaluate((image) => [(image as HTMLImageElement).naturalWidth, (image as HTMLImageElement).naturalHeight])
    expect(size, name).toEqual(seen.picture)
  } else {
    await expect(scan(page).locator('canvas'), name).toHaveCount(seen.pages)
    if (seen.missing) await expect(scan(page).getByRole('status'), name).toContainText(seen.missing)
    else {
      await expect(scan(page).getByRole('status'), name).toHaveCount(0)
      if (seen.middle === undefined) expect(await coloursOf(page), name).toBeGreaterThan(1)
    }
  }
  if (seen.middle !== undefined)
    expect(Math.abs((await middleOf(page)) - seen.middle), `${name}: ${await middleOf(page)}`).toBeLessThanOrEqual(12)
}

test('scans: each is shown, or refused in words', async ({ launch }) => {
  const { journey } = await startWalk(launch)
  const { page } = journey
  await setUpStation(journey)
  for (const step of [recordRequest, enterDetails]) await step(journey)
  await openStep(journey, 'identity-document')
  for (const each of [...scanPdfs, ...scanPictures])
    await test.step(each.name, async () => {
      await offer(page, each)
      await expectSeen(page, each)
    })
})
