/** What waits for the agent about persons: those with two live cards, and open cases that may be about a person who is known already. */
import type { WorkItem } from '../../domain/work-item.ts'
import type { Persons } from './person-registry.ts'
import { listTwoLiveCards, type TwoLiveCardsPorts } from './two-live-cards.ts'

/** More than a day's work: the rest follows when these are decided. */
const LISTED = 50

export async function listPersonWork(desk: Persons & TwoLiveCardsPorts): Promise<WorkItem[]> {
  await desk.persons.load()
  return [...listTwoLiveCards(desk), ...listUndecided(desk)]
}

const listUndecided = ({ marks }: Pick<Persons, 'marks'>): WorkItem[] =>
  marks.undecided(LISTED).map(({ caseId, caseReference, personIds }) => ({
    id: `duplicate ${caseId}`,
    kind: 'person',
    title: `Decide whether ${caseReference} is about a person who is known already`,
    ...(personIds.length > 1 ? { detail: `${personIds.length} possible duplicates` } : {}),
    action: 'Compare',
    place: `/case/${caseId}`,
  }))
