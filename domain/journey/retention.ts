/** What the policy deleted of the case, and what was decided to keep longer. The rules are in `domain/retention/`. */
import { z } from 'zod'
import { formatLongDate, lowerFirst } from '../format.ts'
import { erasables, retained, retainedWords, type Erasable, type Retained } from '../retention/kinds.ts'
import { plainDate, randomId, text } from '../values.ts'
import { partOf, type At } from './part.ts'
import { words } from './words.ts'

/** Gone for good, by the policy: `days` after `countedFrom`. `attempt`: of the card whose passcode it was. */
const erased = z.strictObject({
  kind: z.literal('erased'),
  what: z.enum(erasables),
  evidenceIds: z.array(randomId),
  attempt: z.number().int().positive().optional(),
  days: z.number().int().nonnegative(),
  countedFrom: plainDate,
})
const keptLonger = z.strictObject({ kind: z.literal('keptLonger'), what: z.enum(retained), until: plainDate, why: text })
/** While a case is held, the policy deletes nothing of it. */
const heldFromErasing = z.strictObject({ kind: z.literal('heldFromErasing'), held: z.boolean(), why: text })

export interface RetentionFacts {
  /** The last deletion of each kind; screens say it where the scan or picture was. */
  readonly erased: Partial<Readonly<Record<Erasable, At<z.infer<typeof erased>>>>>
  /** Every scan and picture that is gone. */
  readonly erasedEvidence: readonly string[]
  readonly keptLonger: Partial<Readonly<Record<Retained, At<z.infer<typeof keptLonger>>>>>
  readonly held?: At<z.infer<typeof heldFromErasing>>
}

const { part, event } = partOf<RetentionFacts>()
const dayOrDays = (days: number): string => `${days} ${days === 1 ? 'day' : 'days'}`

export const retention = part({
  empty: { erased: {}, erasedEvidence: [], keptLonger: {} },
  events: {
    erased: event(erased, {
      by: 'main',
      act: 'erase-what-is-due',
      when: 'on-any-copy',
      apply(facts, recorded) {
        facts.erased = { ...facts.erased, [recorded.what]: recorded }
        facts.erasedEvidence = [...facts.erasedEvidence, ...recorded.evidenceIds]
      },
      record: { kind: 'case', words: 'Deleted by the policy', signed: true },
      describe: ({ what, days, countedFrom }) =>
        words(`Deleted: ${lowerFirst(retainedWords[what])}`, `By policy, ${dayOrDays(days)} after ${formatLongDate(countedFrom)}`),
    }),
    keptLonger: event(keptLonger, {
      by: 'main',
      act: 'keep-longer',
      when: 'on-any-copy',
      apply(facts, recorded) {
        facts.keptLonger = { ...facts.keptLonger, [recorded.what]: recorded }
      },
      record: { kind: 'case', words: 'Put a deletion off', signed: true },
      describe: ({ what, until, why }) => words(`Kept longer: ${lowerFirst(retainedWords[what])}`, `Until ${formatLongDate(until)}`, why),
    }),
    heldFromErasing: event(heldFromErasing, {
      by: 'main',
      act: 'hold-case',
      when: 'on-any-copy',
      apply(facts, recorded) {
        if (recorded.held) facts.held = recorded
        else delete facts.held
      },
      record: { kind: 'case', words: 'Held the case from deletion, or released it', signed: true },
      describe: ({ held, why }) => words(held ? 'Held: nothing of this case is deleted' : 'No longer held from deletion', why),
    }),
  },
})
