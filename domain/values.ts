/** The shapes that several case events share. Parsing of what people type lives in `domain/registrant/`; here only normalised values pass. */
import { z } from 'zod'
import { withoutHidden } from './text-from-outside.ts'

const MAXIMUM_TEXT = 4_000

/** Blank is not a text: a reason of spaces is no reason. */
const notBlank = /\S/
/** For every text that comes from outside and is shown: direction marks and other characters that are not seen are removed before it is kept. */
export const visibleText = () => z.string().overwrite(withoutHidden)
/** A text that people read to decide. */
const readable = (most: number) => z.string().max(most).overwrite(withoutHidden).regex(notBlank)
export const text = readable(MAXIMUM_TEXT)
export const shortText = readable(200)
/** A calendar day without a time zone, `1990-07-04`: dates of birth, issue, expiry, posting. */
export const plainDate = z.iso.date()
/** An instant in UTC, `2026-11-23T09:30:00.000Z`. */
export const instant = z.iso.datetime()
/** A wall-clock time where the registrant and the agent meet, `2026-11-23T09:30`, without a zone. */
export const wallTime = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d$/)
  .refine((value) => plainDate.safeParse(value.slice(0, 10)).success, 'a day that exists')
/** E.164, `+447700900123`. */
export const phoneNumber = z.string().regex(/^\+[1-9]\d{6,14}$/)
export const randomId = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
/** Organisation Data Service code of an organisation or site, `RA9`, `FFFFF`. */
export const odsCode = z.string().regex(/^[A-Z0-9]{3,10}$/)
/** The 12-digit UUID that CIS gives each user and that is printed under the photograph. */
export const uuid = z.string().regex(/^\d{12}$/)
export const cardSerial = z.string().regex(/^[0-9A-F]{1,40}$/i)

export const personName = z.strictObject({
  title: shortText.optional(),
  /** All given names, as on the document, never upper-cased by us. */
  given: shortText,
  family: shortText,
})

export const nationalInsurance = z.union([
  z.strictObject({ given: z.string().regex(/^[A-Z]{2}\d{6}[A-D]$/) }),
  z.strictObject({ notGiven: text }),
])

export const emailAddress = visibleText()
  .min(3)
  .max(254)
  .regex(/^[^\s@]+@[^\s@]+$/)
const emailJudgement = z.enum(['nhs.net', 'secure', 'judged'])
export const email = z
  .strictObject({
    address: emailAddress,
    judgement: emailJudgement,
    /** Why the agent accepted an address that is neither NHSmail nor another secure one. */
    reason: text.optional(),
  })
  .refine((value) => value.judgement !== 'judged' || value.reason !== undefined, 'an address that is not secure needs a reason')

export const address = z.strictObject({
  lines: z.array(shortText).min(1).max(4),
  town: shortText,
  /** Empty only abroad, where some countries have none. */
  postcode: visibleText().max(12),
  country: shortText.optional(),
})
export type Address = z.infer<typeof address>

/** Where a sealed scan or picture lies: its key is in the keyring, its bytes are sealed chunk rows, none of it is named in the open. */
export const evidence = z.strictObject({
  evidenceId: randomId,
  keyId: z.string().regex(/^[0-9a-f]{32}$/),
  mime: z.enum(['image/jpeg', 'image/png', 'application/pdf', 'message/rfc822']),
  bytes: z.number().int().positive().max(20_000_000),
  chunks: z.number().int().positive().max(500),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  width: z.number().int().positive().optional(),
  height: z.number().int().positive().optional(),
})
export type Evidence = z.infer<typeof evidence>
