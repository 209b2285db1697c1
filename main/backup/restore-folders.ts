/** Where a restore and its test are made, beside the vault. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'

/** An unfinished restore lies in the data folder, so that a rename puts it in place. */
export const restoreFolder = (folder: string): string => join(folder, 'restore.making')
/** Scratch folder of the restore test. */
export const restoreTestFolder = (folder: string): string => join(folder, 'drill.making')

/** Deletes what an interrupted restore left: nothing in it would ever be erased. Call it when there is a vault in place. */
export const dropUnfinished = (folder: string): Promise<void> =>
  rm(restoreFolder(folder), { recursive: true, force: true }).catch(() => undefined)
