/** Where this start of the app keeps its data. Evaluated once, before anything else of the app is loaded. */
import { app } from 'electron'
import { readStartOptions } from './start-options.ts'

export const startOptions = readStartOptions(process.argv.slice(1), app.isPackaged)

// Practice never touches the folder of real cases.
if (startOptions.practice && !process.argv.some((word) => word.startsWith('--user-data-dir=')))
  app.setPath('userData', `${app.getPath('userData')} practice`)

export const dataFolder = app.getPath('userData')
