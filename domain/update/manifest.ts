/** What a signed update file says of the installer in it. Written by `npm run sign-update`, read before anything of the installer is copied. */
import { z } from 'zod'
import { plainDate, shortText } from '../values.ts'
import { versionNumber } from './version.ts'

/** Endings of installers, by operating system. On Windows only what `msiexec` installs for the whole computer. */
const installerEndings = { win32: ['.msi'], linux: ['.deb', '.rpm', '.AppImage'], darwin: ['.dmg', '.pkg'] } as const
const systems = Object.keys(installerEndings) as (keyof typeof installerEndings)[]
export const platforms = ['win32-x64', 'win32-arm64', 'linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'] as const
export type Platform = (typeof platforms)[number]

export const LARGEST_INSTALLER = 2 * 1024 ** 3
export const MOST_CHANGES = 50

export const updateManifest = z
  .strictObject({
    /** Of this manifest. */
    format: z.literal(1),
    product: z.literal('ra-desk'),
    version: versionNumber,
    platform: z.enum(platforms),
    installer: z.strictObject({
      /** No folder, nothing that a file system or a command line reads in another way. */
      name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/),
      bytes: z.int().positive().max(LARGEST_INSTALLER),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
    /** For agents, one change each. */
    changes: z.array(shortText).min(1).max(MOST_CHANGES),
    /** The oldest format of the data folder that this version opens. */
    opensDataFrom: z.int().positive(),
    made: plainDate,
  })
  .refine(({ platform, installer }) => endingsOf(platform).some((ending) => installer.name.endsWith(ending)), {
    path: ['installer', 'name'],
    error: ({ input }) => `ends in ${endingsOf((input as { platform: Platform }).platform).join(' or ')}`,
  })
export type UpdateManifest = z.infer<typeof updateManifest>

export function endingsOf(platform: Platform): readonly string[] {
  return installerEndings[systems.find((system) => platform.startsWith(system))!]
}
