/**
 * The screen of each step: `STEP/STEP-step.tsx` in this folder, found by its name. Each is fetched from our own origin when it is first
 * opened. A step without a screen fails `test/renderer/features/steps/step-screens.test.ts`.
 */
import { stepIds, type StepId } from '../../../domain/case/steps.ts'
import { fetchOnce, type FetchedOnce } from '../shared/fetched-once.ts'
import type { StepModule } from './step-screen.ts'

const modules = import.meta.glob<{ readonly step: StepModule }>('./*/*-step.tsx')
const steps: ReadonlyMap<string, FetchedOnce<StepModule>> = new Map(
  Object.entries(modules).map(([path, load]) => [path, fetchOnce(() => load().then(({ step }) => step))]),
)
const pathOf = (id: string): string => `./${id}/${id}-step.tsx`

export const hasScreen = (id: string): boolean => steps.has(pathOf(id))

export function getStepScreen(id: StepId): FetchedOnce<StepModule> {
  const found = steps.get(pathOf(id))
  if (!found) throw new Error(`step ${id} has no screen`)
  return found
}

/** The code of every step. */
export const stepLoads: readonly (() => Promise<unknown>)[] = stepIds.filter(hasScreen).map((id) => getStepScreen(id).load)
