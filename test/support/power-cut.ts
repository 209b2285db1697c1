/** Ends a workstation within an act, as a power cut does, at one step after another. */
import { randomBytes as randomFill, randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { openDestroyedKeys } from '../../main/backup/destroyed-list.ts'
import { backupRecipientOf } from '../../main/backup/identities.ts'
import { createStationAccess } from '../../main/station/station-access.ts'
import { cheapKdf } from '../main/vault/support.ts'
import { openMainApp, type MainApp } from './main-app.ts'

/** The number of cuts ends a run that never gets through. The clock ends one that hangs: each cut may take as long as a whole test. */
export const mostCuts = 60
export const cutLimit = mostCuts * 30_000

/**
 * Starts a workstation again and ends it at its n-th step: each use of randomness, which every key, every seal and every id needs, and the
 * moments before and after keys are put on the list of destroyed keys. What was written by then stays on the disk. One process at a time
 * holds the files, so the start before is locked first.
 */
export async function cutAt({ app, folder }: MainApp, count: number, work: (main: MainApp) => Promise<unknown>): Promise<'cut' | 'done'> {
  await app.lock('closed')
  let left = Infinity
  const step = () => {
    left -= 1
    if (left < 0) throw new Error('the power went')
  }
  const randomBytes = (length: number) => {
    step()
    return new Uint8Array(randomFill(length))
  }
  const vaultAccess = createStationAccess({
    folder,
    randomBytes,
    monotonic: () => performance.now(),
    kdf: cheapKdf,
    backupRecipientOf,
    openDestroyedKeys: async (at) => {
      const list = await openDestroyedKeys(at)
      const add: typeof list.add = async (keyIds) => {
        step()
        await list.add(keyIds)
        step()
      }
      return { ...list, add }
    },
  })
  const main = await openMainApp({
    folder,
    parts: {
      vaultAccess,
      randomBytes,
      newId: () => {
        step()
        return randomUUID()
      },
    },
  })
  expect((await main.unlock()).ok).toBe(true)
  left = count
  try {
    await work(main)
    return left < 0 ? 'cut' : 'done'
  } catch (error) {
    // The keyring tells it as a failure of the disk.
    if (left >= 0) throw error
    return 'cut'
  }
}
