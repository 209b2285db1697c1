/**
 * Files of the cropped photograph that an agent saved for CIS. They are not encrypted, so the case remembers each of them until it is
 * deleted. The picture is always the one that was accepted.
 */
import { z } from 'zod'
import type { Evidence } from '../values.ts'
import { randomId } from '../values.ts'
import { partOf, refusal, type At } from './part.ts'
import type { PhotographFacts } from './photograph.ts'
import { words } from './words.ts'

/** As long as a path may be on any system that RA Desk runs on, in practice. */
export const MAXIMUM_PATH = 1_000

/** Recorded before the file is written: after a crash the case names a file that may not exist, never the other way round. */
const photographCopySaved = z.strictObject({
  kind: z.literal('photographCopySaved'),
  copyId: randomId,
  /** Full path on the computer of the workstation. */
  savedAs: z.string().min(1).max(MAXIMUM_PATH),
  bytes: z.number().int().positive(),
  /** SHA-256 of its bytes, hex. Only a file that still has it is deleted. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})
/** RA Desk looked for the file to delete it. `not-written`: it could not be saved in the first place. */
const photographCopyDeletion = z.strictObject({
  kind: z.literal('photographCopyDeletion'),
  copyId: randomId,
  outcome: z.enum(['deleted', 'not-there', 'other-contents', 'not-written']),
})
/** The agent deleted it where RA Desk could not find it. */
const photographCopyGone = z.strictObject({ kind: z.literal('photographCopyGone'), copyId: randomId })

export type CopyTrouble = 'not-there' | 'other-contents'

/** A copy that is not deleted yet, as far as is known. */
export interface PhotographCopy extends At<z.infer<typeof photographCopySaved>> {
  /** RA Desk looked for it, and something else or nothing is there. */
  readonly trouble?: CopyTrouble
}

export interface PhotographCopiesFacts extends PhotographFacts {
  readonly photographCopies: readonly PhotographCopy[]
}

/** The crop that was accepted, as it is printed on the card. */
export function findAcceptedCrop({ photograph, photographAssessment }: PhotographFacts): Evidence | undefined {
  const accepted = photographAssessment?.outcome === 'accepted' && photographAssessment.evidenceId === photograph?.evidence.evidenceId
  return accepted ? photograph?.print : undefined
}

const { part, event } = partOf<PhotographCopiesFacts>()
const outcomeWords = {
  deleted: 'Saved copy of the photograph deleted',
  'not-there': 'Saved copy of the photograph not found',
  'other-contents': 'Saved copy of the photograph not deleted: another file is in its place',
  'not-written': 'Copy of the photograph was not saved',
} as const

export const photographCopies = part({
  empty: { photographCopies: [] },
  onEvent: {
    // The files lie on the other workstation, whose own copy of the case still names them.
    takenOver(facts) {
      facts.photographCopies = []
    },
  },
  events: {
    photographCopySaved: event(photographCopySaved, {
      by: 'main',
      act: 'save-photograph-copy',
      refuse: ({ facts, edition }) => {
        if (edition.cis === undefined)
          return refusal(
            'not-in-edition',
            'The guidance that this case follows creates no identity in CIS. Nothing was saved.',
            'Look at the task list: it shows every step of this case.',
          )
        return findAcceptedCrop(facts)
          ? undefined
          : refusal(
              'not-this-evidence',
              'No photograph of this case has been accepted. Nothing was saved.',
              'Crop and accept the photograph first.',
            )
      },
      apply(facts, recorded) {
        facts.photographCopies = [...facts.photographCopies, recorded]
      },
      record: { kind: 'document', words: 'Saved the photograph for CIS' },
      describe: ({ savedAs }) => words('Photograph saved for CIS', savedAs, 'This file is not encrypted'),
    }),
    photographCopyDeletion: event(photographCopyDeletion, {
      by: 'main',
      act: 'delete-photograph-copy',
      when: 'on-any-copy',
      apply(facts, { copyId, outcome }) {
        facts.photographCopies =
          outcome === 'deleted' || outcome === 'not-written'
            ? facts.photographCopies.filter((copy) => copy.copyId !== copyId)
            : facts.photographCopies.map((copy) => (copy.copyId === copyId ? { ...copy, trouble: outcome } : copy))
      },
      record: { kind: 'document', words: 'Deleted a saved photograph, or looked for it' },
      describe: ({ outcome }) => words(outcomeWords[outcome]),
    }),
    photographCopyGone: event(photographCopyGone, {
      by: ['raManager', 'raAgent'],
      act: 'confirm-photograph-copy-gone',
      when: 'on-any-copy',
      judgedBy: ['copyId'],
      refuse: ({ facts }, { copyId }) =>
        facts.photographCopies.find((copy) => copy.copyId === copyId)?.trouble
          ? undefined
          : refusal(
              'not-this-evidence',
              'RA Desk has not looked for this copy yet, or it is deleted already. Nothing was changed.',
              'Select “Delete the saved copy” first.',
            ),
      apply(facts, { copyId }) {
        facts.photographCopies = facts.photographCopies.filter((copy) => copy.copyId !== copyId)
      },
      record: { kind: 'document', words: 'Confirmed that a saved photograph is deleted' },
      describe: () => words('Saved copy of the photograph deleted by the agent'),
    }),
  },
})
