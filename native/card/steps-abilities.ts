/**
 * What only trying shows, before anything that cannot be taken back: whether the card makes the kind of key, and how large an object it keeps.
 * Cards differ from their lists and from the standard (SP 800-73-4 part 1 appendix A), and a refusal here leaves a blank card blank.
 */
import { empty } from '../../domain/bytes.ts'
import { cardOf, fail, ok, skip, type Begun, type Step, type StepDetail, type Work } from './personalise-work.ts'
import { references } from './piv.ts'
import { objectTags, photographsOf, plannedObject } from './plan.ts'
import type { CardResult } from './session.ts'
import { changedNothing, type CardFailure } from './status-word.ts'

/** From then on a refusal would come too late. */
const isPastTrying = (begun: Begun | undefined): boolean =>
  begun !== undefined && (['set-retries', 'puk', 'passcode'] as const).some((name) => begun.done.has(name) || begun.open.has(name))

/** The key that is made is thrown away: the registrant's is made after passcode and PUK were set (ADR 6). */
async function tryKey({ session, profile, algorithms, begun }: Work): Promise<CardResult<StepDetail>> {
  if (isPastTrying(begun) || algorithms?.includes(profile.keyAlgorithm) === true) return skip()
  const answer = await session.generateKey(references.authenticationKey, profile.keyAlgorithm)
  if (answer.ok) return ok()
  if (!changedNothing(answer.error)) return answer
  // Blank again, filler included. A card that keeps it is none the worse.
  await session.writeObject(objectTags['facial-image'], empty)
  return {
    ok: false,
    error: {
      ...answer.error,
      code: 'not-supported',
      message: `This card cannot make the kind of key that is asked for (${profile.name}). Nothing was written to it.`,
      next: 'Choose another kind of card in the settings, or use other blank cards.',
    },
  }
}

/** Filler of the size of each photograph, largest first, until the card takes one; and of the size of a certificate, without which the card is of no use. */
async function tryRoom(work: Work): Promise<CardResult<StepDetail>> {
  if (isPastTrying(work.begun)) return skip()
  const { certificateRoom } = work.profile
  let isRoomKnown = false
  work.facialImage = undefined
  for (const jpeg of photographsOf(work.plan)) {
    const { length } = facialImageObject(work, jpeg)
    const answer = await writeFiller(work, length)
    if (!answer.ok && !isTooLong(answer.error)) return answer
    if (!answer.ok) continue
    work.facialImage = jpeg
    isRoomKnown = length >= certificateRoom
    break
  }
  const certificate = isRoomKnown ? ok() : await writeFiller(work, certificateRoom)
  if (!certificate.ok && !isTooLong(certificate.error)) return certificate
  if (!certificate.ok)
    return fail(
      'not-supported',
      'This card has too little room: a certificate does not fit. Nothing of the registrant was written to it.',
      'Use blank cards with more room.',
    )
  // No photograph will be written over the filler. A card that keeps it all the same is none the worse.
  if (work.facialImage === undefined) {
    const cleared = await work.session.writeObject(objectTags['facial-image'], empty)
    if (!cleared.ok && !changedNothing(cleared.error)) return cleared
  }
  return ok({ photograph: work.facialImage?.length ?? 0 })
}

/** The object with one of the photographs of the plan. */
export const facialImageObject = (work: Work, facialImage: Uint8Array): Uint8Array =>
  plannedObject('facial-image', { ...work.plan, facialImage }, cardOf(work))

async function writeFiller({ session }: Work, length: number): Promise<CardResult<StepDetail>> {
  const answer = await session.writeObject(objectTags['facial-image'], new Uint8Array(length))
  return answer.ok ? ok() : answer
}

/** 6700, 6A80 and 6A84: how cards say that an object is longer than they keep. */
export const isTooLong = ({ code }: CardFailure): boolean => code === 'wrong-length' || code === 'wrong-data' || code === 'card-full'

export const abilitySteps = {
  tryKey: { name: 'try-key', kind: 'writes', once: true, run: tryKey },
  tryRoom: {
    name: 'try-room',
    kind: 'tries',
    once: true,
    run: tryRoom,
    recall: (work, { photograph }) => {
      work.facialImage = photographsOf(work.plan).find(({ length }) => length <= Number(photograph))
    },
  },
} as const satisfies Record<string, Step>
