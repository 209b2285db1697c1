/** A lasting act needs the agent's passphrase again: asks for it in one dialog, then repeats the request. */
import type { Answer } from '../../preload/contract.ts'
import type { Call } from './calls.ts'
import type { Observable } from './case-client.ts'
import { createObservable } from './observable.ts'

/** Open while the agent is asked. */
export interface PassphraseQuestion {
  confirm(passphrase: string): Promise<Answer<'vault.confirmPassphrase'>>
  cancel(): void
}

interface AskingCall {
  readonly call: Call
  readonly passphraseQuestion: Observable<PassphraseQuestion | undefined>
  /** RA Desk was locked: the question goes, and what was asked for is refused. */
  readonly cancel: () => void
}

export function askPassphraseAgain(call: Call): AskingCall {
  const question = createObservable<PassphraseQuestion | undefined>(undefined)
  let open: Promise<boolean> | undefined

  /** Two requests at once share one question. */
  function ask(): Promise<boolean> {
    open ??= new Promise<boolean>((resolve) => {
      const end = (isConfirmed: boolean) => {
        open = undefined
        question.set(undefined)
        resolve(isConfirmed)
      }
      question.set({
        confirm: async (passphrase) => {
          const answer = await call('vault.confirmPassphrase', { passphrase })
          if (answer.ok) end(true)
          return answer
        },
        cancel: () => end(false),
      })
    })
    return open
  }

  return {
    passphraseQuestion: question,
    cancel: () => question.get()?.cancel(),
    call: async (channel, input) => {
      const answer = await call(channel, input)
      if (answer.ok || answer.error.code !== 'passphrase-needed') return answer
      return (await ask()) ? call(channel, input) : answer
    },
  }
}
