/** The steps of an edition: what each needs, from the plan, with its words. Both name the same steps, or it does not compile. */
import type { EditionStep } from './edition.ts'

type Planned = Pick<EditionStep, 'id' | 'stage'> & { readonly needs: readonly string[] }
type StepWords = Omit<EditionStep, 'id' | 'stage' | 'needs'>

export function combineSteps<const Plan extends readonly Planned[]>(
  plan: Plan,
  words: Readonly<Record<Plan[number]['id'], StepWords>>,
): EditionStep[] {
  return plan.map(({ id, stage, needs }) => ({ id, stage, needs: [...needs], ...words[id as Plan[number]['id']] }))
}
