/** What the set-up of the workstation still lacks. */
import { z } from 'zod'
import { setUpItems } from '../../domain/station/set-up-left.ts'
import { channel, nothing } from './parts.ts'
import { cardIssuers, cardIssuersSee } from './who.ts'

export const setUpChannels = {
  /** Parts that were skipped; none after the list was dismissed. */
  'setUp.left': channel({
    when: 'unlocked',
    whileOpening: true,
    roles: cardIssuersSee,
    input: nothing,
    output: z.strictObject({ left: z.array(z.enum(setUpItems)) }),
    codes: [],
  }),
  'setUp.dismiss': channel({ when: 'unlocked', whileOpening: true, roles: cardIssuers, input: nothing, output: nothing, codes: [] }),
} as const
