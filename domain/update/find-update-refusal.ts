/** Whether an update that is signed by the right key is one for this workstation. */
import { err, type Failure } from '../result.ts'
import type { UpdateManifest } from './manifest.ts'
import { compareVersions } from './version.ts'

export type UpdateRefusalCode = 'update-other-platform' | 'update-installed-already' | 'update-older' | 'update-cannot-open-data'

export interface Installed {
  readonly version: string
  /** `win32-x64`. */
  readonly platform: string
  /** Highest version that was ever installed or checked here. */
  readonly highest: string
  /** Format of the data folder that this version writes. */
  readonly dataFormat: number
}

/** `undefined` when it may be installed here. */
export function findUpdateRefusal(
  { version, platform, opensDataFrom }: UpdateManifest,
  installed: Installed,
): Failure<UpdateRefusalCode> | undefined {
  if (platform !== installed.platform) return otherPlatform(platform, installed.platform)
  if (version === installed.version) return installedAlready(version)
  if (compareVersions(version, installed.version) < 0) return older(version, `version ${installed.version} is installed`)
  if (compareVersions(version, installed.highest) < 0)
    return older(version, `version ${installed.highest} was already checked or installed on this workstation`)
  return opensDataFrom > installed.dataFormat ? cannotOpen(version, installed.version) : undefined
}

const otherPlatform = (its: string, here: string) =>
  err(
    'update-other-platform',
    `This update is for another kind of computer (${its}). This one is ${here}. Nothing was changed.`,
    'Ask your service provider for the update file for this kind of computer.',
  ).error
const installedAlready = (version: string) =>
  err('update-installed-already', `RA Desk ${version} is already installed. Nothing was changed.`, 'You do not need this update.').error
const older = (version: string, because: string) =>
  err(
    'update-older',
    `This update would bring back an older RA Desk: it has version ${version}, and ${because}. Nothing was changed.`,
    'Ask your service provider for the newest update file.',
  ).error
const cannotOpen = (version: string, installed: string) =>
  err(
    'update-cannot-open-data',
    `RA Desk ${version} cannot open the files that RA Desk ${installed} wrote on this computer. Nothing was changed.`,
    'Ask your service provider which version to install first.',
  ).error
