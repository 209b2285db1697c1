/** Handlers of `preload/contract/replacement.ts`. */
import type { Handlers } from '../../preload/contract.ts'
import type { replacementChannels } from '../../preload/contract/replacement.ts'
import type { DiskSpaceCheck } from '../files/disk-space.ts'
import { carryMobile, carryPhotograph, type CarryOverPorts } from './carry-over.ts'
import { findPerson, type FindPersonPorts } from './find-person.ts'
import { recordReplacement, type RecordReplacementPorts } from './record-replacement.ts'

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
    'replacement.find': (input) => findPerson(desk(), input),
    'replacement.record': (input) => recordReplacement(desk(), input),
    'replacement.carryMobile': (input) => carryMobile(desk(), input, mobileCarryDays()),
    'replacement.carryPhotograph': async (input) => {
      const enough = await checkDiskSpace('evidence')
      return enough.ok ? carryPhotograph(desk(), input) : enough
    },
  }
}
