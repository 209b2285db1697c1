/** One command to the card application and its answer as a value: every status word but 9000 becomes a failure with words. */
import { err, type Ok } from '../../domain/result.ts'
import type { CommandApdu } from './apdu.ts'
import type { CardChannel } from './channel.ts'
import { statusFailure, type CardFailure, type CardFailureCode } from './status-word.ts'

export type CardResult<Value> = Ok<Value> | { readonly ok: false; readonly error: CardFailure }

/** Class 00 unless said otherwise. */
export type CardCommand = (apdu: Omit<CommandApdu, 'cla'> & { readonly cla?: number }) => Promise<CardResult<Uint8Array>>

export const done: Ok<void> = { ok: true, value: undefined }
export const value = <Value>(of: Value): Ok<Value> => ({ ok: true, value: of })
export const failure = (code: CardFailureCode, message: string, next: string): { readonly ok: false; readonly error: CardFailure } =>
  err(code, message, next)

/** Says "the card has no such command or nothing there" apart from trouble. */
export function isAbsent(error: CardFailure): boolean {
  return error.code === 'not-supported' || error.code === 'key-not-found' || error.code === 'object-not-found'
}

export function openCommand(channel: CardChannel): CardCommand {
  return async (apdu) => {
    const answer = await channel.send({ cla: 0, ...apdu })
    if (!answer.ok) return answer
    const refused = statusFailure(answer.value.sw)
    return refused ? { ok: false, error: refused } : value(answer.value.data)
  }
}
