/**
 * Lays a packed app out so that Node can start it with the Chromium stand-in: Electron reads the archive as a folder of that name, so the
 * archive becomes one. Node finds what it finds in Electron, and nothing else: threads lie beside the archive only.
 */
import { extractFile, listPackage, statFile } from '@electron/asar'
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'

export interface LaidOut {
  /** Has `app.asar`, a folder, and `app.asar.unpacked`. */
  readonly resources: string
  readonly main: string
}

export async function layOut({ root, packed, to }: { root: string; packed: string; to: string }): Promise<LaidOut> {
  const archive = join(packed, 'resources/app.asar')
  const resources = join(to, 'resources')
  const app = join(resources, 'app.asar')
  for (const path of listPackage(archive, { isPack: false }).map((each) => each.replace(/^[/\\]/, ''))) {
    const entry = statFile(archive, path)
    if ('files' in entry || ('unpacked' in entry && entry.unpacked)) continue
    mkdirSync(dirname(join(app, path)), { recursive: true })
    writeFileSync(join(app, path), extractFile(archive, path))
  }
  cpSync(join(packed, 'resources/app.asar.unpacked'), join(resources, 'app.asar.unpacked'), { recursive: true })
  // Electron shows modules as in the archive, also those beside it.
  cpSync(join(packed, 'resources/app.asar.unpacked/node_modules'), join(app, 'node_modules'), { recursive: true })
  await putStandIn(root, join(app, 'node_modules/electron'))
  return { resources, main: join(app, 'dist/electron/main.mjs') }
}

async function putStandIn(root: string, folder: string): Promise<void> {
  await build({
    entryPoints: [join(root, 'test/shells/chromium/electron.ts')],
    outfile: join(folder, 'index.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    logLevel: 'warning',
    absWorkingDir: root,
  })
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'electron', exports: './index.mjs' }))
}
