/**
 * Whether a folder is kept by more than this computer: a sync client copies it to other people’s computers and puts older files back, and a
 * network drive can be cut off in the middle of a save. Neither is a place for the record.
 */
export type SharedFolder = 'synced' | 'network'

/** Names that sync clients give their folders. An organisation’s OneDrive has its name after a dash. */
const SYNCED =
  /^(?:onedrive(?: - .+)?|dropbox(?: \(.+\))?|google ?drive|my drive|icloud ?drive|icloud~.*|com~apple~clouddocs|box(?: sync)?|nextcloud|owncloud|sharepoint)$/i

/** `syncRoots`: folders that the system itself names as synced, as `%OneDrive%`. */
export function findSharedFolder(path: string, syncRoots: readonly string[] = []): SharedFolder | undefined {
  if (/^(?:\\\\|\/\/)(?![?.][\\/])/.test(path)) return 'network'
  const parts = partsOf(path)
  const isUnder = (root: string) => {
    const of = partsOf(root)
    return of.length > 0 && of.every((part, index) => part.toLowerCase() === parts[index]?.toLowerCase())
  }
  return parts.some((part) => SYNCED.test(part)) || syncRoots.some(isUnder) ? 'synced' : undefined
}

const partsOf = (path: string): string[] => path.split(/[\\/]/).filter((part) => part !== '' && part !== '?' && part !== '.')
