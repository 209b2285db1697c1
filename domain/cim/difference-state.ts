/**
 * The state of each difference: open, settled by an agent, or gone by itself because the reports and RA Desk agree. Kept per difference, so
 * that a later report can reopen what it still shows. Holds no name: what a difference says is read from the reports again.
 */
import { z } from 'zod'
import { instant, plainDate, randomId, uuid } from '../values.ts'
import { differenceKinds, type Difference } from './differences.ts'
import { reportKinds, type ReportKind } from './report-kinds.ts'

export const settlements = ['done', 'accepted'] as const
export type Settlement = (typeof settlements)[number]

/**
 * Why it is in its state. `new`: shown for the first time. `still-shown`: was done, and a later report shows it all the same. `shown-again`:
 * was gone. `report`: a later report no longer shows it. `here`: what RA Desk knows has changed.
 */
const reasons = ['new', 'still-shown', 'shown-again', 'reopened', 'undone', 'settled', 'report', 'here'] as const

export const differenceState = z.strictObject({
  id: z.string().max(160),
  kind: z.enum(differenceKinds),
  uuid: uuid.optional(),
  serial: z.string().max(80).optional(),
  endsOn: plainDate.optional(),
  from: z.array(z.enum(reportKinds)),
  state: z.enum(['open', ...settlements, 'gone']),
  because: z.enum(reasons),
  since: instant,
  /** The newest report that showed it, in the order in which reports were imported. */
  order: z.number().int().nonnegative(),
  /** The act that settled it last; stays when it is reopened. */
  batch: randomId.optional(),
})
export type DifferenceState = z.infer<typeof differenceState>

/** What one comparison of the newest reports has to say. */
export interface Compared {
  readonly at: string
  /** Where in the order of imports the newest report of a kind stands; `undefined` without one. */
  readonly orderOf: (kind: ReportKind) => number | undefined
  readonly covers: (kind: ReportKind, uuid: string | undefined) => boolean
}

const highestOrder = (from: readonly ReportKind[], { orderOf }: Compared): number => Math.max(0, ...from.map((kind) => orderOf(kind) ?? 0))

/** The state of a difference that the reports show now. The same object when nothing changed. */
export function foldShown(
  before: DifferenceState | undefined,
  { id, kind, uuid: user, serial, endsOn, from }: Difference,
  compared: Compared,
): DifferenceState {
  const order = highestOrder(from, compared)
  const opened = (because: DifferenceState['because']): DifferenceState => ({
    id,
    kind,
    ...(user === undefined ? {} : { uuid: user }),
    ...(serial === undefined ? {} : { serial }),
    ...(endsOn === undefined ? {} : { endsOn }),
    from: [...from],
    state: 'open',
    because,
    since: compared.at,
    order,
    ...(before?.batch === undefined ? {} : { batch: before.batch }),
  })
  if (before === undefined) return opened('new')
  if (before.state === 'gone') return opened('shown-again')
  if (before.state === 'done') return order > before.order ? opened('still-shown') : before
  return order === before.order ? before : { ...before, from: [...from], order }
}

/** The state of a difference that the reports do not show now. A report that says nothing of this person settles nothing. */
export function foldNotShown(before: DifferenceState, compared: Compared): DifferenceState {
  if (before.state === 'gone') return before
  const asked = before.from.filter((kind) => compared.orderOf(kind) !== undefined)
  if (!asked.some((kind) => compared.covers(kind, before.uuid))) return before
  const order = highestOrder(asked, compared)
  return { ...before, state: 'gone', because: order > before.order ? 'report' : 'here', since: compared.at, order }
}

export const settle = (
  before: DifferenceState,
  { as, at, batch }: { readonly as: Settlement; readonly at: string; readonly batch: string },
): DifferenceState | undefined => (before.state === 'open' ? { ...before, state: as, because: 'settled', since: at, batch } : undefined)

/** `batch`: undoes only what this act settled and nothing changed since. */
export const reopen = (
  before: DifferenceState,
  { at, batch }: { readonly at: string; readonly batch?: string },
): DifferenceState | undefined => {
  if (before.state !== 'done' && before.state !== 'accepted') return undefined
  if (batch !== undefined && before.batch !== batch) return undefined
  return { ...before, state: 'open', because: batch === undefined ? 'reopened' : 'undone', since: at }
}

/** What is gone is shown for so long. */
const KEPT_DAYS = 365
const DAY = 86_400_000
export const isForgotten = ({ state, since }: DifferenceState, at: string): boolean =>
  state === 'gone' && Date.parse(at) - Date.parse(since) > KEPT_DAYS * DAY
