/**
 * Forces a garbage collection and overwrites the unused part of V8's heap. Only then do the runtime's cipher, hash and key objects
 * overwrite their keys, and only then are strings gone: names, and the typed passphrase. Blocks `main` for some tenths of a second.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

type Collect = (how: { readonly type: 'major'; readonly execution: 'sync'; readonly flavor: 'last-resort' }) => void

export async function collectGarbage(): Promise<void> {
  // Let the caller's frame end first, so that what it holds can be collected.
  await nextTurn()
  collector()?.({ type: 'major', execution: 'sync', flavor: 'last-resort' })
}

let found: Collect | undefined
/** Only a context that is made while the flag is set has the function, so no other code gets it. */
function collector(): Collect | undefined {
  if (found !== undefined) return found
  setFlagsFromString('--zero-unused-memory')
  setFlagsFromString('--expose-gc')
  found = runInNewContext('globalThis.gc') as Collect | undefined
  setFlagsFromString('--no-expose-gc')
  return found
}
