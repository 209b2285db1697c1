/** One thing that the search of the palette finds beside the cases. Only a person is named: whose a card is, its own page says. */
import { z } from 'zod'
import { shortText } from '../values.ts'

export const MOST_FOUND = 20
const foundKinds = ['person', 'card', 'dispatch', 'case'] as const

export const foundThing = z.strictObject({
  kind: z.enum(foundKinds),
  title: shortText,
  detail: shortText.optional(),
  /** Path of its page. */
  place: z.string().startsWith('/').max(200),
})
export type FoundThing = z.infer<typeof foundThing>

/** References are read with and without the spaces and hyphens in which they are printed. */
export const bareText = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase()
