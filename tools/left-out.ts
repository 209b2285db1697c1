/**
 * Parts of libraries that RA Desk never calls. They stay out of the bundles of main: half of a megabyte and more each, read at every start.
 * A call of one throws.
 */
import type { Plugin } from 'esbuild'

interface LeftOut {
  readonly from: RegExp
  readonly module: RegExp
  readonly contents: string
}

const refuse = (what: string) => `() => { throw new Error('${what} is left out of this bundle') }`

const leftOut: readonly LeftOut[] = [
  // Fonts of the web (WOFF2). Documents are set in TrueType.
  { from: /[/\\]fontkit[/\\]/, module: /^brotli\/decompress\.js$/, contents: `export default ${refuse('brotli')}` },
  // Schemas and migrations of electron-store. `preferences.ts` checks with zod and has no migrations.
  { from: /[/\\]conf[/\\]/, module: /^ajv\/dist\/2020\.js$/, contents: `export const Ajv2020 = function () { (${refuse('ajv')})() }` },
  { from: /[/\\]conf[/\\]/, module: /^ajv-formats$/, contents: `export default { default: ${refuse('ajv-formats')} }` },
  { from: /[/\\]conf[/\\]/, module: /^semver$/, contents: `export default new Proxy({}, { get: ${refuse('semver')} })` },
  // Messages of zod in other languages. English is loaded by zod itself, and no message of zod is shown.
  { from: /[/\\]zod[/\\]/, module: /[/\\]locales[/\\]index\.js$/, contents: 'export {}' },
]

export const leaveOut: Plugin = {
  name: 'left-out',
  setup: (build) => {
    build.onResolve({ filter: /brotli|ajv|semver|locales/ }, ({ path, importer }) => {
      const found = leftOut.findIndex(({ from, module }) => from.test(importer) && module.test(path))
      return found === -1 ? undefined : { path: String(found), namespace: 'left-out', sideEffects: false }
    })
    build.onLoad({ filter: /./, namespace: 'left-out' }, ({ path }) => ({ contents: leftOut[Number(path)]!.contents, loader: 'js' }))
  },
}
