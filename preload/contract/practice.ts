/** Practice mode: the virtual reader, printer and phone, and sample documents. */
import { z } from 'zod'
import { base64, channel, nothing } from './parts.ts'
import { everyone, everyoneSees } from './who.ts'

export const practiceChannels = {
  /** Locks, and starts RA Desk again in practice, with a data folder of its own. Before sign-in as well: nothing of the real cases is opened. */
  'practice.start': channel({ when: 'always', roles: everyone, input: nothing, output: nothing, codes: [] }),
  /** Locks, and starts RA Desk again with the real cases. */
  'practice.leave': channel({ when: 'practice', roles: everyone, input: nothing, output: nothing, codes: [] }),
  /** `new`: a blank card with another serial. `last`: the card that was taken out. */
  'practice.insertCard': channel({
    when: 'practice',
    roles: everyone,
    input: z.strictObject({ card: z.enum(['new', 'last']) }),
    output: nothing,
    codes: [],
  }),
  'practice.removeCard': channel({ when: 'practice', roles: everyone, input: nothing, output: nothing, codes: [] }),
  /** Ten blank cards into the feeder of the practice printer. */
  'practice.loadFeeder': channel({ when: 'practice', roles: everyone, input: nothing, output: nothing, codes: [] }),
  'practice.phone': channel({
    when: 'practice',
    roles: everyoneSees,
    input: nothing,
    output: z.strictObject({ messages: z.array(z.strictObject({ to: z.string(), body: z.string(), at: z.string() })) }),
    codes: [],
  }),
  'practice.samples': channel({
    when: 'practice',
    roles: everyoneSees,
    input: nothing,
    output: z.strictObject({
      samples: z.array(
        z.strictObject({ title: z.string(), files: z.array(z.strictObject({ name: z.string(), mime: z.string(), base64 })) }),
      ),
    }),
    codes: [],
  }),
} as const
