/**
 * The screen of each step: `STEP/STEP-step.tsx` in this folder, found by its name. Each is fetched from our own origin when it is first
 * opened. A step without a screen fails `test/renderer/features/steps/step-screens.test.ts`.
 */
import { stepIds, type StepId } from '../../../domain/case/steps.ts'
import type { StepModule } from './step-screen.ts'

const modules = import.meta.glob<{ readonly step: StepModule }>('./*/*-step.tsx')

const opened = new Map<StepId, Promise<StepModule>>()
const loaded = new Map<StepId, StepModule>()

export const hasScreen = (id: string): boolean => `./${id}/${id}-step.tsx` in modules

/** One promise for each step, so that React's `use` may read it again and again. */
export function loadStep(id: StepId): Promise<StepModule> {
  const known = opened.get(id)
  if (known) return known
  const load = modules[`./${id}/${id}-step.tsx`]
  if (!load) throw new Error(`step ${id} has no screen`)
  const loading = load().then(({ step }) => {
    loaded.set(id, step)
    return step
  })
  loading.catch(() => opened.delete(id))
  opened.set(id, loading)
  return loading
}

/** A step that is loaded already is drawn at once. */
export const findLoadedStep = (id: StepId): StepModule | undefined => loaded.get(id)

/** The code of every step. */
export const stepLoads: readonly (() => Promise<unknown>)[] = stepIds.filter(hasScreen).map((id) => () => loadStep(id))
