/** What is in the app's data folder before anyone unlocks anything. */
import { readdir, stat } from 'node:fs/promises'
import { vaultPaths } from '../vault/paths.ts'
import { secondCopyOf } from '../files/mirrored-atomic-file.ts'

export interface FolderState {
  /** `trace`: something of a vault is here and something is missing. Nothing new may be made over it. */
  readonly state: 'empty' | 'vault' | 'trace'
  readonly found: readonly ('keySlots' | 'keyring' | 'journal' | 'browser')[]
}

/** `browserFolder`: where the shell keeps IndexedDB or its session; counts when it holds anything. */
export async function inspectFolder(folder: string, browserFolder?: string): Promise<FolderState> {
  const paths = vaultPaths(folder)
  const [slots, keyring, journal, browser] = await Promise.all([
    eitherExists(paths.keySlots),
    eitherExists(paths.keyring),
    holdsJournal(paths.vault),
    browserFolder === undefined ? false : holdsAnything(browserFolder),
  ])
  const found = [slots && 'keySlots', keyring && 'keyring', journal && 'journal', browser && 'browser'].filter(
    (name) => name !== false,
  ) as FolderState['found'][number][]
  if (slots && keyring && journal) return { state: 'vault', found }
  return { state: found.length === 0 && !(await holdsAnything(paths.vault)) ? 'empty' : 'trace', found }
}

/** Either copy of the record, or the journal of an older version of RA Desk. */
async function holdsJournal(vault: string): Promise<boolean> {
  return readdir(vault).then(
    (names) => names.some((name) => /^record(?:-second)?\.db$|^journal(?:-\d{12})?\.log(?:\.second)?$/.test(name)),
    () => false,
  )
}

/** One of two copies is enough to open with. */
async function eitherExists(path: string): Promise<boolean> {
  return (await exists(path)) || exists(secondCopyOf(path))
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

async function holdsAnything(folder: string): Promise<boolean> {
  return readdir(folder).then(
    (names) => names.length > 0,
    () => false,
  )
}
