/** Why a document could not be made. */
import { err } from '../../domain/result.ts'
import type { Err, Result } from '../../domain/result.ts'

export type DocumentFailureCode =
  | 'font-missing'
  | 'glyph-missing'
  | 'name-too-long'
  | 'text-too-long'
  | 'address-too-long'
  | 'return-address-too-long'
  | 'medium-not-suitable'
  | 'position-not-on-sheet'
  | 'nothing-to-print'
  | 'photo-unreadable'
  | 'photo-wrong-shape'
  | 'reference-not-encodable'
  | 'layout-invalid'
  | 'image-missing'
  | 'image-unreadable'
  | 'image-too-coarse'
  | 'code-too-small'
  | 'no-return-address'
  | 'manifest-invalid'

/** Whether a part of a document was drawn. */
export type Drawn = Result<void, DocumentFailureCode>

/** Names the characters by code point only: a message never holds a name. */
export function glyphMissing(codePoints: readonly number[]): Err<'glyph-missing'> {
  const named = codePoints.map((codePoint) => `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`).join(', ')
  return err(
    'glyph-missing',
    `The printing typeface lacks ${codePoints.length === 1 ? 'the character' : 'the characters'} ${named}. Nothing was printed.`,
    'Ask the registrant how the name is written in Latin letters, as in the machine-readable lines of a passport, and enter that form for print.',
  )
}
