/** Handlers of `preload/contract/dispatch.ts`. */
import type { Handlers } from '../../preload/contract.ts'
import type { dispatchChannels } from '../../preload/contract/dispatch.ts'
import { closeManifest, listManifests, type CloseManifestPorts } from './close-manifest.ts'
import { makeLabel, type MakeLabelPorts } from './make-label.ts'

export interface DispatchHandlerDeps {
  readonly desk: () => CloseManifestPorts & MakeLabelPorts
}

export const dispatchHandlers = ({ desk }: DispatchHandlerDeps): Pick<Handlers, keyof typeof dispatchChannels> => ({
  'label.make': (input) => makeLabel(desk(), input),
  'manifest.close': (input) => closeManifest(desk(), input),
  'manifest.list': () => listManifests(desk()),
})
