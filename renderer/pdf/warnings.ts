/** Which warnings of pdf.js mean that a part of a page may be missing. One that is not known to be harmless counts. */

/** Beginnings of warnings after which everything is drawn all the same. */
const harmless: readonly string[] = [
  // No WebAssembly under our policy: the decoders in JavaScript do the same.
  'CCITTFaxStream: Falling back to JS',
  'Jbig2Stream: Falling back to JS',
  // Hints for small sizes of letters; the outlines stay.
  'TT: ',
  'CFF stem hints are in wrong order',
  'Found too many parameters for stack-clearing command',
  // A damaged index is built again from the objects.
  'Indexing all PDF objects',
  'readXRef - skipping XRef table',
  // The size of the image itself is right.
  'PDFImage - using the Width/Height of the',
  // The next page reads the image again.
  'GlobalImageCache.setData - cache limit reached',
  // About words for searching, outlines and actions, which a viewer does not draw.
  'Bidi: ',
  'readToUnicode - ignoring ToUnicode data',
  'parseDestDictionary',
  'Popup annotation has a missing or invalid parent',
  'Push buttons without action dictionaries',
  // The letters come from the font all the same.
  'No cmap table available',
  'Could not find a preferred cmap table',
  'Unknown/unsupported post table version',
]

export function isHarmless(warning: string): boolean {
  const words = warning.replace(/^Warning: /, '')
  return harmless.some((beginning) => words.startsWith(beginning))
}
