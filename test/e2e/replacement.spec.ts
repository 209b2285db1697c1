import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../shells/app-fixture.ts'
import { projectFolder } from '../shells/shells.ts'
import { replaceCard2026 } from '../../domain/guidance/editions/replace-card-2026.ts'
import { blankCard } from '../../native/card/virtual-card-state.ts'
import { choose, completed, goTo, group, press, settled, taskList } from '../support/at-the-screen.ts'
import { startWalk } from '../support/e2e.ts'
import { newJourney, type Journey, type JourneyStep } from '../support/journey/journey.ts'
import { openStep } from '../support/journey/step.ts'
import { journeySteps, provedElsewhere, provedElsewhereSteps, replaceCardSteps } from '../support/journey/steps.ts'
import { lookInto } from '../support/look.ts'
import { tomasz } from '../../tools/demo/samples.ts'

async function take(journey: Journey, steps: readonly JourneyStep[], ...ids: JourneyStep['id'][]): Promise<void> {
  for (const { id, run } of steps.filter((step) => ids.length === 0 || ids.includes(step.id)))
    await test.step(`${journey.edition.id}: ${id}`, () => run(journey))
}

test('locked card of a closed case: replaced, the old one cancelled, and the new one posted', async ({ launch }) => {
  mkdirSync(join(projectFolder, 'test-output/replacement'), { recursive: true })
  const look = lookInto('replacement', { tall: true })
  const { app, journey: station } = await startWalk(launch)
  const { page, hands } = station
  await take(station, journeySteps, 'set-up')
  const { saveFolder: _folder, ...plain } = station
  const old = newJourney({
    ...plain,
    ...provedElsewhere,
    sample: tomasz,
    files: join(projectFolder, 'tools/demo/input', tomasz.title),
    reader: { insert: blankCard({ serial: 7_100_001 }) },
  })
  await take(old, provedElsewhereSteps)
  await hands.reader.remove()
  await expect(page.getByText('This case is closed.')).toBeVisible()
  await look(page, 'closed-case')

  await test.step('from the closed case, the person and the card are there already', async () => {
    await page.getByRole('link', { name: 'Replace the card', exact: true }).click()
    await expect(page.getByLabel('Family name', { exact: true })).toHaveValue(tomasz.name.family)
    await expect(group(page, 'Which card is replaced?').getByRole('radio', { name: '7100001' })).toBeChecked()
    await choose(page, 'Why is a new card needed?', 'It is locked')
    await press(page, 'Start the case')
    await expect(page.getByRole('alert').getByRole('link', { name: 'Try this first, then say how it went' })).toBeVisible()
    await look(page, 'replacement-asked')
  })
  const next = newJourney({
    ...old,
    edition: replaceCard2026,
    tracking: 'AA902100465GB',
    reader: { insert: blankCard({ serial: 7_100_002 }) },
  })
  await page.getByRole('radio', { name: /^Self-service unlock was tried/ }).check()
  await press(page, 'Start the case')
  await settled(page, taskList(page))
  next.caseId = /#\/case\/([^/]+)$/.exec(page.url())![1]!
  await completed(page, 'replacement')
  await look(page, 'task-list')
  await take(next, replaceCardSteps, 'delivery-details')

  await test.step('the mobile that was confirmed, and the photograph, are used again', async () => {
    await openStep(next, 'phone-code')
    await expect(page.getByRole('region', { name: 'Confirmed before' })).toContainText('was confirmed on a call')
    await look(page, 'phone-code')
    await press(page, 'Use this mobile again')
    await settled(page, taskList(page))
    await completed(page, 'phone-code')
    await openStep(next, 'photograph')
    await press(page, 'Use the photograph again')
    await settled(page, group(page, 'Your decision'))
    await choose(page, 'Your decision', 'Accept')
    await expect(page.getByRole('img', { name: 'Photograph, cropped for the card' })).toBeVisible()
    await look(page, 'photograph')
    await press(page, 'Save the decision')
    await settled(page, taskList(page))
    await completed(page, 'photograph')
  })

  await take(next, replaceCardSteps, 'write-card', 'print-card', 'label')
  await test.step('no posting before the old card is cancelled', async () => {
    await goTo(page, `/case/${next.caseId!}`)
    await expect(page.locator('[data-step="manifest"]')).toContainText('cancel the old card')
  })
  await openStep(next, 'cancel-old-card')
  await look(page, 'cancel-old-card')
  await take(next, replaceCardSteps, 'cancel-old-card')
  await goTo(page, '/cards/card/7100001')
  await expect(page.getByRole('main')).toContainText('Cancelled: replaced by a card of another case')
  await look(page, 'old-card')
  await take(next, replaceCardSteps, 'manifest', 'posted')
  await goTo(page, '/cards/card/7100002')
  await expect(page.getByRole('main')).toContainText('Posted')

  hands.close()
  expect(await app.close()).toBe(0)
})
