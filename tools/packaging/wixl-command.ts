/** Where `wixl` and `msibuild` are: on this machine, or in the folder of Wine, which holds both. */
import { findProgram } from '../../test/support/find-program.ts'
import { enterWine } from '../windows/enter-wine.ts'
import { findWine } from '../windows/wine-folder.ts'
import type { CommandOf } from './make-msi.ts'

export type FoundWixl = { readonly ok: true; readonly command: CommandOf } | { readonly ok: false; readonly why: string }

export function findWixl(find: (program: string) => string | undefined = findProgram, wine = findWine()): FoundWixl {
  if (['wixl', 'msibuild'].every((program) => find(program) !== undefined))
    return { ok: true, command: ([program = '', ...words]) => [program, words] }
  if (wine.ok) return { ok: true, command: (command, folders) => enterWine({ folder: wine.folder, command, folders }) }
  return { ok: false, why: `wixl and msibuild are not here (Debian: apt install wixl msitools). ${wine.why}. ${wine.next}` }
}
