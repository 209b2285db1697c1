/** The steps that change a secret. Each can say whether the card took the change, where the card tells it at no risk. */
import { fail, isFull, ok, setAside, skip, type Step, type StepDetail, type Work } from './personalise-work.ts'
import { factory, references } from './piv.ts'
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

async function changePuk({ session, plan }: Work): Promise<CardResult<StepDetail>> {
  const answer = await session.changePuk(factory.puk, plan.puk)
  return answer.ok ? ok() : answer
}

async function changePasscode({ session, plan }: Work): Promise<CardResult<StepDetail>> {
  const answer = await session.changePasscode(factory.passcode, plan.passcode)
  return answer.ok ? ok() : answer
}

/** The one VERIFY of a run. If an earlier one got no answer, first ask the card whether it cost an attempt: a refused passcode is never sent again. */
async function verify({ session, plan, attempts, begun, triesSet }: Work): Promise<CardResult<StepDetail>> {
  if (begun?.open.has('verify')) {
    const tries = await session.readRetries()
    if (!tries.ok) return tries
    if (!isFull(tries.value.passcode, triesSet?.passcode ?? attempts))
      return fail('proof-failed', 'The card has refused its passcode before, so it was not sent again.', setAside)
  }
  const answer = await session.verifyPasscode(plan.passcode)
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
  puk: { name: 'puk', kind: 'secret', once: true, run: changePuk, ...asksFactory(references.puk) },
  passcode: { name: 'passcode', kind: 'secret', once: true, run: changePasscode, ...asksFactory(references.passcode) },
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
