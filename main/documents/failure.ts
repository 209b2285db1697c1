/** Why a document could not be made. */
import { err } from '../../domain/result.ts'
import type { Err, Result } from '../../domain/result.ts'
import { showLetter } from '../../domain/typeface.ts'

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

const MOST_NAMED = 5

/** Names the letters, in the order of their code points and each once: that is no name of a person. */
export function glyphMissing(codePoints: readonly number[]): Err<'glyph-missing'> {
  const letters = [...new Set(codePoints.map((codePoint) => showLetter(String.fromCodePoint(codePoint))))]
  const named = letters.length > MOST_NAMED ? `${letters.slice(0, MOST_NAMED).join(', ')} and others` : letters.join(', ')
  return err(
    'glyph-missing',
    `These cannot be printed: ${named}. Nothing was printed.`,
    'Open the details and enter the name on the card, or a name for the envelope, in Latin letters as at the foot of a passport. The video call stays valid.',
  )
}
