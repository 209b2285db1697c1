/**
 * Who has a case in hand when two workstations have a copy of it. A case is worked on where its custody is, and nowhere else; this
 * table says how custody moves, and everything that a person reads about it follows from here.
 */
import { err, ok, type Result } from '../result.ts'

/**
 * `here`: this workstation works on it. `outstanding`: a bundle was made for another workstation, and it has not yet signed that it has
 * the case. `gone`: it has signed. `taken-back`: worked on here again although a bundle is about: two workstations may hold it.
 */
export const custodies = ['here', 'outstanding', 'gone', 'taken-back'] as const
export type Custody = (typeof custodies)[number]

/** `take-over` is a bundle that brings the case to this workstation. */
export const custodyActs = ['hand-over', 'receipt', 'take-back', 'take-over'] as const
export type CustodyAct = (typeof custodyActs)[number]

export type CustodyRefusalCode = 'handed-over' | 'not-handed-over' | 'receipt-came' | 'held-here'

/** A state to go to, or the code of why not. */
const table: Readonly<Record<Custody, Readonly<Record<CustodyAct, Custody | { readonly no: CustodyRefusalCode }>>>> = {
  here: {
    'hand-over': 'outstanding',
    receipt: { no: 'not-handed-over' },
    'take-back': { no: 'not-handed-over' },
    'take-over': { no: 'held-here' },
  },
  outstanding: { 'hand-over': { no: 'handed-over' }, receipt: 'gone', 'take-back': 'taken-back', 'take-over': 'here' },
  gone: { 'hand-over': { no: 'handed-over' }, receipt: 'gone', 'take-back': { no: 'receipt-came' }, 'take-over': 'here' },
  // The other one has signed for it after all: this copy is read-only again, so that there is one place where it is worked on.
  'taken-back': { 'hand-over': 'outstanding', receipt: 'gone', 'take-back': { no: 'not-handed-over' }, 'take-over': { no: 'held-here' } },
}

const refusals: Readonly<Record<CustodyRefusalCode, { readonly message: string; readonly next: string }>> = {
  'handed-over': {
    message: 'This case was handed over to another workstation. This copy can be read, not changed. Nothing was changed.',
    next: 'Ring the workstation that has it, and do it there. “Handover” says which one it is.',
  },
  'not-handed-over': {
    message: 'This case was not handed over, or was taken back already. Nothing was changed.',
    next: 'Go on with it on this workstation.',
  },
  'receipt-came': {
    message: 'The other workstation has signed that it has this case. It cannot be taken back from here. Nothing was changed.',
    next: 'Ask the other workstation to hand it over to this one.',
  },
  'held-here': {
    message: 'This workstation has this case in hand itself. Nothing was changed.',
    next: 'Ring the other workstation and agree who goes on with it.',
  },
}

export function moveCustody(from: Custody, act: CustodyAct): Result<Custody, CustodyRefusalCode> {
  const to = table[from][act]
  return typeof to === 'string' ? ok(to) : err(to.no, refusals[to.no].message, refusals[to.no].next)
}

/** Whether this workstation may work on the case. */
export const isInHand = (custody: Custody): boolean => custody === 'here' || custody === 'taken-back'
