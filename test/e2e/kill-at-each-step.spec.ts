import { stepIds, type StepId } from '../../domain/case/steps.ts'
import { expect, test } from '../shells/app-fixture.ts'
import { startAgain, startWalk, type Walk } from '../support/e2e.ts'
import { goTo } from '../support/at-the-screen.ts'
import { journeySteps } from '../support/journey/steps.ts'
import { unlock } from '../support/journey/session.ts'

class Killed extends Error {}

/** Killed while a save is under way, after so many milliseconds; each of these can simply be done again when it did not count. */
const whileSaving: Partial<Record<StepId, number>> = {
  details: 0,
  likeness: 15,
  'arrange-call': 30,
  outcome: 5,
  posted: 50,
  arrival: 80,
  access: 120,
}

async function readStatuses({ journey }: Walk): Promise<Record<string, string>> {
  await goTo(journey.page, `/case/${journey.caseId!}`)
  await expect(journey.page.getByRole('heading', { name: 'Registration steps' })).toBeVisible()
  const rows = await journey.page
    .locator('[data-step]')
    .evaluateAll((items) =>
      items.map((item) => [item.getAttribute('data-step')!, item.querySelector('.nhsuk-task-list__status')!.textContent!.trim()] as const),
    )
  return Object.fromEntries(rows)
}

test('killed after each step, and while saving, the case stands at the last step that said it was saved', async ({ launch }) => {
  const walk = await startWalk(launch)
  const { journey } = walk
  const done: StepId[] = []
  let kills = 0

  const killAndReturn = async () => {
    await walk.app.kill()
    kills++
    await startAgain(walk)
    await unlock(journey)
  }

  for (const { id, run } of journeySteps) {
    await test.step(id, async () => {
      const delay = id === 'set-up' ? undefined : whileSaving[id]
      if (delay !== undefined) {
        journey.atSave = async () => {
          await new Promise((resolve) => {
            setTimeout(resolve, delay)
          })
          throw new Killed()
        }
        await expect(run(journey)).rejects.toThrow(Killed)
        journey.atSave = undefined
        await killAndReturn()
        const status = (await readStatuses(walk))[id]
        // Nothing was said yet, so either is true; anything else is not.
        expect(['Completed', 'Not started', 'In progress']).toContain(status)
        if (status !== 'Completed') await run(journey)
      } else await run(journey)
      await killAndReturn()
      if (id === 'set-up') {
        await expect(journey.page.getByText('Your recovery key is not confirmed yet.')).toHaveCount(0)
        return
      }
      done.push(id)
      const statuses = await readStatuses(walk)
      expect(stepIds.filter((each) => statuses[each] === 'Completed')).toEqual(stepIds.filter((each) => done.includes(each)))
    })
  }
  expect(kills).toBe(journeySteps.length + Object.keys(whileSaving).length)
  await expect(journey.page.getByText('This case is closed.')).toBeVisible()
})
