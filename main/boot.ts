/**
 * Starts the app with V8's compile cache, so that the second start need not compile the same code again. The cache holds compiled code of
 * RA Desk and nothing else, and lies in the data folder, which only this user can write to.
 */
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { dataFolder } from './shell/data-folder.ts'

// An AppImage lies at another path at each start, and the cache goes by the path: it would only grow.
if (process.env['APPIMAGE'] === undefined) enableCompileCache(join(dataFolder, 'compiled'))

await import('./index.ts')
