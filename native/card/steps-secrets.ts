/** The steps that change a secret. Each can say whether the card took the change, where the card tells it at no risk. */
import { empty } from '../../domain/bytes.ts'
import { fail, isFull, ok, setAside, skip, type Step, type StepDetail, type Work } from './personalise-work.ts'
import { factory, objects, references } from './piv.ts'
import type { CardResult } from './session.ts'
import { changedNothing } from './status-word.ts'
import { isSameKey, tellsFactory } from './steps-begin.ts'

function asksFactory(reference: 0x80 | 0x81): Required<Pick<Step, 'ask' | 'canAsk'>> {
  return {
    canAsk: tellsFactory,
    async ask({ session, attempts }) {
      const secret = await session.readSecret(reference)
      if (!secret.ok) return secret
      if (secret.value?.isFactory === undefined) return { ok: true, value: undefined }
      if (!secret.value.isFactory) return { ok: true, value: 'taken' }
      // Our own value cost the missing attempt: the card does not have what a blank card has.
      return isFull(secret.value.tries, attempts)
        ? { ok: true, value: 'not-taken' }
        : fail('proof-failed', 'An attempt of this card was used up, so RA Desk did not send its secret again.', setAside)
    },
  }
}

async function changePuk({ session, puk }: Work): Promise<CardResult<StepDetail>> {
  const answer = await session.changePuk(factory.puk, puk)
  return answer.ok ? ok() : answer
}

async function changePasscode({ session, passcode }: Work): Promise<CardResult<StepDetail>> {
  const answer = await session.changePasscode(factory.passcode, passcode)
  return answer.ok ? ok() : answer
}

const changedAllTheSame = fail('proof-failed', 'The card refused a secret that RA Desk drew for it, and changed all the same.', setAside)

/** A card without metadata tells the counter of its passcode, and nothing of its PUK: there the status word alone says that nothing was changed. */
async function checkUnchanged(work: Work, reference: 0x80 | 0x81): Promise<CardResult<void>> {
  const asked = await asksFactory(reference).ask(work)
  if (!asked.ok) return asked
  if (asked.value === 'taken') return changedAllTheSame
  if (asked.value === 'not-taken' || reference === references.puk) return { ok: true, value: undefined }
  const tries = await work.session.readRetries()
  if (!tries.ok) return tries
  return isFull(tries.value.passcode, work.attempts) ? { ok: true, value: undefined } : changedAllTheSame
}

/** The attempt limits that it came with, and no filler. */
async function putBackLimits({ session, triesBefore }: Work): Promise<CardResult<boolean>> {
  if (triesBefore) {
    const verified = await session.verifyPasscode(factory.passcode)
    if (!verified.ok) return verified
    const limits = await session.setRetries(triesBefore.passcode, triesBefore.puk)
    if (!limits.ok) return limits
  }
  const cleared = await session.writeObject(objects.facialImage, empty)
  return cleared.ok || changedNothing(cleared.error) ? { ok: true, value: true } : cleared
}

/** The one VERIFY of a run. If an earlier one got no answer, first ask the card whether it cost an attempt: a refused passcode is never sent again. */
async function verify({ session, passcode, attempts, begun, triesSet }: Work): Promise<CardResult<StepDetail>> {
  if (begun?.open.has('verify')) {
    const tries = await session.readRetries()
    if (!tries.ok) return tries
    if (!isFull(tries.value.passcode, triesSet?.passcode ?? attempts))
      return fail('proof-failed', 'The card has refused its passcode before, so it was not sent again.', setAside)
  }
  const answer = await session.verifyPasscode(passcode)
  return answer.ok ? ok() : answer
}

const keptNote = 'The card keeps its factory key: this workstation has no card keys of its own.'
const cannotNote = 'The card keeps its factory key: it accepts no other.'

async function changeManagementKey(work: Work): Promise<CardResult<StepDetail>> {
  const { session, nextManagement, management } = work
  if (!management || nextManagement.length === 0) return skip(keptNote)
  for (const next of nextManagement) {
    if (isSameKey(next, management)) return skip()
    const answer = await session.setManagementKey(next.algorithm, next.key)
    if (answer.ok) {
      work.management = next
      return ok({ algorithm: next.algorithm })
    }
    // Cards say "not this kind of key" in many ways. Of the kind that it has, only "no such command" is no trouble.
    const isTrouble = next === nextManagement.at(-1) ? answer.error.code !== 'not-supported' : !changedNothing(answer.error)
    if (isTrouble) return answer
  }
  return skip(cannotNote)
}

export const secretSteps = {
  passcode: {
    name: 'passcode',
    kind: 'secret',
    once: true,
    run: changePasscode,
    ...asksFactory(references.passcode),
    drawn: { secret: 'passcode', checkUnchanged: (work) => checkUnchanged(work, references.passcode), putBack: putBackLimits },
  },
  puk: {
    name: 'puk',
    kind: 'secret',
    once: true,
    run: changePuk,
    ...asksFactory(references.puk),
    // The passcode of the registrant is on the card by now, and rules that refuse every PUK may refuse the factory's passcode too.
    drawn: {
      secret: 'puk',
      checkUnchanged: (work) => checkUnchanged(work, references.puk),
      putBack: () => Promise.resolve({ ok: true, value: false }),
    },
  },
  verify: { name: 'verify', kind: 'reads', once: false, run: verify },
  managementKey: {
    name: 'management-key',
    kind: 'secret',
    once: true,
    run: changeManagementKey,
    canAsk: () => true,
    // The authentication of this very run has answered it.
    ask: ({ management }) => Promise.resolve({ ok: true, value: management?.held === 'next' ? 'taken' : 'not-taken' }),
  },
} as const satisfies Record<string, Step>
