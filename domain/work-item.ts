/** One thing that waits for the agent, as the page "Today" lists it. Each part of RA Desk says its own; `main/work/` gathers them. */
import { z } from 'zod'
import { plainDate, shortText } from './values.ts'

const workKinds = ['case', 'card', 'locum', 'wind-down', 'cim', 'person'] as const

export const workItem = z.strictObject({
  /** The same for the same thing at each look: `locum-review 3f…`. */
  id: z.string().min(1).max(120),
  kind: z.enum(workKinds),
  /** What waits, in sentence case: "Review the access of Sam Sample". */
  title: shortText,
  detail: shortText.optional(),
  /** The day on which it is due. Without one it is due, but not by a day. */
  on: plainDate.optional(),
  /** The words of its one next action: "Review access". */
  action: shortText,
  /** Path of the page where that is done. */
  place: z.string().startsWith('/').max(200),
})
export type WorkItem = z.infer<typeof workItem>

export const isOverdue = ({ on }: Pick<WorkItem, 'on'>, today: string): boolean => on !== undefined && on < today

/** Overdue first, then by day; what has no day comes last. */
export const compareWorkItems = (one: WorkItem, other: WorkItem): number =>
  (one.on ?? '9999-12-31').localeCompare(other.on ?? '9999-12-31') || one.title.localeCompare(other.title, 'en-GB')
