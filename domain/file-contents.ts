/** Whether what is in a file fits the ending of its name: a program that is called .pdf must not be saved as one. */

const hasStart = (bytes: Uint8Array, ...head: readonly number[]): boolean => head.every((byte, index) => bytes[index] === byte)
/** No byte of a text is zero, and a program's first kilobytes have many. */
const isText = (bytes: Uint8Array): boolean => bytes.length > 0 && !bytes.subarray(0, 8_192).includes(0)
/** In UTF-8, each byte a character. */
const BYTE_ORDER_MARK = /^\u00EF\u00BB\u00BF/
const startsAs = (bytes: Uint8Array, start: RegExp): boolean =>
  isText(bytes) && start.test(String.fromCharCode(...bytes.subarray(0, 1_024)).replace(BYTE_ORDER_MARK, ''))

const contents: Readonly<Record<string, (bytes: Uint8Array) => boolean>> = {
  jpg: (bytes) => hasStart(bytes, 0xff, 0xd8, 0xff),
  png: (bytes) => hasStart(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
  // PDF 1.7 allows other bytes before it; a file that is saved here begins with it.
  pdf: (bytes) => hasStart(bytes, 0x25, 0x50, 0x44, 0x46, 0x2d),
  /** RFC 5322: a header field comes first. */
  eml: (bytes) => startsAs(bytes, /^[!-9;-~]+:/),
  /** RFC 5545. */
  ics: (bytes) => startsAs(bytes, /^BEGIN:VCALENDAR\r?\n/),
}

export function fitsEnding(fileName: string, bytes: Uint8Array): boolean {
  const ending = fileName.slice(fileName.lastIndexOf('.') + 1).toLowerCase()
  return Object.hasOwn(contents, ending) && contents[ending]!(bytes)
}
