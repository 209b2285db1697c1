/** Readers and what is on a card: which reader is for what, the readable card page, and its transcript for support. */
import { z } from 'zod'
import { channel, nothing } from './parts.ts'

const readerName = z.string().min(1).max(256)
export const readerUse = z.enum(['blank-cards', 'own-card', 'free'])
const row = z.strictObject({ key: z.string(), value: z.string() })
const cardSection = z.strictObject({
  id: z.string(),
  title: z.string(),
  message: z.string(),
  rows: z.array(row),
  raw: z.string().optional(),
})
const transcriptLine = z.strictObject({ direction: z.enum(['=>', '<=']), text: z.string() })

export const readersChannels = {
  /** What a reader is for, kept outside the vault; each use has one reader at most. */
  'readers.pin': channel('unlocked', z.strictObject({ reader: readerName, use: readerUse }), nothing),
  /** Everything the card tells without a passcode. A card that is never touched, or in the reader of the agent's own, is told by its answer to reset alone. */
  'card.page': channel(
    'unlocked',
    z.strictObject({ reader: readerName }),
    z.strictObject({
      atr: z.string(),
      what: z.string(),
      sections: z.array(cardSection),
      /** What was said to the card, secrets and everything of a person withheld. */
      transcript: z.array(transcriptLine),
    }),
  ),
  /** Saves the transcript of the last page that was read from this reader where the agent says. */
  'card.saveTranscript': channel('unlocked', z.strictObject({ reader: readerName }), z.strictObject({ savedAs: z.string() })),
} as const
