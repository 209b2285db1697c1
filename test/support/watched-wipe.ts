/** In place of `main/vault/wipe.ts`, for `vi.mock(…, () => import('…/watched-wipe.ts'))`: wipes, and remembers what was there. */
import { vi } from 'vitest'
import type * as Wipe from '../../main/vault/wipe.ts'

const own = await vi.importActual<typeof Wipe>('../../main/vault/wipe.ts')

/** What was overwritten, as it was before, in hexadecimal. */
export const overwritten: string[] = []

export const { wipeAll } = own
export const wipe: typeof own.wipe = (...secrets) => {
  for (const secret of secrets) if (secret !== undefined) overwritten.push(Buffer.from(secret).toString('hex'))
  own.wipe(...secrets)
}
