/** Where this start of the app keeps its data. Evaluated once, before anything else of the app is loaded. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { app } from 'electron'
import { localDataFolder } from './local-data-folder.ts'
import { chooseDataFolder } from './practice-folder.ts'
import { readStartOptions } from './start-options.ts'

const words = process.argv.slice(1)
const given = app.getPath('userData')
const chosen = localDataFolder({
  platform: process.platform,
  local: process.env['LOCALAPPDATA'],
  roaming: process.env['APPDATA'],
  given,
  hasVault: (place) => existsSync(join(place, 'vault')),
})
const { folder, practice } = chooseDataFolder(chosen, readStartOptions(words, app.isPackaged).practice)
if (folder !== given) app.setPath('userData', folder)

export const startOptions = readStartOptions(practice ? [...words, '--practice'] : words, app.isPackaged)
export const dataFolder = folder
