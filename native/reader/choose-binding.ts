/** Which of the two bindings to PC/SC is used (ADR 50). Both are native: loaded only here, and only when PC/SC is chosen. */
import { createRequire } from 'node:module'
import type { BindingName } from './binding-names.ts'
import type { PcscBinding } from './pcsc-binding.ts'
import { openSmartcard, type SmartcardLibrary } from './smartcard-binding.ts'

export interface ChosenBinding {
  readonly name: BindingName
  readonly open: PcscBinding
  /** Why the one that comes first does not load, in the words of the runtime. */
  readonly instead?: { readonly of: BindingName; readonly because: string }
}

export type LoadBinding = (name: BindingName) => PcscBinding

const load: LoadBinding = (name) => {
  // Not built, or built for another runtime: throws.
  if (name === 'pcsclite') return createRequire(import.meta.url)('pcsclite') as PcscBinding
  const library = createRequire(import.meta.url)('smartcard') as SmartcardLibrary
  return () => openSmartcard(library)
}

/** An installed RA Desk on Windows takes `smartcard` first: it is the one that was shown through the smart card service of Windows (ADR 50). */
export function firstBinding(platform: NodeJS.Platform, module: string): BindingName {
  return platform === 'win32' && /[\\/]app\.asar[\\/]/.test(module) ? 'smartcard' : 'pcsclite'
}

/** The one that is wanted first, and the other where it does not load. Throws the error of the first where neither does. */
export function chooseBinding(
  first: BindingName = firstBinding(process.platform, import.meta.url),
  loadOne: LoadBinding = load,
): ChosenBinding {
  try {
    return { name: first, open: loadOne(first) }
  } catch (error) {
    const other = first === 'pcsclite' ? 'smartcard' : 'pcsclite'
    try {
      const because = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
      return { name: other, open: loadOne(other), instead: { of: first, because } }
    } catch {
      throw error
    }
  }
}
