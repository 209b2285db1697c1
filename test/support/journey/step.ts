/** Opens a step, and saves it. */
import { expect } from '@playwright/test'
import type { StepId } from '../../../domain/case/steps.ts'
import { getEditionStep } from '../../../domain/guidance/edition.ts'
import { completed, fail, goTo, patience, press, settled, taskList } from '../at-the-screen.ts'
import type { Journey } from './journey.ts'

export async function openStep({ page, caseId, edition }: Journey, id: StepId): Promise<void> {
  await goTo(page, `/case/${caseId ?? fail('There is no case yet')}/${id}`)
  await expect(page.getByRole('heading', { name: getEditionStep(edition, id).title, level: 1 })).toBeVisible({ timeout: patience })
  await expect(page.locator('.desk-spinner')).toHaveCount(0, { timeout: patience })
}

/** Saves, and waits for the task list to say that the step is finished. */
export async function saveStep(journey: Journey, id: StepId, button: string): Promise<void> {
  await press(journey.page, button)
  await journey.atSave?.(id)
  await settled(journey.page, taskList(journey.page))
  await completed(journey.page, id)
}

export async function see(journey: Journey, screen: string): Promise<void> {
  await journey.seen?.(screen, journey.page)
}
