/** Lists of UUIDs to paste into CIM, at most 100 at a time, with the steps in the order in which CIM asks for them. */
import { MOST_UUIDS, uuidLists } from '../registrant/uuid-lists.ts'
import type { Decision } from './settlement.ts'

export interface ClosurePack {
  readonly title: string
  readonly uuids: readonly string[]
}

export function makePacks(uuids: readonly string[]): ClosurePack[] {
  const lists = uuidLists(uuids.toSorted())
  const of = lists.flat().length
  return lists.map((list, index) => {
    const begin = index * MOST_UUIDS
    return { title: `UUIDs ${begin + 1} to ${begin + list.length} of ${of}`, uuids: list }
  })
}

/** No public page shows every screen of CIM: the steps name what the agent looks for. */
export const packSteps: Readonly<Record<Exclude<Decision, 'keep' | 'reverify'>, readonly string[]>> = {
  rescind: [
    'In CIM, open the screen that changes positions for several users.',
    'Paste one list of UUIDs. CIM takes at most 100 at a time.',
    'Choose the position to remove, then submit the request.',
    'Copy the reference of the request.',
    'Here, choose the same people and record “Access removed in CIS” with the reference and the date.',
  ],
  deregister: [
    'In CIM, search for one UUID and open the profile. Profiles are closed one at a time.',
    'Choose “Close profile”. It closes open requests, removes all access and cancels all cards.',
    'Choose the reason, and copy the note from here.',
    'Wait until CIM says that the profile is closed. That takes some minutes.',
    'Here, choose the person and record “Profile closed” with the reference and the date.',
  ],
}
