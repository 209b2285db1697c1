/** Stage 3: the registrant's identity is created in the Care Identity Service, which gives it a UUID. */
import { z } from 'zod'
import { groupUuid } from '../format.ts'
import type { Edition } from '../guidance/edition.ts'
import type { Failure } from '../result.ts'
import { text, uuid } from '../values.ts'
import { isFlagValue } from './checks.ts'
import { partOf, refusal, type At, type RefusalCode, type World } from './part.ts'
import { setUuid, type RegistrantFacts } from './registrant.ts'
import { words } from './words.ts'

const cisIdentityCreated = z.strictObject({
  kind: z.literal('cisIdentityCreated'),
  uuid,
  duplicateCheck: z.enum(['no-match', 'existing-profile-used']),
  note: text.optional(),
})

export interface CisFacts extends RegistrantFacts {
  readonly cis?: At<z.infer<typeof cisIdentityCreated>>
}

/**
 * A UUID is one that CIS gave to one person: not zeros, not a value that marks entries, not another person's. `personId`: whose it is, where the case
 * does not say so yet.
 */
export function checkUuid(
  typed: string,
  edition: Pick<Edition, 'cis'>,
  world: World | undefined,
  personId?: string,
): Failure<RefusalCode> | undefined {
  if (isFlagValue(typed, edition.cis?.photoEvidence.passportNumber) || new Set(typed).size === 1)
    return refusal('flag-value', 'This is not a UUID that CIS gives. Nothing was saved.', 'Copy the UUID from CIS again.')
  const other = world?.otherCaseWithUuid(typed, personId)
  if (other === undefined) return undefined
  return refusal(
    'uuid-taken',
    `Another case on this workstation, ${other}, already has this UUID. Nothing was saved.`,
    'Copy the UUID from CIS again. If it is right, find the person under People: link this case to them, or replace their card.',
  )
}

const { part, event } = partOf<CisFacts>()

export const cis = part({
  empty: {},
  inputs: ['uuid'],
  events: {
    cisIdentityCreated: event(cisIdentityCreated, {
      by: ['raManager', 'raAgent'],
      act: 'create-cis-identity',
      step: 'cis',
      check: ({ edition, world }, told) => checkUuid(told.uuid, edition, world),
      apply(facts, recorded, recording) {
        setUuid(facts, recording, recorded.uuid)
        facts.cis = recorded
      },
      record: { kind: 'case', words: 'Recorded the identity created in CIS', signed: true },
      describe: (told) =>
        words(
          'Identity created in CIS',
          `UUID ${groupUuid(told.uuid)}`,
          told.duplicateCheck === 'existing-profile-used' ? 'An existing profile was used' : 'No other profile was found',
          told.note,
        ),
    }),
  },
  steps: {
    cis: {
      hasLists: ({ cis: section }) => section !== undefined,
      madeFrom: [['details']],
      invalidatedBy: ['name', 'title', 'name-on-card', 'date-of-birth', 'ni-number', 'mobile', 'email', 'organisation'],
      isComplete: (facts) => facts.cis !== undefined,
    },
  },
})
