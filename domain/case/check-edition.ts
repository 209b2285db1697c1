/**
 * Whether an edition is whole: a file of the right shape may still name a step that RA Desk does not have, or let a step stand before what
 * it needs. Such an edition is refused in words, with every fault, and no case can begin under it.
 */
import type { Edition } from '../guidance/edition.ts'
import { journeyRules } from './events.ts'
import type { JourneyRules } from './rules.ts'

/** Every fault in a sentence; none when the edition is whole. */
export function findEditionFaults(edition: Edition, rules: JourneyRules = journeyRules): string[] {
  const faults: string[] = []
  const ids = edition.steps.map(({ id }) => id)
  const stages = new Set(edition.stages.map(({ id }) => id))
  const before = new Set<string>()
  const reaches = new Map<string, Set<string>>()
  for (const { id, stage, needs } of edition.steps) {
    if (!rules.steps.has(id)) faults.push(`This version of RA Desk has no step “${id}”.`)
    if (!stages.has(stage)) faults.push(`Step “${id}” is in the stage “${stage}”, which the edition does not have.`)
    for (const need of needs) {
      if (!ids.includes(need)) faults.push(`Step “${id}” needs “${need}”, which the edition does not have.`)
      else if (!before.has(need)) faults.push(`Step “${id}” stands before “${need}”, which it needs.`)
    }
    const reached = new Set(needs.flatMap((need) => [need, ...(reaches.get(need) ?? [])]))
    reaches.set(id, reached)
    for (const group of rules.steps.get(id)?.madeFrom ?? [])
      if (!group.some((one) => reached.has(one)))
        faults.push(`Step “${id}” must come after ${group.map((one) => `“${one}”`).join(' or ')}.`)
    if (rules.steps.get(id)?.hasLists?.(edition) === false)
      faults.push(`Step “${id}” is in the edition, but a list or text that it uses is not.`)
    before.add(id)
  }
  const waits = new Set(ids.map((id) => rules.steps.get(id)?.wait?.kind as string | undefined))
  for (const wait of Object.keys(edition.dueDays ?? {}))
    // A review is of access that was given: no step waits for it.
    if (wait !== 'review' && !waits.has(wait)) faults.push(`The edition says when “${wait}” is due, but has no step that waits for it.`)
  const firstSteps = [...rules.steps].filter(([, rule]) => rule.beginsCase).map(([id]) => id)
  const first = ids[0]
  if (first === undefined || !firstSteps.includes(first))
    faults.push(`A case must begin with ${firstSteps.map((one) => `“${one}”`).join(' or ')}.`)
  if (!before.has(edition.closingStep)) faults.push(`The closing step “${edition.closingStep}” is not in the edition.`)
  else {
    const missed = ids.filter((id) => id !== edition.closingStep && !reaches.get(edition.closingStep)?.has(id))
    for (const id of missed)
      faults.push(`The case would close without step “${id}”. The closing step must need it, directly or through others.`)
  }
  return faults
}
