/** Who may record which act on a case, and who works on which step. Both follow from the parts of the journey. */
import { roles, type Role } from '../station/roles.ts'
import { journeyRules, type AgentEventKind } from './events.ts'
import type { JourneyRules } from './rules.ts'
import type { StepId } from './steps.ts'

/** The roles that may record an event on a screen; empty for what `main` alone records. */
export function rolesOfEventWith(rules: JourneyRules, kind: string): readonly Role[] {
  const by = rules.events.get(kind)?.by
  return by === undefined || by === 'main' ? [] : by
}

export const rolesOfEvent = (kind: AgentEventKind): readonly Role[] => rolesOfEventWith(journeyRules, kind)

/** Whether a role works on the step's screen; others see what was recorded. */
export function mayWorkOnWith(rules: JourneyRules, role: Role, step: string): boolean {
  const named = rules.steps.get(step)?.workedOnBy
  if (named) return named.includes(role)
  return [...rules.events].some(([kind, rule]) => rule.step === step && rolesOfEventWith(rules, kind).includes(role))
}

export const mayWorkOn = (role: Role, step: StepId): boolean => mayWorkOnWith(journeyRules, role, step)

/** The roles that work on a step. */
export const rolesOfStep = (step: StepId): readonly Role[] => roles.filter((role) => mayWorkOn(role, step))
