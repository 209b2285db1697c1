/**
 * Who is registered, from the step that recorded it: the details that a registrant sent, or an identity that was proved elsewhere. Later steps read
 * these facts and not the form they came from, so that editions with other first steps share the card, the label and the passcode.
 */
import type { z } from 'zod'
import type { address, email, odsCode, personName, phoneNumber, plainDate, shortText, uuid } from '../values.ts'
import type { Draft, Recording } from './part.ts'

export interface Registrant {
  readonly name: z.infer<typeof personName>
  readonly nameOnCard: z.infer<typeof shortText>
  /** Only when the legal name cannot be printed on the envelope. */
  readonly nameOnEnvelope?: z.infer<typeof shortText> | undefined
  readonly dateOfBirth?: z.infer<typeof plainDate>
  readonly mobile?: z.infer<typeof phoneNumber>
  readonly email?: z.infer<typeof email>
  readonly address?: z.infer<typeof address>
}

export interface RegistrantFacts {
  readonly registrant?: Registrant
  readonly organisation?: { readonly odsCode: z.infer<typeof odsCode>; readonly name: string }
  /** The 12-digit UUID of CIS. */
  readonly uuid?: z.infer<typeof uuid>
}

/** By the input that each is: what of the registrant counts, for steps that it invalidates. */
const inputs = {
  /** As on the identity document, which has no title. */
  name: ({ name }: Partial<Registrant>) => name && [name.given, name.family],
  title: ({ name }: Partial<Registrant>) => name?.title,
  'name-on-card': ({ nameOnCard }: Partial<Registrant>) => nameOnCard,
  'name-on-envelope': ({ nameOnEnvelope }: Partial<Registrant>) => nameOnEnvelope,
  'date-of-birth': ({ dateOfBirth }: Partial<Registrant>) => dateOfBirth,
  mobile: ({ mobile }: Partial<Registrant>) => mobile,
  /** Why it was accepted changes nothing elsewhere. */
  email: ({ email: mail }: Partial<Registrant>) => mail?.address,
  address: ({ address: home }: Partial<Registrant>) => home,
} as const
export const registrantInputs = [...(Object.keys(inputs) as (keyof typeof inputs)[]), 'organisation', 'uuid'] as const

export function setRegistrant(facts: Draft<RegistrantFacts>, recording: Recording, now: Partial<Registrant>): void {
  const before = facts.registrant ?? {}
  const after = { ...before, ...now }
  for (const [input, valueOf] of Object.entries(inputs)) recording.changed(input, valueOf(before), valueOf(after))
  facts.registrant = after as Registrant
}

export function setOrganisation(
  facts: Draft<RegistrantFacts>,
  recording: Recording,
  now: NonNullable<RegistrantFacts['organisation']>,
): void {
  recording.changed('organisation', facts.organisation, now)
  facts.organisation = now
}

export function setUuid(facts: Draft<RegistrantFacts>, recording: Recording, now: string): void {
  recording.changed('uuid', facts.uuid, now)
  facts.uuid = now
}

export const fullName = ({ name }: Pick<Registrant, 'name'>): string => `${name.given} ${name.family}`
