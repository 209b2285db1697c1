/** The 12-digit UUID that CIS gives each user and prints under the photograph. Only its form can be checked: it has no known check digit. */
import { err, ok, type Result } from '../result.ts'
import { LONGEST_TYPED } from './parsed.ts'
import { cleanCode } from '../text-from-outside.ts'

export type UuidCode = 'uuid-missing' | 'uuid-format'

const notUuid = err('uuid-format', 'A UUID has 12 digits.', 'Copy it from CIS. It is printed under the photograph on the card.')

export function parseUuid(raw: string): Result<string, UuidCode> {
  if (raw.length > LONGEST_TYPED) return notUuid
  const typed = cleanCode(raw).replace(/[\s-]/g, '')
  if (typed === '') return err('uuid-missing', 'Enter the UUID.', 'CIS shows it when the user has been created.')
  if (!/^[0-9]{12}$/.test(typed)) {
    return notUuid
  }
  return ok(typed)
}

/** In groups of four for reading out: `5551 2345 6789`. */
export function formatUuid(uuid: string): string {
  return uuid.replace(/^(\d{4})(\d{4})(\d{4})$/, '$1 $2 $3')
}
