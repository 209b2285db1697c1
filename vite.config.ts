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

export default defineConfig({
  root: 'renderer',
  base: '/',
  plugins: [react(), trustedTypesGuard()],
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
