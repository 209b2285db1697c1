/** Handlers of `preload/contract/locum.ts`. */
import type { Handlers } from '../../preload/contract.ts'
import type { locumChannels } from '../../preload/contract/locum.ts'
import type { SaveFile } from '../record/save-noted.ts'
import type { ActOnLocumPorts } from './act-on-locum-entries.ts'
import type { AddToLocumLogPorts } from './add-to-locum-log.ts'
import type { LocumFilesPorts } from './locum-files.ts'
import type { LocumViewsPorts } from './locum-views.ts'

export interface LocumHandlerDeps {
  readonly desk: () => ActOnLocumPorts & AddToLocumLogPorts & LocumFilesPorts & LocumViewsPorts
  readonly save: SaveFile
  /** What the policy of the organisation says. */
  readonly exportsAllowed: () => boolean
}

export const locumHandlers = ({ desk, save, exportsAllowed }: LocumHandlerDeps): Pick<Handlers, keyof typeof locumChannels> => ({
  'locum.list': async () => (await import('./locum-views.ts')).listLocumLog(desk()),
  'locum.show': async (input) => (await import('./locum-views.ts')).showLocumEntry(desk(), input),
  'locum.check': async (input) => (await import('./add-to-locum-log.ts')).checkLocumList(desk(), input),
  'locum.add': async (input) => (await import('./add-to-locum-log.ts')).addToLocumLog(desk(), input),
  'locum.act': async (input) => (await import('./act-on-locum-entries.ts')).actOnLocumEntries(desk(), input),
  'locum.correct': async (input) => (await import('./act-on-locum-entries.ts')).correctLocumEntry(desk(), input),
  'locum.preview': async (input) => (await import('./locum-files.ts')).previewLocumLog(desk(), input),
  'locum.save': async (input) => (await import('./locum-files.ts')).saveLocumLog(desk(), input, { save, exportsAllowed: exportsAllowed() }),
})
