/** A note on the case. It can be added at any time, after the end too. */
import { z } from 'zod'
import { roles } from '../station/roles.ts'
import { text } from '../values.ts'
import { partOf } from './part.ts'
import { words } from './words.ts'

const noteAdded = z.strictObject({ kind: z.literal('noteAdded'), note: text })
const { part, event } = partOf<object>()

export const note = part({
  empty: {},
  events: {
    noteAdded: event(noteAdded, {
      by: roles,
      act: 'add-note',
      when: 'after-end',
      record: { kind: 'case', words: 'Added a note' },
      describe: (told) => words('Note', told.note),
    }),
  },
})
