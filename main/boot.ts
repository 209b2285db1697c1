/** Starts the app, with the compile cache open before any code of the app is loaded. */
import { app } from 'electron'
import { openCompileCache } from './shell/compile-cache.ts'
import { dataFolder } from './shell/data-folder.ts'

// That of the shortcut which the installer makes (appId in electron-builder.yml): Windows groups the windows under it.
app.setAppUserModelId('uk.radesk.app')
openCompileCache(dataFolder, app.getVersion())

await import('./index.ts')
