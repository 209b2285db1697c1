/**
 * One number for everything that RA Desk keeps in its data folder. It goes up with every change that an older RA Desk would misread: of a file, of a
 * database, or of what is sealed in a row. A folder with a higher number than this is refused before anything of it is read or changed. Backups and
 * handover bundles carry rows: where it goes up for what is in a row, their versions go up too.
 */
import { z } from 'zod'

export const DATA_FORMAT = 1
/** The oldest one that this version opens. */
export const OLDEST_DATA_FORMAT = 1

/** What the number stands for: the version of each format. `test/main/station/data-formats.test.ts` holds it against what is written. */
export const dataFormats = {
  1: {
    'vault/key-slots.json': 2,
    'vault/keyring.bin': 3,
    'vault/keys.db': 1,
    'vault/record.db': 1,
    'vault/scans.db': 1,
    'vault/high-water-mark.bin': 2,
    'vault/lockout.json': 2,
    'sealed envelope': 1,
    'events of a case': 2,
    'summary of a case': 2,
    'line of a case': 3,
    'settings of the workstation': 1,
    'card template': 2,
    'database of the page': 2,
    backup: 1,
  },
} as const satisfies Readonly<Record<number, Readonly<Record<string, number>>>>

export const dataFormatFile = z.looseObject({ format: z.int().positive() })
