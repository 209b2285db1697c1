/** The guidance packs that this version of RA Desk knows. A case names the version it began under; new cases begin under the current one. */
import { guidancePack20200408 } from './2020-04-08.ts'
import type { GuidancePack } from './pack.ts'

export type { DocumentType, GuidancePack, StepWords } from './pack.ts'

export const guidancePacks: readonly GuidancePack[] = [guidancePack20200408]

export const currentGuidancePack: GuidancePack = guidancePack20200408

export function findGuidancePack(version: string): GuidancePack | undefined {
  return guidancePacks.find((pack) => pack.version === version)
}

/** The pack of a case. A case whose pack is unknown was written by a newer version of RA Desk: that is a bug to meet loudly, never to guess at. */
export function getGuidancePack(version: string): GuidancePack {
  const pack = findGuidancePack(version)
  if (!pack) throw new Error(`guidance pack ${version} is not known to this version of RA Desk`)
  return pack
}
