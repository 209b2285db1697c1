/** Which npm packages a bundle really contains, as folders under the project: `node_modules/zod`. */
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import type { Metafile } from 'esbuild'
import type { Plugin } from 'vite'

/** The package folder of a bundled file, or `undefined` for a file of our own. */
export function packageFolderOf(path: string): string | undefined {
  const plain = path.replaceAll('\\', '/').replace(/^\0/, '').split('?')[0]!
  const from = plain.indexOf('node_modules/')
  if (from === -1) return undefined
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(plain.slice(from))?.[0]
}

export function toPackageFolders(paths: Iterable<string>): readonly string[] {
  return [...new Set([...paths].flatMap((path) => packageFolderOf(path) ?? []))].toSorted()
}

/** Packages of which something is left in the output; what tree shaking dropped whole is not shipped. */
export function packagesOfMetafile({ outputs }: Metafile): readonly string[] {
  return toPackageFolders(
    Object.values(outputs).flatMap(({ inputs }) =>
      Object.entries(inputs)
        .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
        .map(([path]) => path),
    ),
  )
}

/** Collects the files of the page's bundle: modules of every chunk, fonts and other assets, and what the style sheets load. */
export function collectBundledFiles(files: Set<string>): Plugin {
  const modules = fileURLToPath(new URL('../node_modules', import.meta.url))
  return {
    name: 'ra-desk-bundled-files',
    apply: 'build',
    async generateBundle(_, bundle) {
      for (const output of Object.values(bundle)) {
        const parts = output.type === 'chunk' ? output.moduleIds : output.originalFileNames
        for (const part of parts) files.add(part)
      }
      const sheets = [...this.getModuleIds()].filter((id) => /\.(?:scss|css)$/.test(id.split('?')[0]!))
      for (const sheet of sheets) files.add(sheet)
      const { compileAsync } = await import('sass')
      for (const sheet of sheets.filter((id) => id.endsWith('.scss'))) {
        const { loadedUrls } = await compileAsync(sheet, {
          loadPaths: [modules, join(modules, '..')],
          quietDeps: true,
          logger: { warn: () => undefined },
        })
        for (const url of loadedUrls) files.add(fileURLToPath(url))
      }
    },
  }
}

/** Collects the modules that the page loads before its first screen: those of its entry and of what the entry imports statically. */
export function collectStartPackages(files: Set<string>): Plugin {
  return {
    name: 'ra-desk-start-packages',
    apply: 'build',
    generateBundle(_, bundle) {
      const seen = new Set<string>()
      const add = (fileName: string): void => {
        const chunk = bundle[fileName]
        if (chunk?.type !== 'chunk' || seen.has(fileName)) return
        seen.add(fileName)
        for (const id of chunk.moduleIds) files.add(id)
        for (const imported of chunk.imports) add(imported)
      }
      for (const output of Object.values(bundle)) if (output.type === 'chunk' && output.isEntry) add(output.fileName)
    },
  }
}
