/** Handlers of `preload/contract/update.ts`. Updates are rare: what does the work is loaded when it is first asked for. */
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Handlers } from '../../preload/contract.ts'
import type { updateChannels } from '../../preload/contract/update.ts'
import type { LeftUpdatesDeps } from './left-updates.ts'
import type { UpdateAct } from './update-act.ts'
import type { UpdateDeps } from './update-steps.ts'

export function updateHandlers(deps: UpdateDeps): Pick<Handlers, keyof typeof updateChannels> {
  let act: Promise<UpdateAct> | undefined
  const open = () => (act ??= import('./update-act.ts').then(({ createUpdateAct }) => createUpdateAct(deps)))
  return {
    'update.read': async () => (await open()).read(),
    'update.choose': async () => (await open()).choose(),
    'update.prepare': async () => (await open()).prepare(),
    'update.start': async () => (await open()).start(),
    'update.discard': async () => (await open()).discard(),
  }
}

/** After sign-in. Most times there is nothing, and nothing is loaded. What cannot be removed now goes after the next sign-in. */
export async function clearUpdates(deps: LeftUpdatesDeps): Promise<void> {
  try {
    await stat(join(deps.folder, 'update'))
    await (await import('./left-updates.ts')).clearLeftUpdates(deps)
  } catch {
    // No such folder, or another program holds a file of it.
  }
}
