/**
 * Which workstation has a case when two have a copy of it. A case is changed only where its custody is. This table says how custody moves,
 * and everything that a person reads about it derives from here.
 */
import { err, ok, type Result } from '../result.ts'

/**
 * `here`: this workstation has the case. `outstanding`: a bundle was made for another workstation, which has not signed for it yet.
 * `gone`: it has signed. `taken-back`: this workstation has the case again although a bundle exists, so two workstations may have it.
 */
export const custodies = ['here', 'outstanding', 'gone', 'taken-back'] as const
export type Custody = (typeof custodies)[number]

/** `take-over` is a bundle that brings the case to this workstation. */
export const custodyActs = ['hand-over', 'receipt', 'take-back', 'take-over'] as const
export type CustodyAct = (typeof custodyActs)[number]

export type CustodyRefusalCode = 'handed-over' | 'not-handed-over' | 'receipt-came' | 'held-here'

/** The next state, or the code of the refusal. */
const table: Readonly<Record<Custody, Readonly<Record<CustodyAct, Custody | { readonly no: CustodyRefusalCode }>>>> = {
  here: {
    'hand-over': 'outstanding',
    receipt: { no: 'not-handed-over' },
    'take-back': { no: 'not-handed-over' },
    'take-over': { no: 'held-here' },
  },
  outstanding: { 'hand-over': { no: 'handed-over' }, receipt: 'gone', 'take-back': 'taken-back', 'take-over': 'here' },
  gone: { 'hand-over': { no: 'handed-over' }, receipt: 'gone', 'take-back': { no: 'receipt-came' }, 'take-over': 'here' },
  // A late receipt makes this copy read-only again, so that only one workstation changes the case.
  'taken-back': { 'hand-over': 'outstanding', receipt: 'gone', 'take-back': { no: 'not-handed-over' }, 'take-over': { no: 'held-here' } },
}

const refusals: Readonly<Record<CustodyRefusalCode, { readonly message: string; readonly next: string }>> = {
  'handed-over': {
    message: 'This case was handed over to another workstation. You can read this copy but not change it. Nothing was changed.',
    next: 'Phone the workstation that has it, and make the change there. “Handover” shows which one it is.',
  },
  'not-handed-over': {
    message: 'This case was not handed over, or was taken back already. Nothing was changed.',
    next: 'Continue with it on this workstation.',
  },
  'receipt-came': {
    message: 'The other workstation has signed that it has this case. It cannot be taken back from here. Nothing was changed.',
    next: 'Ask the other workstation to hand it over to this one.',
  },
  'held-here': {
    message: 'This workstation already has this case. Nothing was changed.',
    next: 'Phone the other workstation and agree who continues with it.',
  },
}

export function moveCustody(from: Custody, act: CustodyAct): Result<Custody, CustodyRefusalCode> {
  const to = table[from][act]
  return typeof to === 'string' ? ok(to) : err(to.no, refusals[to.no].message, refusals[to.no].next)
}

/** Whether this workstation may work on the case. */
export const isInHand = (custody: Custody): boolean => custody === 'here' || custody === 'taken-back'
