/** Practice mode: the virtual reader, printer and phone, and sample documents. */
import { z } from 'zod'
import { base64, channel, nothing } from './parts.ts'
import { everyone, everyoneSees } from './who.ts'

export const practiceChannels = {
  'practice.insertCard': channel({ when: 'practice', roles: everyone, input: nothing, output: nothing, codes: [] }),
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
