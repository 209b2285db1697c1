/**
 * Whose case it is. A person stands above their cases: a case that was never linked belongs to a person of its own, whose id is the id of
 * the case. So every case has a person, also one that was stored before there were persons.
 */
import { z } from 'zod'
import { randomId, text } from '../values.ts'
import { partOf, refusal, type At, type World } from './part.ts'
import { words } from './words.ts'

const personLinked = z.strictObject({
  kind: z.literal('personLinked'),
  personId: randomId,
  /** How the agent knows that it is the same person. */
  why: text,
})
const notSamePerson = z.strictObject({ kind: z.literal('notSamePerson'), personId: randomId, why: text })

export interface PersonFacts {
  /** Absent: the case belongs to a person of its own. */
  readonly linkedPerson?: At<z.infer<typeof personLinked>>
  /** Ids of persons whom the agent compared and found to be others. */
  readonly otherPersons: readonly string[]
}

/** The person of a case. */
export const personIdOf = (caseId: string, { linkedPerson }: PersonFacts): string => linkedPerson?.personId ?? caseId

const refuseUnknown = (world: World | undefined, personId: string) =>
  world === undefined || world.isPerson(personId)
    ? undefined
    : refusal('no-such-person', 'This person is not on this workstation. Nothing was saved.', 'Search for the person again, under People.')

const { part, event } = partOf<PersonFacts>()

export const person = part({
  empty: { otherPersons: [] },
  events: {
    personLinked: event(personLinked, {
      by: ['raManager', 'raAgent'],
      act: 'link-person',
      when: 'after-end',
      check: ({ world }, { personId }) => refuseUnknown(world, personId),
      apply(facts, recorded) {
        facts.linkedPerson = recorded
        facts.otherPersons = facts.otherPersons.filter((id) => id !== recorded.personId)
      },
      record: { kind: 'case', words: 'Linked the case to a person', signed: true },
      describe: ({ why }) => words('Linked to a person who was known already', why),
    }),
    notSamePerson: event(notSamePerson, {
      by: ['raManager', 'raAgent'],
      act: 'tell-persons-apart',
      when: 'after-end',
      check: ({ facts, world }, { personId }) =>
        facts.linkedPerson?.personId === personId
          ? refusal('linked-person', 'This case is linked to this person. Nothing was saved.', 'Link the case to the right person first.')
          : refuseUnknown(world, personId),
      apply(facts, { personId }) {
        facts.otherPersons = [...new Set([...facts.otherPersons, personId])]
      },
      record: { kind: 'case', words: 'Recorded that a possible duplicate is another person', signed: true },
      describe: ({ why }) => words('A possible duplicate is another person', why),
    }),
  },
})
