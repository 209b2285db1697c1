import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { pivProfile } from '../../native/card/profile.ts'
import { personalise } from '../../native/card/personalise.ts'
import { blankCard, factoryReferenceData, type VirtualCardState } from '../../native/card/virtual-card-state.ts'
import { createVirtualReader } from '../../native/reader/virtual-reader.ts'
import { expect, processesFor, test } from '../shells/app-fixture.ts'
import { projectFolder } from '../shells/shells.ts'
import { findViolations } from '../support/axe.ts'
import { now, random, samplePlan } from '../support/cards.ts'
import { reachSimulator, startWalk } from '../support/e2e.ts'
import { goTo } from '../support/at-the-screen.ts'
import { journeySteps } from '../support/journey/steps.ts'
import { openStep } from '../support/journey/step.ts'

const sizes = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
] as const
const folder = join(projectFolder, 'test-output/readers')
const first = 'RA Desk virtual reader'
const second = 'Example Reader 7 01 00'

async function violations(page: Page): Promise<string[]> {
  return (await findViolations(page)).map(({ rule, where }) => `${rule}: ${where[0] ?? ''}`)
}

/** A card of somebody, as RA Desk writes it. */
async function writtenCard(): Promise<VirtualCardState> {
  const { reader, hand } = createVirtualReader({ random, name: 'Bench' })
  hand.insert(blankCard({ serial: 577_215 }))
  const made = await reader.connect('Bench')
  if (!made.ok) throw new Error(made.error.message)
  const { outcome } = await personalise({ connection: made.value, plan: samplePlan(), random, now, journal: () => undefined })
  if (outcome !== 'done') throw new Error(outcome)
  return hand.cardState()!
}

test('what the agent sees with each reader and card, and that their own card is never touched', async ({ launch }) => {
  mkdirSync(folder, { recursive: true })
  const { app, journey } = await startWalk(launch)
  const { page, hands } = journey
  for (const { id, run } of journeySteps.slice(
    0,
    journeySteps.findIndex(({ id }) => id === 'write-card'),
  ))
    await test.step(id, () => run(journey))

  const found: string[] = []
  const see = async (screen: string): Promise<void> => {
    for (const size of sizes) {
      await page.setViewportSize(size)
      await page.evaluate(() => {
        scrollTo(0, 0)
      })
      await page.screenshot({ path: join(folder, `${screen}-${String(size.width)}x${String(size.height)}.png`) })
      if (await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1))
        found.push(`${screen}: runs off the side at ${String(size.width)}`)
    }
    await page.setViewportSize(sizes[0])
    found.push(...(await violations(page)).map((one) => `${screen}: ${one}`))
  }
  const main = page.getByRole('main')
  const strip = page.getByRole('list', { name: 'Devices' })
  const message = async (words: RegExp | string): Promise<void> => {
    await expect(main.getByText(words).first()).toBeVisible({ timeout: 15_000 })
  }
  const spoken = page.locator('[data-announcer]')

  await openStep(journey, 'write-card')
  await test.step('an empty reader', async () => {
    await message('Put a blank card in the reader.')
    await expect(strip).toContainText('Card reader: no card in it')
    await see('empty-reader')
  })
  await test.step('a blank card', async () => {
    await hands.reader.insert(blankCard({ serial: 271_828 }))
    await message('A smartcard without a certificate: it looks blank.')
    await expect(spoken).toHaveText(/Card reader: a card is in this reader/)
    await see('blank-card')
  })
  await test.step('a card that is somebody’s', async () => {
    await hands.reader.remove()
    await message('Put a blank card in the reader.')
    await hands.reader.insert({
      ...blankCard({ serial: 314_159 }),
      objects: { '5FC105': Buffer.from('7003300100710100FE00', 'hex').toString('base64') },
    })
    await message('This card is in use')
    await see('wrong-card')
    const before = (await hands.card.state())!
    await page.getByRole('button', { name: 'Write the card', exact: true }).click()
    await message('The card was refused')
    await see('wrong-card-refused')
    expect(await hands.card.state()).toEqual(before)
  })
  await test.step('a card with 5 attempts that does not say how many it allows', async () => {
    await hands.reader.remove()
    await message('Put a blank card in the reader.')
    const card = blankCard({ serial: 618_033, metadata: false, passcode: factoryReferenceData('passcode', 5) })
    await hands.reader.insert(card)
    await message('A smartcard without a certificate: it looks blank.')
    await page.getByRole('button', { name: 'Write the card', exact: true }).click()
    await message('This card allows 5 attempts')
    await expect(main.getByRole('button', { name: 'Yes, new cards allow 5 attempts' })).toBeVisible()
    await see('attempts-question')
    await main.getByRole('button', { name: 'No, do not use this card' }).click()
    await message('You answered that new cards do not come like this.')
    expect(await hands.card.state()).toEqual(card)
  })
  await test.step('a locked card', async () => {
    await hands.reader.remove()
    await message('Put a blank card in the reader.')
    const blank = blankCard({ serial: 161_803 })
    await hands.reader.insert({ ...blank, passcode: { ...blank.passcode, left: 0 } })
    await message('This card is locked')
    await see('locked-card')
  })
  await test.step('a card that another program holds', async () => {
    await hands.reader.remove()
    await hands.reader.hold('another-program')
    await hands.reader.insert(blankCard({ serial: 271_828 }))
    await message('Another program is using this card')
    await see('held-card')
    await hands.reader.hold('none')
    await page.getByRole('button', { name: 'Check again' }).click()
    await message('A smartcard without a certificate: it looks blank.')
  })
  await test.step('a mute card', async () => {
    await hands.reader.mute()
    await message('check which way up it goes')
    await expect(strip).toContainText('the card does not answer')
    await see('mute-card')
  })
  await test.step('the agent’s own card, in the only reader', async () => {
    await hands.reader.remove()
    const sent = await hands.reader.commandCount()
    await hands.reader.insert(blankCard({ serial: 1, atr: pivProfile.neverTouch[0]!.atr }))
    await message('There is no reader for a new card')
    await message(/This is an NHS Care Identity Service smartcard\. RA Desk does not touch it/)
    await see('own-card')
    await goTo(page, `/workstation/card/${encodeURIComponent(first)}`)
    await message('up to 115,200 bits a second (TA1 18)')
    await see('own-card-page')
    expect(await hands.reader.commandCount()).toBe(sent)
  })
  await test.step('the own card in one reader, a blank card in another', async () => {
    await hands.readerNamed(second).plugIn()
    await hands.readerNamed(second).insert(blankCard({ serial: 271_829 }))
    await openStep(journey, 'write-card')
    await message('A smartcard without a certificate: it looks blank.')
    await expect(main.getByRole('radio')).toHaveCount(1)
    await expect(main.getByRole('radio', { name: second })).toBeChecked()
    await see('two-readers')
  })
  await test.step('pins', async () => {
    await hands.reader.remove()
    await hands.reader.insert(blankCard({ serial: 2 }))
    await goTo(page, '/workstation')
    await main
      .getByRole('group', { name: `What ${first} is for` })
      .getByRole('button', { name: 'My own card' })
      .click()
    await main
      .getByRole('group', { name: `What ${second} is for` })
      .getByRole('button', { name: 'Blank cards' })
      .click()
    await expect(strip).toContainText(`${first}: kept for your own card, not touched`)
    await expect(strip).toContainText(`${second}: for blank cards, a card is in this reader`)
    await see('pins')
    await main.getByRole('link', { name: `What is on the card in ${second}` }).click()
    await expect(main.getByRole('heading', { name: 'PIV application' })).toBeVisible()
    await expect(main.getByText('271829')).toBeVisible()
    await see('card-page-blank')
    await main.getByText(/^Show the \d+ commands/).click()
    await expect(main.getByLabel('Transcript')).toContainText('bytes withheld')
    await expect(main.getByLabel('Transcript')).not.toContainText((271_829).toString(16).padStart(8, '0').toUpperCase())
    // A written card takes its place: the page is read again by itself.
    await hands.readerNamed(second).insert(await writtenCard())
    await expect(main.getByText(/CN=Siân Ŵyn Sample-Nguyễn/)).toBeVisible({ timeout: 15_000 })
    await expect(main.getByText('Itself (self-signed)')).toBeVisible()
    await see('card-page')
  })
  await test.step('at 200 % zoom the strip is still there and nothing runs off the side', async () => {
    await page.setViewportSize({ width: 683, height: 384 })
    await page.screenshot({ path: join(folder, 'card-page-zoomed.png') })
    expect(await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1)).toBe(false)
    await strip.scrollIntoViewIfNeeded()
    await expect(strip).toBeInViewport()
    await page.setViewportSize(sizes[0])
  })
  await test.step('the device process is killed: it says “starting again”, comes back, and nothing else is noticed', async () => {
    await goTo(page, '/workstation')
    await main
      .getByRole('group', { name: `What ${first} is for` })
      .getByRole('button', { name: 'Any card' })
      .click()
    await openStep(journey, 'write-card')
    const before = processesFor(app.handsPath)
    expect(before).toHaveLength(1)
    process.kill(before[0]!, 'SIGKILL')
    await message('The card readers are restarting')
    await expect(strip).toContainText('Card reader: no card in it')
    await message('Put a blank card in the reader.')
    expect(processesFor(app.handsPath)).not.toEqual(before)
  })
  await test.step('no reader, and no service', async () => {
    // The hands went with the process: new ones.
    journey.hands.close()
    journey.hands = await reachSimulator(app)
    await journey.hands.reader.unplug()
    await message('No card reader is connected')
    await expect(strip.getByRole('link', { name: /^Fix.*Card reader$/ })).toBeVisible()
    await see('no-reader')
    await journey.hands.reader.stopService()
    await message('The smart card service is not running')
    await expect(spoken).toHaveText(/service is not running/)
    await see('no-service')
    await strip.getByRole('link', { name: /^Fix.*Card reader$/ }).click()
    await message('What to do:')
    await see('no-service-workstation')
    await journey.hands.reader.startService()
    await journey.hands.reader.plugIn()
    await expect(strip).toContainText('Card reader: no card in it')
  })
  expect(found).toEqual([])
})
