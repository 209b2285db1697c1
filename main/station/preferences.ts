/**
 * What the workstation remembers before anyone signs in: where the window was, which port the modem is on, which reader is for what, how cards are printed. Nothing of a case, an agent
 * or a key is ever in here: this file is readable by anyone who can read the folder.
 */
import Store from 'electron-store'
import { z } from 'zod'
import { BASES_KEPT, baseBackup } from '../../domain/backup/base.ts'
import { backupView } from '../../preload/contract/backup.ts'
import { printerChoice } from '../../domain/card/printer-choice.ts'

const preferences = z.object({
  window: z.unknown().optional(),
  /** Factor of the page's size, 1 as made. */
  zoom: z.number().min(0.5).max(3).optional(),
  /** `COM3`, `/dev/ttyUSB0`; absent: texts go from the work phone. */
  modemPort: z.string().min(1).max(200).optional(),
  /** How large a millimetre is on the screen, found by holding a card to it. */
  screenScale: z.object({ pixelsPerMillimetre: z.number().min(1).max(20), on: z.string().max(60) }).optional(),
  /** Which reader is for what, by the system's name. */
  readers: z.strictObject({ blankCards: z.string().min(1).max(256).optional(), ownCard: z.string().min(1).max(256).optional() }).optional(),
  /** Used last for labels and for other documents. */
  documentPrinters: z
    .strictObject({ labels: z.string().max(255).exactOptional(), documents: z.string().max(255).exactOptional() })
    .optional(),
  /** Absent: the printers of the system; in practice the virtual one. */
  printer: printerChoice.optional(),
  /** The database could not be opened and an agent asked to have it set aside: done at the next start. */
  setDatabaseAside: z.boolean().optional(),
  /** Parts of the set-up that an agent does not want to be reminded of. */
  dismissedSetUp: z.array(z.string().max(40)).max(20).optional(),
  /** Where backups go from this machine, and what came of the last ones. */
  backup: backupView
    .pick({ folder: true, last: true, failure: true, drill: true, erased: true })
    .extend({ bases: z.array(baseBackup).max(BASES_KEPT).optional(), marked: z.string().max(4_096).optional() })
    .optional(),
})
export type Preferences = z.infer<typeof preferences>

export interface PreferenceStore {
  read(): Preferences
  write(change: Partial<Preferences>): void
}

export function openPreferences(folder: string): PreferenceStore {
  const store = new Store<Record<string, unknown>>({ cwd: folder, name: 'preferences', clearInvalidConfig: true })
  return {
    read: () => {
      const read = preferences.safeParse(store.store)
      return read.success ? read.data : {}
    },
    write: (change) => {
      try {
        for (const [name, value] of Object.entries(change)) {
          if (value === undefined) store.delete(name)
          else store.set(name, value)
        }
      } catch {
        // A place on the screen is not worth an error message; a port is asked for again.
      }
    },
  }
}

/** One preference, as those who need no other see it. */
export const keepIn = <Name extends keyof Preferences>(preferences: PreferenceStore, name: Name) => ({
  read: (): Preferences[Name] => preferences.read()[name],
  write: (value: NonNullable<Preferences[Name]>): void => preferences.write({ [name]: value }),
})
