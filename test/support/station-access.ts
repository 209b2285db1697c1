/** Access to a station's data folder for tests, with the backup's parts that `main/index.ts` hands in. */
import { openDestroyedKeys } from '../../main/backup/destroyed-list.ts'
import { backupRecipientOf } from '../../main/backup/identities.ts'
import { createStationAccess, type StationAccess, type StationAccessDeps } from '../../main/station/station-access.ts'

export type TestStationDeps = Omit<StationAccessDeps, 'openDestroyedKeys' | 'backupRecipientOf'>

export const openStationAccess = (deps: TestStationDeps): StationAccess =>
  createStationAccess({ ...deps, openDestroyedKeys, backupRecipientOf })
