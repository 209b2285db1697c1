/** Updating RA Desk from a file. Paths are chosen in `main`; the page names none. */
import { z } from 'zod'
import { instant } from '../../domain/values.ts'
import { backupChannels } from './backup.ts'
import { recordCodes } from './codes.ts'
import { channel, nothing } from './parts.ts'
import { everyoneSees, managers } from './who.ts'

const by = z.enum(['provider', 'development'])
const output = z.strictObject({
  /** Version that runs. */
  installed: z.string(),
  /** Whose signature counts. `none`: this RA Desk was built without the key of a provider. */
  signers: z.enum([...by.options, 'none']),
  /** What the last step does here. The last three start nothing. */
  starts: z.enum(['installer', 'shown', 'practice', 'stand-in', 'not-installed']),
  /** A file that was copied and checked. */
  taken: z
    .strictObject({
      fileName: z.string(),
      version: z.string(),
      made: z.string(),
      changes: z.array(z.string()),
      bytes: z.number(),
      signedBy: by,
    })
    .optional(),
  /** The backup that was made and restored in a test after it. */
  prepared: z.strictObject({ madeAt: instant, cases: z.number() }).optional(),
  /** Of `update.start`. */
  outcome: z.enum(['started', 'shown', 'nothing']).optional(),
  /** The installer that was started or shown last. */
  last: z.strictObject({ version: z.string(), from: z.string(), at: instant, by: z.string() }).optional(),
})

export const updateProgress = z.strictObject({ step: z.enum(['copying', 'checking']), done: z.number() })

const input = nothing
const roles = managers

export const updateChannels = {
  'update.read': channel({ when: 'unlocked', roles: everyoneSees, input, output, codes: [] }),
  /** Asks the agent for the file, copies it and checks the copy; answers as `update.read` if they cancel. */
  'update.choose': channel({
    when: 'unlocked',
    roles,
    lasting: true,
    input,
    output,
    codes: [
      ...recordCodes,
      'locked',
      'not-an-update',
      'update-cannot-open-data',
      'update-changed',
      'update-cut-short',
      'update-installed-already',
      'update-newer',
      'update-not-by-provider',
      'update-not-read',
      'update-older',
      'update-other-platform',
      'update-signature-wrong',
      'write-failed',
    ],
  }),
  /** Makes a backup and restores it in a test. */
  'update.prepare': channel({
    when: 'unlocked',
    roles,
    input,
    output,
    codes: [...backupChannels['backup.make'].codes, ...backupChannels['backup.drill'].codes, 'no-update', 'update-not-prepared'],
  }),
  'update.start': channel({
    when: 'unlocked',
    roles,
    lasting: true,
    input,
    output,
    codes: [...recordCodes, 'installer-not-started', 'no-update', 'update-changed', 'update-not-prepared'],
  }),
  /** Deletes the copy. */
  'update.discard': channel({ when: 'unlocked', roles, input, output, codes: [] }),
}
