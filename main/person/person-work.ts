/** What waits for the agent about persons: open cases that may be about somebody who is known already. */
import type { WorkItem } from '../../domain/work-item.ts'
import type { Persons } from './person-registry.ts'

/** More than a day's work: the rest follows when these are decided. */
const LISTED = 50

export async function listPersonWork({ persons, marks }: Persons): Promise<WorkItem[]> {
  await persons.load()
  return marks.undecided(LISTED).map(({ caseId, caseReference, personIds }) => ({
    id: `duplicate ${caseId}`,
    kind: 'person',
    title: `Decide whether ${caseReference} is about a person who is known already`,
    ...(personIds.length > 1 ? { detail: `${personIds.length} possible duplicates` } : {}),
    action: 'Compare',
    place: `/case/${caseId}`,
  }))
}
