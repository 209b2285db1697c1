/** Starts the app, with the compile cache open before any code of the app is loaded. */
import { app } from 'electron'
import { openCompileCache } from './shell/compile-cache.ts'
import { dataFolder } from './shell/data-folder.ts'

openCompileCache(dataFolder, app.getVersion())

await import('./index.ts')
