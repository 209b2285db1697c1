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

/** Names of the inputs that a field of the registrant is, for steps that it invalidates. */
const inputs = {
  name: 'name',
  nameOnCard: 'name-on-card',
  nameOnEnvelope: 'name-on-envelope',
  dateOfBirth: 'date-of-birth',
  mobile: 'mobile',
  email: 'email',
  address: 'address',
} as const
export const registrantInputs = [...Object.values(inputs), 'organisation', 'uuid'] as const

export function setRegistrant(facts: Draft<RegistrantFacts>, recording: Recording, now: Partial<Registrant>): void {
  const before = facts.registrant
  for (const [field, input] of Object.entries(inputs) as [keyof typeof inputs, string][])
    if (field in now) recording.changed(input, before?.[field], now[field])
  facts.registrant = { ...before, ...now } as Registrant
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
