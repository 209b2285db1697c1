import { expect, test } from 'vitest'
import { isHarmless } from '../../../renderer/pdf/warnings.ts'

test.each([
  ['Warning: Jbig2Stream: Falling back to JS JBIG2 decoder.', true],
  ['Warning: CCITTFaxStream: Falling back to JS CCITTFax decoder.', true],
  ['Warning: TT: undefined function: 12', true],
  ['Warning: Unable to decode image "img_p0_1": "JpxError: OpenJPEG failed to initialize".', false],
  ['Warning: Unsupported /SMask format.', false],
  ['Warning: loadFont - translateFont failed: "Error: unknown CMap name".', false],
  ['Warning: getOperatorList - ignoring XObject: "FormatError: XObject should be a stream".', false],
  ['Warning: Image exceeded maximum allowed size and was removed.', false],
  ['Warning: something that the next version of pdf.js says', false],
  ['', false],
])('PDF warning: %s', (warning, harmless) => expect(isHarmless(warning)).toBe(harmless))
