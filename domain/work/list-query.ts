/** What the work list shows and in which order: also what a saved queue keeps. Part of the record of the workstation, without any search. */
import { z } from 'zod'
import { waitKinds } from '../journey/wait.ts'
import { shortText, visibleText } from '../values.ts'

export const listStatuses = ['open', 'problem', 'post', 'closed', 'all'] as const
export type ListStatus = (typeof listStatuses)[number]

export const dueFilters = ['overdue', 'today', 'week'] as const
export type DueFilter = (typeof dueFilters)[number]

export const sortColumns = [
  'name',
  'reference',
  'organisation',
  'edition',
  'next',
  'due',
  'status',
  'progress',
  'sponsor',
  'agent',
  'changed',
] as const
export type SortColumn = (typeof sortColumns)[number]

export const listQuery = z.strictObject({
  status: z.enum(listStatuses),
  /** ODS code. */
  organisation: shortText.optional(),
  sponsor: shortText.optional(),
  /** Name of the agent who acted last. */
  agent: shortText.optional(),
  edition: shortText.optional(),
  due: z.enum(dueFilters).optional(),
  wait: z.enum(waitKinds).optional(),
  sort: z.enum(sortColumns),
  down: z.boolean(),
})
export type ListQuery = z.infer<typeof listQuery>

/** Last changed first. */
export const firstQuery: ListQuery = { status: 'open', sort: 'changed', down: true }

export const MOST_QUEUES = 40
export const savedQueue = z.strictObject({ id: visibleText().min(1).max(60), name: shortText.max(60), query: listQuery })
export type SavedQueue = z.infer<typeof savedQueue>

export type QueueFault = 'name-missing' | 'name-taken' | 'too-many'

/** The list of queues with one more, or with a new name or query for one. */
export function putQueue(queues: readonly SavedQueue[], queue: SavedQueue): readonly SavedQueue[] | QueueFault {
  const name = queue.name.trim()
  if (name === '') return 'name-missing'
  if (queues.some((one) => one.id !== queue.id && one.name.toLocaleLowerCase('en-GB') === name.toLocaleLowerCase('en-GB')))
    return 'name-taken'
  const isNew = queues.every(({ id }) => id !== queue.id)
  if (isNew && queues.length >= MOST_QUEUES) return 'too-many'
  return isNew ? [...queues, { ...queue, name }] : queues.map((one) => (one.id === queue.id ? { ...queue, name } : one))
}
