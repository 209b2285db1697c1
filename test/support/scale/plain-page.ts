/** Opens the bare counterpart of the page in the app's Chromium. Its database is kept between starts. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Page } from '@playwright/test'
import { build } from 'esbuild'
import { withChromium } from './bare-chromium.ts'
import type { PlainDesk, PlainStation } from './plain-desk.ts'

interface PlainWindow extends Window {
  readonly plainDesk: PlainDesk
}

/** An empty page with one field that says what was typed: what any keystroke costs. */
const BODY = `<!doctype html><meta charset="utf-8"><title>Plain</title><main></main><input id="field" oninput="document.querySelector('main').textContent = this.value">`

export interface PlainPage {
  readonly page: Page
  /** Of the browser, its profile: finds its processes. */
  readonly folder: string
  ask<Name extends keyof PlainDesk>(name: Name, ...given: Parameters<PlainDesk[Name]>): Promise<Awaited<ReturnType<PlainDesk[Name]>>>
}

export type OpenPlainPage = <Value>(work: (plain: PlainPage) => Promise<Value>) => Promise<Value>

/** `folder`: for the page and the browser's profile. */
export async function preparePlainPage(flags: readonly string[], folder: string, station: PlainStation): Promise<OpenPlainPage> {
  const bundle = await build({
    entryPoints: [fileURLToPath(new URL('plain-desk.ts', import.meta.url))],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'plain.js'), bundle.outputFiles[0]!.contents)
  writeFileSync(join(folder, 'plain.html'), `${BODY}<script src="plain.js"></script>`)
  const open: OpenPlainPage = (work) =>
    withChromium({ flags, url: pathToFileURL(join(folder, 'plain.html')).href, profile: join(folder, 'profile') }, async (page) => {
      await page.waitForFunction(() => 'plainDesk' in window)
      return work({
        page,
        folder,
        ask: (name, ...given) =>
          page.evaluate(([asked, values]) => (window as unknown as PlainWindow).plainDesk[asked](...(values as [never])) as never, [
            name,
            given,
          ] as const),
      })
    })
  await open(({ ask }) => ask('fill', station))
  return open
}
