/** At sign-in: removes copies of installers that an interrupted update left, or that have been installed meanwhile. */
import { compareVersions } from '../../domain/update/version.ts'
import type { RecordStore } from '../record/store.ts'
import { clearUpdateFolder } from './private-copy.ts'
import { openUpdateBook } from './update-book.ts'

export interface LeftUpdatesDeps {
  readonly folder: string
  /** Of the RA Desk that runs. */
  readonly version: string
  readonly store: Pick<RecordStore, 'has' | 'read' | 'commit'>
}

/** An installer that was started or shown stays until its version runs: an administrator may have to install it. */
export async function clearLeftUpdates({ folder, version, store }: LeftUpdatesDeps): Promise<void> {
  const { started } = await openUpdateBook(store, version)
  const isAwaited = started !== undefined && compareVersions(started.version, version) > 0
  await clearUpdateFolder(folder, isAwaited ? started.file : undefined)
}
