/** How a thing to undo is settled, and which decision about a person leads to which settlement. */
import type { UndoKind } from '../case/to-undo.ts'

export const decisions = ['reverify', 'keep', 'rescind', 'deregister'] as const
export type Decision = (typeof decisions)[number]

export const decisionWords: Readonly<Record<Decision, { readonly title: string; readonly hint: string }>> = {
  reverify: { title: 'Re-verify face to face', hint: 'The person shows original documents, and the flag values are removed in CIS.' },
  keep: { title: 'Keep', hint: 'Everything stays as it is. Say why, and who decided.' },
  rescind: { title: 'Rescind access', hint: 'The access is removed in CIS. The profile stays.' },
  deregister: { title: 'Close the profile', hint: 'CIM “Close profile” removes all access and cancels all cards.' },
}

/** `card-cancelled`, `grant-revoked` and `proved-in-case` are what RA Desk recorded itself; an agent cannot choose them. */
export const settledWays = ['proved', 'kept', 'rescinded', 'ended', 'cancelled', 'profile-closed', 'mistake'] as const
export type SettledWay = (typeof settledWays)[number]
export const ownWays = ['card-cancelled', 'grant-revoked', 'proved-in-case'] as const
export type OwnWay = (typeof ownWays)[number]

export const settledWords: Readonly<Record<SettledWay | OwnWay, string>> = {
  proved: 'Identity proved face to face',
  kept: 'Kept',
  rescinded: 'Access removed in CIS',
  ended: 'Ended on its end date',
  cancelled: 'Card cancelled in CIS',
  'profile-closed': 'Profile closed',
  mistake: 'Recorded by mistake',
  'card-cancelled': 'Card cancelled, by the register of cards',
  'grant-revoked': 'Revoked, by the National Locum log',
  'proved-in-case': 'Identity proved face to face, by its case',
}

const access: readonly UndoKind[] = ['exceptional-access', 'covid-role', 'temporary-access']
const every: readonly UndoKind[] = ['flagged-identity', ...access, 'card']

/** Of each decision: what it may settle, and how. What is in no row is refused. */
const table: Readonly<Record<Decision, Partial<Readonly<Record<SettledWay, readonly UndoKind[]>>>>> = {
  // Somebody who proved their identity keeps the card and the access that an agent decides on.
  reverify: { proved: ['flagged-identity'], kept: [...access, 'card'] },
  keep: { kept: every },
  rescind: { rescinded: access, ended: access },
  deregister: { 'profile-closed': every },
}
/** For every decision. */
const always: Partial<Readonly<Record<SettledWay, readonly UndoKind[]>>> = { cancelled: ['card'], mistake: every }

export const mayBeSettled = (decision: Decision, way: SettledWay, kind: UndoKind): boolean =>
  (table[decision][way] ?? always[way] ?? []).includes(kind)

export const waysOf = (decision: Decision): readonly SettledWay[] => settledWays.filter((way) => table[decision][way] ?? always[way])
