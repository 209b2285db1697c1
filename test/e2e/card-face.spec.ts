/** The station's own card on its page, and the print of a card: life-size preview, both sides, a reason to print again, a spoiled card. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { own } from '../main/card-face/own-template.ts'
import { flatPng } from '../main/documents/support.ts'
import { expect, test } from '../shells/app-fixture.ts'
import { startWalk } from '../support/e2e.ts'
import { goTo, group } from '../support/at-the-screen.ts'
import { journeySteps } from '../support/journey/steps.ts'
import { openStep } from '../support/journey/step.ts'
import { lookInto } from '../support/look.ts'

const look = lookInto('card-face')

const template = {
  ...own,
  back: {
    texts: [
      {
        x: 5,
        y: 8,
        width: 75.6,
        height: 14,
        largest: 8,
        smallest: 6,
        lines: 3,
        align: 'centre',
        text: 'If you find this card, please post it to {provider}, {return address}',
      },
      { x: 5, y: 44, width: 60, height: 4, largest: 7, smallest: 6, lines: 1, text: 'Card {serial}, {series}' },
    ],
    code: { x: 20, y: 27, width: 46, height: 9, form: 'bars' },
  },
}
const file = (value: unknown) => ({ name: 'card.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(value)) })
const sky = { name: 'sky.png', mimeType: 'image/png', buffer: Buffer.from(flatPng(1_100, 700, 214)) }

async function pictures(page: Page, name: string): Promise<void> {
  await expect(page.locator('.desk-spinner')).toHaveCount(0)
  await look(page, name, { fullPage: true })
}

test('a station takes its own card into use, prints it, prints it again with a reason, and spoils a card', async ({ launch }) => {
  const { app, journey } = await startWalk(launch)
  const { page } = journey
  const press = (name: string) => page.getByRole('main').getByRole('button', { name, exact: true }).click()
  for (const { id, run } of journeySteps) {
    if (id === 'print-card') break
    await run(journey)
  }

  await test.step('a template over the chip is refused in words that name the part, and nothing changes', async () => {
    await goTo(page, '/settings/card-template')
    await expect(page.getByRole('heading', { name: 'Card template', level: 1 })).toBeVisible()
    await expect(page.locator('canvas')).toHaveCount(1)
    await pictures(page, 'template-standard')
    await page
      .locator('input[type=file]')
      .setInputFiles([file({ ...template, front: { ...template.front, cardholder: { ...template.front.cardholder, y: 25 } } }), sky])
    await expect(page.getByText('The name must keep 1.5 mm away from the chip.')).toBeVisible()
    await pictures(page, 'template-refused')
  })

  await test.step('a good one is seen before it is used', async () => {
    await page.locator('input[type=file]').setInputFiles([file(template), sky])
    await expect(page.getByText('Nothing has changed yet.')).toBeVisible()
    await expect(page.locator('canvas')).toHaveCount(3)
    await pictures(page, 'template-new')
    await press('Use this card')
    await expect(page.getByText('Invented Valley, version 1')).toBeVisible()
    await page.getByLabel('Series on the card').fill('Series 11')
    await press('Save the series')
    await expect(page.getByText('Invented Valley, version 2')).toBeVisible()
    await press('Save for another workstation')
    await expect(page.getByText(/^Saved as/)).toBeVisible()
    const exported = JSON.parse(readFileSync(join(app.saveFolder, 'card-template.json'), 'utf8')) as {
      front: { series: { text: string } }
      images: Record<string, string>
    }
    expect(exported.front.series.text).toBe('Series 11')
    expect(Object.keys(exported.images)).toEqual(['sky.png'])
    await pictures(page, 'template-own')
  })

  await test.step('the preview is as large as a card once the screen was measured with one', async () => {
    await openStep(journey, 'print-card')
    await expect(page.locator('canvas')).toHaveCount(2)
    await pictures(page, 'print')
    await press('Make it life size')
    const outline = page.getByRole('img', { name: 'Outline of a card' })
    const slider = page.getByLabel('Size of the outline')
    await slider.fill('4.5')
    expect((await outline.boundingBox())!.width).toBeCloseTo(85.6 * 4.5, 0)
    await pictures(page, 'measure-screen')
    await page.getByRole('button', { name: 'Save this size' }).click()
    await expect(page.getByText('life size: you measured this screen')).toBeVisible()
    const shown = (await page.locator('canvas').first().boundingBox())!
    expect(shown.width).toBeCloseTo(85.6 * 4.5, 0)
    expect(shown.height).toBeCloseTo(53.98 * 4.5, 0)
    await pictures(page, 'print-measured')
  })

  await test.step('front, then back; again only with a reason', async () => {
    await press('Print the card face')
    await expect(page.getByRole('heading', { name: 'Turn the card over' })).toBeVisible()
    await pictures(page, 'print-back')
    await press('Print the back')
    await expect(page.getByRole('heading', { name: 'Check the card' })).toBeVisible()
    await press('Print again: it did not reach the card')
    await press('Print the card face again')
    await expect(page.getByRole('link', { name: 'Say why you are printing it again' })).toBeVisible()
    await group(page, 'What is on the card now?').getByRole('radio', { name: 'Part of the print, or faint marks' }).check()
    await pictures(page, 'print-again')
    await page.getByLabel('I accept printing over what is there').check()
    await page.getByLabel('Why are you printing it again?').fill('The ribbon ended')
    await press('Print the card face again')
    await expect(page.getByRole('heading', { name: 'Check the card' })).toBeVisible()
    expect(await journey.hands.printer.jobs()).toHaveLength(3)
  })

  await test.step('No: it is said what was done with the card, it is asked twice, and a new card is next', async () => {
    await group(page, 'Did it print well?').getByRole('radio', { name: 'No', exact: true }).check()
    await press('Save the answer')
    await expect(page.getByRole('link', { name: 'Say what you did with the spoiled card' })).toBeVisible()
    await page.getByLabel('What is wrong with it?').fill('Streaks over the face')
    await page.getByLabel(/^What did you do with the spoiled card/).selectOption({ label: 'Punched through the chip' })
    await pictures(page, 'print-spoiled')
    await press('Save the answer')
    await pictures(page, 'print-spoil-sure')
    await page.getByRole('alertdialog').getByRole('button', { name: 'Mark as spoiled' }).click()
    await expect(page.getByText('The card is spoiled and destroyed. Next, write a new card.')).toBeVisible()
    await openStep(journey, 'print-card')
    await expect(page.getByRole('button', { name: 'Print the card face' })).toHaveCount(0)
    await openStep(journey, 'write-card')
    await pictures(page, 'write-again')
  })
})
