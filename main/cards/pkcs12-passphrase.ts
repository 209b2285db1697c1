/**
 * A passphrase as the bytes that open a PKCS #12 file. Files that differ only in the program that wrote them take different bytes for `£`, `€` or
 * an umlaut: the old encryption and the MAC take two bytes a letter (RFC 7292 B.1), PBES2 takes UTF-8 (RFC 8018).
 */
export interface PassphraseBytes {
  /** For the old encryption and the MAC: one UTF-16 unit each. `undefined`: no passphrase at all, which is not an empty one. */
  readonly wide: string | undefined
  /** For PBES2. */
  readonly narrow: Buffer
}

const utf8 = (text: string): Buffer => Buffer.from(text, 'utf8')

/**
 * Ways to spell a passphrase, likeliest first and each once: as typed, with accents composed or apart, and as programs with another
 * character set wrote it. One that has only ASCII has one spelling.
 */
export function spellPassphrase(typed: string): readonly PassphraseBytes[] {
  const spellings = [typed, typed.normalize('NFC'), typed.normalize('NFD')].map((text) => ({ wide: text, narrow: utf8(text) }))
  const composed = typed.normalize('NFC')
  const all: PassphraseBytes[] = [
    ...spellings,
    // OpenSSL before 1.1 took each byte of UTF-8 for a letter.
    { wide: utf8(composed).toString('latin1'), narrow: utf8(composed) },
    ...(/^[\u0000-\u00FF]*$/.test(composed) ? [{ wide: composed, narrow: Buffer.from(composed, 'latin1') }] : []),
    ...(typed === '' ? [{ wide: undefined, narrow: Buffer.alloc(0) }] : []),
  ]
  const key = ({ wide, narrow }: PassphraseBytes): string => `${wide ?? 'none'}\n${wide === undefined}\n${narrow.toString('hex')}`
  return [...new Map(all.map((one) => [key(one), one])).values()]
}
