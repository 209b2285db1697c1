/** Replacing a card: whose it is, what can be taken over from an earlier case, and the case that replaces it. */
import { z } from 'zod'
import { cardStates } from '../../domain/card/lifecycle.ts'
import { caseHead } from '../../domain/case/case.ts'
import {
  address,
  cardSerial,
  instant,
  odsCode,
  personName,
  phoneNumber,
  plainDate,
  randomId,
  shortText,
  text,
  uuid,
  visibleText,
} from '../../domain/values.ts'
import { caseCodes, evidenceCodes, recordCodes } from './codes.ts'
import { acted, caseId, channel, expectedSeq } from './parts.ts'
import { cardIssuers, cardIssuersSee } from './who.ts'

export const replacementChannels = {
  /** Opens every case of the person and their short entry, and notes each as viewed. Without `personId`: no person with that number or card is here. */
  'replacement.find': channel({
    when: 'unlocked',
    roles: cardIssuersSee,
    input: z.discriminatedUnion('by', [
      /** A person, or a case of theirs. */
      z.strictObject({ by: z.literal('person'), id: randomId }),
      z.strictObject({ by: z.literal('uuid'), uuid }),
      z.strictObject({ by: z.literal('serial'), serial: cardSerial }),
    ]),
    output: z.strictObject({
      personId: randomId.optional(),
      person: z
        .strictObject({
          uuid,
          name: personName,
          nameOnCard: shortText,
          nameOnEnvelope: shortText.optional(),
          /** A short entry may not say it. */
          organisation: z.strictObject({ odsCode, name: shortText }).optional(),
          mobile: phoneNumber.optional(),
          address: address.optional(),
        })
        .optional(),
      cards: z.array(
        z.strictObject({
          serial: cardSerial,
          state: z.enum(cardStates),
          since: instant,
          caseReference: shortText,
          /** Its case is open: the card is replaced there. */
          heldByCase: z.boolean(),
          live: z.boolean(),
        }),
      ),
      /** Cases from which something can be taken over, newest first. */
      sources: z.array(
        z.strictObject({
          caseId,
          caseReference: shortText,
          photographKept: z.boolean(),
          mobile: z.strictObject({ number: phoneNumber, confirmedOn: plainDate }).optional(),
        }),
      ),
    }),
    codes: [...recordCodes],
  }),
  /** Begins the case of a replacement (`expectedSeq` 0), linked to the person, or changes what was recorded. */
  'replacement.record': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({
      caseId,
      expectedSeq,
      told: z.strictObject({
        personId: randomId,
        uuid,
        name: personName,
        nameOnCard: shortText,
        nameOnEnvelope: shortText.optional(),
        organisation: z.strictObject({ odsCode, name: shortText }),
        oldCard: z.strictObject({ serial: cardSerial.optional() }),
        why: shortText,
        requestedOn: plainDate,
        offered: z.enum(['tried', 'not-possible']).optional(),
        incident: shortText.max(60).optional(),
        carriedFrom: randomId.optional(),
        note: text.optional(),
      }),
      reason: text.optional(),
      edition: visibleText().max(60).optional(),
    }),
    output: z.strictObject({ ...acted, head: caseHead }),
    codes: [...caseCodes, 'card-held-by-case', 'not-this-card'],
  }),
  'replacement.carryMobile': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ caseId, expectedSeq }),
    output: z.strictObject(acted),
    codes: [...caseCodes],
  }),
  /** `fromSeq`: the pieces of the copied photograph came after it. */
  'replacement.carryPhotograph': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ caseId, expectedSeq, reason: text.optional() }),
    output: z.strictObject({ ...acted, fromSeq: z.number().int().nonnegative() }),
    codes: [...caseCodes, ...evidenceCodes, 'little-room'],
  }),
} as const
