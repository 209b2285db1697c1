/** Lists of UUIDs to paste into CIM, at most 100 at a time, with the steps in the order in which CIM asks for them. */
import type { Decision } from './settlement.ts'

/** CIM takes no more UUIDs than this in one batch. */
const UUIDS_A_PACK = 100

export interface ClosurePack {
  readonly title: string
  readonly uuids: readonly string[]
}

export function makePacks(uuids: readonly string[]): ClosurePack[] {
  const once = [...new Set(uuids)].sort()
  const packs: ClosurePack[] = []
  for (let begin = 0; begin < once.length; begin += UUIDS_A_PACK) {
    const part = once.slice(begin, begin + UUIDS_A_PACK)
    packs.push({ title: `UUIDs ${begin + 1} to ${begin + part.length} of ${once.length}`, uuids: part })
  }
  return packs
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
