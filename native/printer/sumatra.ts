/**
 * SumatraPDF, which prints PDFs on Windows: a program of its own (GPLv3) that RA Desk starts and links nothing of. It comes in the npm package
 * `pdf-to-printer`; nothing else of that package is used.
 */
import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Environment, RunProgram } from './windows-program.ts'

/** A label printer takes seconds, an office printer on a slow network a minute. */
const PATIENCE_MILLISECONDS = 180_000
const MOST_OUTPUT = 1024 * 1024

export interface SumatraJob {
  readonly printer: string
  readonly path: string
  /** A card has its second page on its back: it lies, and turns about its short edge. */
  readonly bothSides: boolean
  /** `paperkind=256`, `paper=CR80`; absent: as the driver decides. */
  readonly paper: string | undefined
}

/** The exact command: one copy, at 100 %. */
export function sumatraCommand(
  program: string,
  { printer, path, bothSides, paper }: SumatraJob,
  environment: Environment,
): Parameters<RunProgram>[0] {
  const settings = ['noscale', '1x', bothSides ? 'duplexshort' : 'simplex', ...(paper === undefined ? [] : [paper])]
  return {
    program,
    words: ['-silent', '-print-to', printer, '-print-settings', settings.join(','), path],
    milliseconds: PATIENCE_MILLISECONDS,
    mostOutput: MOST_OUTPUT,
    environment,
  }
}

/** Where it lies: `SumatraPDF.exe` beside the archive when installed, in its package in a working copy. `module`: address of this module. */
export function findSumatra(module: string): string {
  const own = fileURLToPath(module)
  const archive = /^(.*)[\\/]app\.asar[\\/]/.exec(own)?.[1]
  if (archive !== undefined) return join(archive, 'printing', 'SumatraPDF.exe')
  const folder = join(dirname(createRequire(module).resolve('pdf-to-printer/package.json')), 'dist')
  return join(folder, readdirSync(folder).find((name) => /^SumatraPDF-.*\.exe$/.test(name)) ?? 'SumatraPDF.exe')
}
