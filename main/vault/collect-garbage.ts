/**
 * What is not used any more is given back now, not some day, and what V8 leaves unused of its heap is overwritten. Only then do the cipher,
 * hash and key objects of the runtime overwrite the keys that they hold, and only then are strings gone: names, and the passphrase that
 * was typed. Takes some tenths of a second, in which nothing else of main runs.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

type Collect = (how: { readonly type: 'major'; readonly execution: 'sync'; readonly flavor: 'last-resort' }) => void

export async function collectGarbage(): Promise<void> {
  // Whoever asked for this is let go of first.
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
