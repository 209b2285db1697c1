/** A note on the case. It can be added at any time, after the end too. */
import { z } from 'zod'
import { roles } from '../station/roles.ts'
import { text } from '../values.ts'
import { partOf, refusal, type At } from './part.ts'
import { words } from './words.ts'

const noteAdded = z.strictObject({ kind: z.literal('noteAdded'), note: text })
/** `of`: the place of the note in the case. Nothing is taken out of the history: it says that the note does not count. */
const noteWithdrawn = z.strictObject({ kind: z.literal('noteWithdrawn'), of: z.number().int().positive() })

export interface NoteFacts {
  /** Those that were not withdrawn. */
  readonly notes: readonly At<z.infer<typeof noteAdded>>[]
}
const { part, event } = partOf<NoteFacts>()

export const note = part({
  empty: { notes: [] },
  events: {
    noteAdded: event(noteAdded, {
      by: roles,
      act: 'add-note',
      when: 'after-end',
      apply(facts, recorded) {
        facts.notes = [...facts.notes, recorded]
      },
      record: { kind: 'case', words: 'Added a note' },
      describe: (told) => words('Note', told.note),
    }),
    noteWithdrawn: event(noteWithdrawn, {
      by: roles,
      act: 'withdraw-note',
      when: 'after-end',
      check: ({ facts }, { of }) =>
        facts.notes.some(({ seq }) => seq === of)
          ? undefined
          : refusal('not-on-the-list', 'This note is not in the case, or was withdrawn. Nothing was saved.', 'Look at the history.'),
      apply(facts, { of }) {
        facts.notes = facts.notes.filter(({ seq }) => seq !== of)
      },
      record: { kind: 'case', words: 'Withdrew a note' },
      describe: () => words('Note withdrawn', 'It was added by mistake'),
    }),
  },
})
