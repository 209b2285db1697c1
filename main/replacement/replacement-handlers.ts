/** Handlers of `preload/contract/replacement.ts`. */
import type { Handlers } from '../../preload/contract.ts'
import type { replacementChannels } from '../../preload/contract/replacement.ts'
import type { DiskSpaceCheck } from '../files/disk-space.ts'
import type { CarryOverPorts } from './carry-over.ts'
import type { FindPersonPorts } from './find-person.ts'
import type { RecordReplacementPorts } from './record-replacement.ts'

export interface ReplacementHandlerDeps {
  readonly desk: () => CarryOverPorts & FindPersonPorts & RecordReplacementPorts
  readonly checkDiskSpace: DiskSpaceCheck
  /** The policy's limit for a mobile that was confirmed before. */
  readonly mobileCarryDays: () => number
}

export function replacementHandlers({
  desk,
  checkDiskSpace,
  mobileCarryDays,
}: ReplacementHandlerDeps): Pick<Handlers, keyof typeof replacementChannels> {
  return {
    'replacement.find': async (input) => (await import('./find-person.ts')).findPerson(desk(), input),
    'replacement.record': async (input) => (await import('./record-replacement.ts')).recordReplacement(desk(), input),
    'replacement.carryMobile': async (input) => (await import('./carry-over.ts')).carryMobile(desk(), input, mobileCarryDays()),
    'replacement.carryPhotograph': async (input) => {
      const enough = await checkDiskSpace('evidence')
      return enough.ok ? (await import('./carry-over.ts')).carryPhotograph(desk(), input) : enough
    },
  }
}
