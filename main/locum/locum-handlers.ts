/** Handlers of `preload/contract/locum.ts`. */
import type { Handlers } from '../../preload/contract.ts'
import type { locumChannels } from '../../preload/contract/locum.ts'
import type { SaveFile } from '../record/save-noted.ts'
import { actOnLocumEntries, correctLocumEntry, type ActOnLocumPorts } from './act-on-locum-entries.ts'
import { addToLocumLog, checkLocumList, type AddToLocumLogPorts } from './add-to-locum-log.ts'
import { previewLocumLog, saveLocumLog, type LocumFilesPorts } from './locum-files.ts'
import { listLocumLog, showLocumEntry, type LocumViewsPorts } from './locum-views.ts'

export interface LocumHandlerDeps {
  readonly desk: () => ActOnLocumPorts & AddToLocumLogPorts & LocumFilesPorts & LocumViewsPorts
  readonly save: SaveFile
  /** What the policy of the organisation says. */
  readonly exportsAllowed: () => boolean
}

export const locumHandlers = ({ desk, save, exportsAllowed }: LocumHandlerDeps): Pick<Handlers, keyof typeof locumChannels> => ({
  'locum.list': () => listLocumLog(desk()),
  'locum.show': (input) => showLocumEntry(desk(), input),
  'locum.check': (input) => checkLocumList(desk(), input),
  'locum.add': (input) => addToLocumLog(desk(), input),
  'locum.act': (input) => actOnLocumEntries(desk(), input),
  'locum.correct': (input) => correctLocumEntry(desk(), input),
  'locum.preview': (input) => previewLocumLog(desk(), input),
  'locum.save': (input) => saveLocumLog(desk(), input, { save, exportsAllowed: exportsAllowed() }),
})
