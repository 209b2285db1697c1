/** Exactly what was packed for Linux, started on Node with the Chromium stand-in. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { launchApp } from '../shells/app-fixture.ts'
import { expect, test } from '@playwright/test'
import { fill, patience, press, settled } from '../support/at-the-screen.ts'
import { packagingRun } from './packed.ts'

const { laidOut } = packagingRun()

for (const [binding, module] of [
  ['pcsclite', 'pcsclite.node'],
  ['smartcard', 'smartcard_napi.node'],
] as const)
  test(`the packed app starts: its page, and the process of devices with the packed module for card readers, ${binding}`, async () => {
    const testInfo = test.info()
    const args = [`--reader-binding=${binding}`]
    const app = await launchApp({ packedMain: laidOut.main, dataFolder: join(testInfo.outputPath(), 'data'), args })
    await expect(app.page.getByRole('heading', { name: 'Set up this workstation' })).toBeVisible({ timeout: patience })
    const devices = await findDeviceProcess(app.pid)
    expect(devices.words).toContain(join(dirname(laidOut.main), '../device-process/main.mjs'))
    await expect.poll(() => devices.modules(), { timeout: patience }).toContain(module)
    await app.kill()
  })

test('the packed app in practice mode: sets up, and unlocks after a restart', async () => {
  const testInfo = test.info()
  const first = await launchApp({ packedMain: laidOut.main, dataFolder: join(testInfo.outputPath(), 'data'), args: ['--practice'] })
  await expect(first.page.getByText('PRACTICE: nothing here is real.')).toBeVisible({ timeout: patience })
  const passphrase = await first.page.getByLabel('Passphrase', { exact: true }).inputValue()
  await first.page.getByRole('button', { name: 'Set up and continue' }).click()
  await settled(first.page, first.page.getByRole('heading', { name: 'Today', level: 1 }))
  await first.kill()

  const app = await first.relaunch()
  await expect(app.page.getByRole('heading', { name: 'Unlock RA Desk' })).toBeVisible({ timeout: patience })
  await fill(app.page, 'Passphrase', passphrase)
  await press(app.page, 'Unlock')
  await settled(app.page, app.page.getByRole('navigation', { name: 'Main' }))
  expect(await app.page.evaluate(() => window.raDesk.call('record.checkpoint', {}))).toMatchObject({ ok: true })
  expect(await app.page.evaluate(() => window.raDesk.call('devices.state', {}))).toMatchObject({ ok: true })
  await testInfo.attach('screen', { body: await app.page.screenshot(), contentType: 'image/png' })
  await app.kill()
})

/** Linux tells what a process has loaded. */
async function findDeviceProcess(parent: number) {
  const children = () =>
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((id) => {
        try {
          const words = readFileSync(`/proc/${id}/cmdline`, 'utf8').split('\0')
          const isChild = readFileSync(`/proc/${id}/status`, 'utf8').includes(`PPid:\t${String(parent)}\n`)
          return isChild && words.some((word) => word.includes('device-process')) ? [{ id, words }] : []
        } catch {
          return []
        }
      })
  await expect.poll(() => children().length, { timeout: patience }).toBe(1)
  const [{ id, words }] = children() as [{ id: string; words: string[] }]
  return { words, modules: () => readFileSync(`/proc/${id}/maps`, 'utf8') }
}
