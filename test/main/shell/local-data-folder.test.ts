import { expect, test } from 'vitest'
import { localDataFolder, syncRootsOf } from '../../../main/shell/local-data-folder.ts'

const roaming = 'C:\\Users\\agnes\\AppData\\Roaming'
const local = 'C:\\Users\\agnes\\AppData\\Local'
const atRoaming = `${roaming}\\RA Desk`
const atLocal = `${local}\\RA Desk`

test.each([
  ['a first start on Windows', {}, atLocal],
  ['a vault that is in the roaming profile already', { vaults: [atRoaming] }, atRoaming],
  ['a vault in both', { vaults: [atRoaming, atLocal] }, atLocal],
  ['a folder that was named', { given: 'D:\\RA Desk' }, 'D:\\RA Desk'],
  ['a roaming profile in other letters', { given: 'c:\\users\\AGNES\\appdata\\roaming\\RA Desk' }, atLocal],
  ['a Windows that names no local folder', { local: undefined }, atRoaming],
  ['Linux', { platform: 'linux', given: '/home/agnes/.config/RA Desk', roaming: '/home/agnes/.config' }, '/home/agnes/.config/RA Desk'],
] as const)('data folder: %s', (_name, { vaults = [], ...facts }: { readonly vaults?: readonly string[] } & object, folder) => {
  const hasVault = (place: string) => vaults.includes(place)
  expect(localDataFolder({ platform: 'win32', local, roaming, given: atRoaming, hasVault, ...facts })).toBe(folder)
})

test('synced folders: those that OneDrive names', () => {
  expect(syncRootsOf({ OneDrive: 'C:\\a', OneDriveCommercial: 'C:\\a', HOME: 'C:\\b' })).toEqual(['C:\\a', 'C:\\a'])
})
