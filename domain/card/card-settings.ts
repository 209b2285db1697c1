/** What the station decided about the cards it writes. */
import { z } from 'zod'

export const cardProfileId = z.enum(['piv-p256', 'piv-p384', 'piv-rsa2048'])

/** `none`: its certificate comes later as a file, or never. `authority`: from the station's own issuing CA. */
export const certificateSource = z.enum(['none', 'self-signed', 'authority'])
export type CertificateSource = z.infer<typeof certificateSource>

export const cardSettings = z.strictObject({
  profile: cardProfileId,
  certificate: certificateSource,
  /** Wrong passcodes and unblocking codes that a card takes before it locks; set where the card can be told. */
  retries: z.strictObject({ passcode: z.number().int().min(3).max(10), puk: z.number().int().min(3).max(10) }),
  /** Only cards on an imported list may be issued. */
  onlyListed: z.boolean(),
  /** At this many blank cards, and below, a hint asks for more. */
  lowStock: z.number().int().min(0).max(10_000),
})
export type CardSettings = z.infer<typeof cardSettings>

export const defaultCardSettings: CardSettings = {
  profile: 'piv-p256',
  certificate: 'self-signed',
  retries: { passcode: 3, puk: 3 },
  onlyListed: false,
  lowStock: 10,
}
