/**
 * Names that pass the bridge, derived from the contract. In the preload bundle `tools/build.ts` replaces this module with the two lists
 * written out, so that the bundle holds no schemas.
 */
import { channels, pushes } from './contract.ts'

export const channelNames: readonly string[] = Object.keys(channels)
export const pushNames: readonly string[] = Object.keys(pushes)
