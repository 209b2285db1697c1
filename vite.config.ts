import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'
import react from '@vitejs/plugin-react'

/** zod tries `new Function` unless told not to; the policy would refuse it and report every try. Workers inherit nothing and are told themselves. */
const noCodeFromText = 'globalThis.__zod_globalConfig = { jitless: true };'

/**
 * The page's content policy asks for Trusted Types. This guard, loaded before anything else, is the only policy there can be: it lets
 * workers start from the app's own built files, and nothing turns text into HTML or script.
 */
const guard = `'use strict'
${noCodeFromText}
const own = new URL('/assets/', location.href).href
trustedTypes.createPolicy('default', {
  createScriptURL: (text) => {
    const url = new URL(text, location.href).href
    if (url.startsWith(own) && /\\.m?js$/.test(url)) return url
    throw new TypeError('Not one of the app\\u2019s own scripts')
  },
})
`

function trustedTypesGuard(): Plugin {
  return {
    name: 'ra-desk-trusted-types',
    apply: 'build',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'trusted-types.js', source: guard })
    },
    transformIndexHtml: {
      order: 'post',
      handler: () => [{ tag: 'script', attrs: { src: '/trusted-types.js' }, injectTo: 'head-prepend' }],
    },
  }
}

/**
 * What pdf.js needs for files that do not carry it: character maps, standard fonts, and the JPEG 2000 decoder in JavaScript. The policy lets
 * nothing be fetched and no WebAssembly run, so each is a module. Read by `renderer/pdf/pdf-data.ts`.
 */
function pdfData(): Plugin {
  const from = (path: string) => fileURLToPath(new URL(`node_modules/pdfjs-dist/${path}`, import.meta.url))
  const decoder = 'openjpeg_nowasm_fallback.js'
  return {
    name: 'ra-desk-pdf-data',
    apply: 'build',
    generateBundle() {
      const emit = (name: string, source: string) => this.emitFile({ type: 'asset', fileName: `assets/pdf/${name}`, source })
      for (const folder of ['cmaps', 'standard_fonts'])
        for (const name of readdirSync(from(folder)).filter((each) => /\.(?:bcmap|pfb|ttf)$/.test(each)))
          emit(`${name}.js`, `export default '${readFileSync(from(`${folder}/${name}`)).toString('base64')}'`)
      emit(decoder, readFileSync(from(`wasm/${decoder}`), 'utf8'))
    },
  }
}

export default defineConfig({
  root: 'renderer',
  base: '/',
  plugins: [react(), trustedTypesGuard(), pdfData()],
  css: {
    preprocessorOptions: {
      scss: { quietDeps: true, silenceDeprecations: ['import', 'global-builtin', 'if-function'], loadPaths: ['node_modules'] },
    },
  },
  worker: { format: 'es', rolldownOptions: { checks: { pluginTimings: false }, output: { banner: noCodeFromText } } },
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'esnext',
    // The policy allows no data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 4_096,
    rolldownOptions: {
      checks: { pluginTimings: false },
      // Our own modules only define things, except the first one: what a chunk does not use of a barrel need not be in it.
      treeshake: { moduleSideEffects: [{ test: /[/\\]renderer[/\\]ui[/\\].*\.tsx?$/, sideEffects: false }] },
    },
  },
})
