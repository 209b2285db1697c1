/** An RA manager imports an edition that the provider signed, begins a case under it, and withdraws it. */
import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '../shells/app-fixture.ts'
import { startWalk } from '../support/e2e.ts'
import { goTo } from '../support/at-the-screen.ts'
import { setUpStation } from '../support/journey/set-up.ts'
import { lookInto } from '../support/look.ts'
import { longerCodeEdition, makeProviderKey } from '../support/signed-edition.ts'

const look = lookInto('editions')
const { name } = longerCodeEdition

test('editions: refused when altered, shown as a difference, imported, offered for a new case, withdrawn', async ({ launch }) => {
  const provider = makeProviderKey()
  const policy = join(tmpdir(), `ra-desk-policy-${randomUUID()}.json`)
  writeFileSync(policy, JSON.stringify({ editionSigner: provider.publicKey }))
  const walk = await startWalk((options) => launch({ ...options, env: { RA_DESK_MACHINE_POLICY: policy } }))
  await setUpStation(walk.journey)
  const { page } = walk.journey
  const part = page.getByRole('region', { name: 'Editions of the guidance' })
  const choose = (bytes: Uint8Array) =>
    part
      .locator('input[type=file]')
      .setInputFiles({ name: 'invented.edition.json', mimeType: 'application/json', buffer: Buffer.from(bytes) })

  await goTo(page, '/settings/editions')
  await expect(part.getByRole('heading', { level: 3 })).toHaveCount(6)
  await expect(part).toContainText('Withdrawn on 31 May 2023')
  const whole = provider.write(longerCodeEdition)
  await choose(Buffer.from(Buffer.from(whole).toString().replace('8-digit', '9-digit')))
  await expect(part.getByRole('alert')).toContainText('changed after it was signed')
  await choose(provider.write({ ...longerCodeEdition, steps: longerCodeEdition.steps.slice(0, -1) }))
  await expect(part.getByRole('alert')).toContainText('This edition cannot be used.')

  await choose(whole)
  const row = part.getByRole('row').filter({ hasText: '6-digit code › digits' })
  await expect(row.getByRole('cell')).toHaveText(['6', '8'])
  await expect(part).toContainText('Only new cases can begin under this edition.')
  await look(page, 'preview')
  await part.getByRole('button', { name: `Import “${name}”` }).click()
  const entry = part.getByRole('region', { name })
  await expect(entry).toContainText('In force since 1 September 2026')
  await look(page, 'imported')

  await goTo(page, '/new')
  await expect(page.getByRole('radio', { name })).toBeVisible()
  await expect(page.getByRole('radio', { name: 'Identity proved elsewhere' })).toBeChecked()
  await page.getByRole('radio', { name }).check()
  await goTo(page, '/work-list')
  await goTo(page, '/new')
  await expect(page.getByRole('radio', { name })).toBeChecked()
  await look(page, 'new-request')

  await goTo(page, '/settings/editions')
  await entry.getByRole('button', { name: `Withdraw “${name}”` }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Withdraw the edition' }).click()
  await expect(dialog.getByText('Enter the reason. Agents will read it.').first()).toBeVisible()
  await dialog.getByLabel('Reason').fill('Invented: the provider found a fault in it.')
  await look(page, 'withdraw')
  await dialog.getByRole('button', { name: 'Withdraw the edition' }).click()
  await expect(entry).toContainText('Invented: the provider found a fault in it.')
  await look(page, 'withdrawn')
  await entry.getByRole('button', { name: `Take “${name}” back into use` }).click()
  await expect(entry).toContainText('In force since 1 September 2026')
})
