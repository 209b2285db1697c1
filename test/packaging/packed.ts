/** What `npm run test:packaging` packed, for its tests. */
import { readFileSync } from 'node:fs'
import { z } from 'zod'

const packed = z.object({
  system: z.enum(['linux', 'windows']),
  folder: z.string(),
  program: z.string(),
  /** The folder that stood in for Electron. */
  stub: z.string(),
  /** What electron-builder and our hook for signatures said. */
  log: z.string(),
})
const run = z.object({
  /** All of the run is in it. */
  folder: z.string(),
  /** The time of the build, ISO. */
  builtAt: z.string(),
  /** The folder that was packed. */
  copy: z.string(),
  packed: z.array(packed),
  /** The second time, from another folder; empty when it was left out. */
  again: z.array(packed),
  /** Of the Linux package. */
  laidOut: z.object({ resources: z.string(), main: z.string() }),
})

export type PackagingRun = z.output<typeof run>

/** The tool sets it; these tests run in no other way. */
export function packagingRun(): PackagingRun {
  const file = process.env['RA_DESK_PACKAGING_RUN']
  if (file === undefined) throw new Error('Run npm run test:packaging: it packs what these tests look at.')
  return run.parse(JSON.parse(readFileSync(file, 'utf8')))
}
