/** Scans and pictures of a case: a key to seal them with, and the sealed rows to store. */
import { z } from 'zod'
import { randomId } from '../../domain/values.ts'
import { caseId, channel, sealedRow, wrappedKeys } from './parts.ts'
import { recordCodes, wrapCodes } from './codes.ts'
import { everyone } from './who.ts'

export const evidenceChannels = {
  'evidence.newKey': channel({
    when: 'unlocked',
    roles: everyone,
    input: z.strictObject({ caseId }),
    output: z.strictObject({ evidenceId: randomId, keys: wrappedKeys }),
    codes: [...recordCodes, ...wrapCodes, 'little-room', 'no-such-case'],
  }),
  'evidence.store': channel({
    when: 'unlocked',
    roles: everyone,
    input: z.strictObject({ caseId, rows: z.array(sealedRow).min(1).max(60) }),
    output: z.strictObject({ lastSeq: z.number().int() }),
    codes: [...recordCodes, 'not-evidence'],
  }),
} as const
