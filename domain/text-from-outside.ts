/**
 * Cleans text that comes from outside: typed, pasted, or read from emails, lists and devices. Codes lose everything that is not seen; names keep
 * their letters; what is shown on one line is one line.
 */

/**
 * What turns, hides or overlays the text around it, wherever it stands: C0 and C1 controls, soft hyphens, zero widths, direction marks, overrides
 * and isolates, line and paragraph separators, annotation marks, tags, lone surrogates. The one list of them: each cleaner here is built on it.
 * Tabs and line ends are for each to decide. Joiners are not in it, because names of some scripts and pictures of people need them.
 */
const HIDDEN = String.raw`[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]|[\u{E0000}-\u{E0FFF}]|\p{Surrogate}`
const hidden = new RegExp(HIDDEN, 'gu')
const hiddenOrJoiner = new RegExp(`${HIDDEN}|[\u200C\u200D]`, 'gu')
const hiddenOrLineEnd = new RegExp(`${HIDDEN}|[\\t\\n\\r]`, 'u')

/** For every text that people read to decide: without direction marks and other characters that are not seen. Tabs and line ends stay. */
export function withoutHidden(text: string): string {
  return text.replace(hidden, '')
}

/** For codes and numbers, never for names: NFKC, without unseen characters, joiners and outer spaces. */
export function cleanCode(raw: string): string {
  return raw.replace(hiddenOrJoiner, '').normalize('NFKC').trim()
}

/** For names and addresses: NFC, without outer spaces. Nothing inside is changed; ask `hasControlCharacters` whether to refuse it. */
export function cleanName(raw: string): string {
  return raw.normalize('NFC').replace(/^\p{Zs}+|(?<!\p{Zs})\p{Zs}+$/gu, '')
}

export function hasControlCharacters(text: string): boolean {
  return hiddenOrLineEnd.test(text)
}

/** One line for paper: NFC, each run of blanks and controls a single space, format characters (direction marks, joiners) removed. */
export function singleLine(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\p{Cf}+/gu, '')
    .replace(/[\p{Cc}\p{Z}]+/gu, ' ')
    .trim()
}

/** What a device or another program wrote, on one line of at most `length` characters (UTF-16). */
export function shortLine(text: string, length: number): string {
  return singleLine(text).slice(0, length).toWellFormed()
}

/** Lines of a message for the screen: NFC, line ends as `\n`, without what is hidden. */
export function cleanLines(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(hidden, '')
    .trim()
}
