import { expect, test } from '../shells/app-fixture.ts'
import { startAgain, startWalk } from '../support/e2e.ts'
import { fillDetails } from '../support/journey/details.ts'
import { lock, unlock } from '../support/journey/session.ts'
import { openStep } from '../support/journey/step.ts'
import { recordRequest } from '../support/journey/request.ts'
import { setUpStation } from '../support/journey/set-up.ts'

test('what is typed is there again after the window was closed, after a lock and after a kill', async ({ launch }) => {
  const walk = await startWalk(launch)
  const { journey } = walk
  await setUpStation(journey)
  await recordRequest(journey)
  const field = (label: string) => journey.page.getByLabel(label, { exact: true })

  await test.step('closed mid-form, as soon after the last letter as a hand can be', async () => {
    await openStep(journey, 'details')
    await fillDetails(journey)
    await new Promise((resolve) => {
      setTimeout(resolve, 150)
    })
    expect(await walk.app.close()).toBe(0)
    await startAgain(walk)
    await unlock(journey)
    await openStep(journey, 'details')
    await expect(journey.page.getByText('This is what you typed before.')).toBeVisible()
    await expect(field('Family name')).toHaveValue(journey.sample.name.family)
    await expect(field('Postcode')).toHaveValue(journey.sample.address.postcode)
  })

  await test.step('locked mid-form, at once after the last letter', async () => {
    await field('Town or city').fill('Sampleton-by-Lock')
    journey.page = await lock(journey.page, walk.app.freshPage)
    await unlock(journey)
    await openStep(journey, 'details')
    await expect(field('Town or city')).toHaveValue('Sampleton-by-Lock')
  })

  await test.step('killed mid-form, a second after the last letter', async () => {
    await field('Town or city').fill('Sampleton-after-Kill')
    await new Promise((resolve) => {
      setTimeout(resolve, 1_000)
    })
    await walk.app.kill()
    await startAgain(walk)
    await unlock(journey)
    await openStep(journey, 'details')
    await expect(field('Town or city')).toHaveValue('Sampleton-after-Kill')
  })

  await test.step('saved: the draft is gone, and not before', async () => {
    await journey.page.getByRole('button', { name: 'Save the details' }).click()
    await expect(journey.page.getByRole('heading', { name: 'Registration steps' })).toBeVisible()
    await openStep(journey, 'details')
    await expect(journey.page.getByText('This is what you typed before.')).toHaveCount(0)
    await expect(journey.page.getByText('Sampleton-after-Kill')).toBeVisible()
  })
})
