/** The check of all files of the record, which runs beside the work after unlock. */
import { z } from 'zod'
import { instant } from '../../domain/values.ts'
import { finding } from './database.ts'
import { channel } from './parts.ts'

const count = z.number().int().nonnegative()

export const scrubChannels = {
  /** Answers when the check of this session is done; begins it when there is none yet, or when another one is wanted. */
  'files.check': channel(
    'unlocked',
    z.strictObject({ again: z.boolean() }),
    z.strictObject({ at: instant, files: count, bytes: count, findings: z.array(finding) }),
  ),
} as const
