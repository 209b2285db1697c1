/** Words for why an update was not taken, prepared or started. */
import { err } from '../../domain/result.ts'
import type { UpdateRefusalCode } from '../../domain/update/find-update-refusal.ts'

export type UpdateFileFailureCode =
  | 'not-an-update'
  | 'update-newer'
  | 'update-signature-wrong'
  | 'update-not-by-provider'
  | 'update-not-read'
  | 'update-cut-short'
export type TakeFailureCode = UpdateFileFailureCode | UpdateRefusalCode | 'update-changed' | 'disk-full' | 'write-failed' | 'locked'

const askAgain = 'Ask your service provider to send the update again.'

export const notAnUpdate = err(
  'not-an-update',
  'This file is not an update of RA Desk, or it is damaged. Nothing was changed.',
  'Choose the file that your service provider sent. It ends in .raupdate.',
)
export const updateNewer = err(
  'update-newer',
  'This update file was made for a newer version of RA Desk than the one installed here. Nothing was changed.',
  'Ask your service provider which version to install first.',
)
export const signatureWrong = err(
  'update-signature-wrong',
  'This file is not signed by your service provider, or it was changed after it was signed. Nothing was changed.',
  `Do not use this file. ${askAgain}`,
)
export const notByProvider = err(
  'update-not-by-provider',
  'This update is not signed by your service provider: it has the signature for development, which anyone can make. Nothing was changed.',
  `Do not use this file. ${askAgain}`,
)
export const notRead = err(
  'update-not-read',
  'The update file could not be read: the USB stick may have been pulled out, or the network drive is not connected. Nothing was changed.',
  'Put the stick in or connect the drive, then choose the file again.',
)
export const endedEarly = err(
  'update-cut-short',
  'This update file is not complete: it was not copied to its end. Nothing was changed.',
  'Copy it to the stick again, and take the stick out only when the copy is finished.',
)
export const contentChanged = err(
  'update-changed',
  'The installer in this file is not the one that your service provider signed. RA Desk deleted its copy. Nothing was changed.',
  `Do not use this file. ${askAgain}`,
)
export const noSpace = err(
  'disk-full',
  'There is not enough free space on this computer for the update. Nothing was changed, and your cases are safe.',
  'Free some space, then choose the file again.',
)
export const notWritten = err(
  'write-failed',
  'RA Desk could not copy the update to its folder on this computer. Nothing was changed, and your cases are safe.',
  'Choose the file again. If this message comes back, ask the person who looks after this computer.',
)
export const lockedMeanwhile = err(
  'locked',
  'RA Desk was locked before this was finished. Nothing was changed.',
  'Unlock it and choose the file again.',
)
export const nothingTaken = err('no-update', 'No update file has been checked yet. Nothing was changed.', 'Choose the update file first.')
export const copyChanged = err(
  'update-changed',
  'The copy of the installer on this computer was changed after RA Desk checked it, or it was deleted. RA Desk did not start it.',
  'Choose the update file again. If this message comes back, ask the person who looks after this computer to check it for malware.',
)
export const notPrepared = err(
  'update-not-prepared',
  'There is no tested backup that has everything. The installer was not started.',
  'Choose “Back up and test” first.',
)
export const installerFailed = err(
  'installer-not-started',
  'The installer could not be started. RA Desk was not changed, and your cases are safe.',
  'Choose “Close RA Desk and start the installer” again. If this message comes back, ask the person who looks after this computer.',
)
