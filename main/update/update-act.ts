/**
 * Updating RA Desk from a file: the file is copied and checked, a backup is made and restored in a test, and only then the installer is
 * started. Each step needs the one before it, in the same session. Nothing of it outlives a lock, except what the record knows.
 */
import { createSequencer } from '../../domain/sequencer.ts'
import type { Reply } from '../../preload/contract.ts'
import { clearUpdateFolder } from './private-copy.ts'
import { lockedMeanwhile, nothingTaken } from './update-failures.ts'
import { readUpdateKeys } from './update-keys.ts'
import { prepare, start, take, takenNow, view, type Running, type Taken, type UpdateDeps, type UpdateSession } from './update-steps.ts'

export interface UpdateAct {
  read(): Promise<Reply<'update.read'>>
  choose(): Promise<Reply<'update.choose'>>
  prepare(): Promise<Reply<'update.prepare'>>
  start(): Promise<Reply<'update.start'>>
  discard(): Promise<Reply<'update.discard'>>
}

export function createUpdateAct(deps: UpdateDeps): UpdateAct {
  const sequence = createSequencer()
  const act: Running = { deps, keys: readUpdateKeys(deps.updates.builtInKeys, deps.updates.isPackaged), taken: undefined }
  const withTaken = <Answer>(work: (act: Running, session: UpdateSession, now: Taken) => Promise<Answer>) =>
    sequence(async () => {
      const session = deps.session()
      const now = takenNow(act, session)
      return now === undefined ? nothingTaken : work(act, session, now)
    })
  return {
    read: () => view(act, deps.session()),
    choose: () =>
      sequence(async () => {
        const session = deps.session()
        const path = await deps.updates.chooseFile()
        if (!session.vault.isOpen()) return lockedMeanwhile
        return path === undefined ? view(act, session) : take(act, session, path)
      }),
    prepare: () => withTaken(prepare),
    start: () => withTaken(start),
    discard: () =>
      sequence(async () => {
        const session = deps.session()
        act.taken = undefined
        await clearUpdateFolder(deps.folder).catch(() => undefined)
        return view(act, session)
      }),
  }
}
