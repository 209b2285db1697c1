/**
 * The folder that is packed: a fresh build and the packages that are shipped, copied. electron-builder compiles modules for Electron in
 * the folder that it packs; in the project itself, tests and the app in Chromium would no longer load them.
 */
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { build, partNames, product } from '../build.ts'

const description = z.looseObject({ name: z.string(), version: z.string() })
const lock = z.object({ packages: z.record(z.string(), z.object({ dev: z.boolean().optional(), optional: z.boolean().optional() })) })

/** For electron-builder itself. What `extraResources` takes from the project is read there. */
const copied = ['electron-builder.yml', 'packaging', 'tools/packaging/schedule-msi.mjs', 'tools/packaging/sign-windows.mjs']

export interface CopyOptions {
  readonly root: string
  /** Made by it; must not exist. */
  readonly folder: string
  /** The time that the app gives as the time of its build. */
  readonly builtAt: Date
  readonly say: (line: string) => void
}

export async function makeCopy({ root, folder, builtAt, say }: CopyOptions): Promise<void> {
  mkdirSync(folder, { recursive: true })
  say('building the app')
  // Source maps are not packed. Without them, the names of the parts do not depend on where the folder is.
  await build({ ...product, out: join(folder, 'dist'), only: partNames.filter((name) => name !== 'chromium'), sourceMaps: false, builtAt })
  for (const path of [...copied, ...extraResources(root)]) cpSync(join(root, path), join(folder, path), { recursive: true })
  for (const path of shippedPackages(root)) cpSync(join(root, path), join(folder, path), { recursive: true })
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(shippedDescription(root), undefined, 2)}\n`)
}

/** Folders of the packages that are installed without the development packages. */
function shippedPackages(root: string): readonly string[] {
  const { packages } = lock.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')))
  return Object.entries(packages)
    .filter(([folder, { dev, optional }]) => {
      if (!folder.startsWith('node_modules/') || dev === true) return false
      return optional !== true || existsSync(join(root, folder))
    })
    .map(([folder]) => folder)
}

/** Files and folders that are copied as they are. Those of `dist` are in the build. */
function extraResources(root: string): readonly string[] {
  const lines = readFileSync(join(root, 'electron-builder.yml'), 'utf8').matchAll(/^\s+- from: (\S+)$/gm)
  return Array.from(lines, ([, path]) => path!).filter((path) => !path.startsWith('dist/'))
}

/** `package.json` without what only developers need. */
function shippedDescription(root: string): object {
  const {
    scripts: _scripts,
    devDependencies: _packages,
    ...rest
  } = description.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))
  return rest
}

/** The version of Electron that is installed here, which the lock file fixes. */
export function electronVersion(root: string): string {
  return description.parse(JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8'))).version
}
