/** The recovery key as a person handles it: 160 bits in eight groups of four characters, then a check character. */
import { crockfordCheck, findCrockford, normaliseCrockford, toCrockford } from '../../domain/crockford.ts'
import { err, ok, type Result } from '../../domain/result.ts'

export const RECOVERY_KEY_LENGTH = 20
const CHARACTERS = 32

/** `XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-C` */
export function formatRecoveryKey(key: Uint8Array): string {
  if (key.length !== RECOVERY_KEY_LENGTH) throw new RangeError('a recovery key has 20 bytes')
  const text = toCrockford(key)
  return [...text.match(/.{4}/g)!, crockfordCheck(text)].join('-')
}

/** Parses what was typed from paper. Case, spaces and hyphens do not matter; O is read as 0, I and L as 1. */
export function parseRecoveryKey(typed: string): Result<Uint8Array, 'recovery-key-mistyped'> {
  const text = normaliseCrockford(typed)
  const key = text.length === CHARACTERS + 1 ? findCrockford(text.slice(0, CHARACTERS)) : undefined
  if (key === undefined) {
    return err(
      'recovery-key-mistyped',
      `A recovery key has ${CHARACTERS + 1} letters and digits; ${text.length} were typed, or one of them cannot be in it.`,
      'Compare each group with the printed sheet.',
    )
  }
  if (crockfordCheck(text.slice(0, CHARACTERS)) !== text[CHARACTERS]) {
    return err(
      'recovery-key-mistyped',
      'One character of the recovery key is wrong, or two are swapped. Nothing was changed.',
      'Compare each group with the printed sheet.',
    )
  }
  return ok(key)
}
