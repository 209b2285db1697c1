/** Where this start of the app keeps its data. Evaluated once, before anything else of the app is loaded. */
import { app } from 'electron'
import { chooseDataFolder } from './practice-folder.ts'
import { readStartOptions } from './start-options.ts'

const words = process.argv.slice(1)
const given = app.getPath('userData')
const { folder, practice } = chooseDataFolder(given, readStartOptions(words, app.isPackaged).practice)
if (folder !== given) app.setPath('userData', folder)

export const startOptions = readStartOptions(practice ? [...words, '--practice'] : words, app.isPackaged)
export const dataFolder = folder
